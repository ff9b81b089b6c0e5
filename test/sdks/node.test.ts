import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect } from 'vitest'
import { root } from '../docs/page.ts'
import { test } from '../helpers/server.ts'
import { refusedCodes, storedEvents } from '../helpers/stored.ts'
import { pointedAt, sdkSnippet } from './snippet.ts'

const run = promisify(execFile)

describe('SDKs for Node', () => {
  test.for([
    ['Node', '@segment/analytics-node'],
    ['Node, the older package', 'analytics-node'],
    ['RudderStack for Node', 'analytics-node'],
  ] as const)('%s: sends what its section shows', async ([heading, library], { db, server }) => {
    const code = pointedAt(server, sdkSnippet(heading))
    expect(await run(process.execPath, ['--input-type=module', '-e', code], { cwd: root })).toEqual({ stdout: '', stderr: '' })

    const context = expect.objectContaining({ library: { name: library, version: expect.any(String) } })
    const stored = await storedEvents(db)
    expect(stored).toMatchObject([
      { type: 'TRACK', name: 'Order Completed', userId: 'ada', properties: { total: 120 }, context },
      { type: 'IDENTIFY', name: '$identify', userId: 'ada', traits: { email: 'ada@example.com' }, context },
    ])
    for (const { timestamp, originalTimestamp, receivedAt } of stored) {
      expect(originalTimestamp).not.toBeNull()
      expect(timestamp.getTime()).toBeLessThanOrEqual(receivedAt.getTime())
    }
    expect([server.errors, await refusedCodes(db)]).toEqual([[], []])
  })
})

import { describe, expect } from 'vitest'
import { snippetsOf } from './page.ts'
import { test } from './reader.ts'

describe('README', () => {
  test('leads from a first event to a live count, an SDK and an import', { timeout: 180_000 }, async ({ reader }) => {
    const [track = '', ask = '', create = '', load = ''] = snippetsOf('README.md', 'sh')
    const [watch = '', send = ''] = snippetsOf('README.md', 'js')
    const patience = { timeout: 30_000, interval: 200 }

    expect(await reader.shell(track)).toBe('{"success":true}')
    await expect.poll(() => reader.shell(ask), patience).toContain('"name":"Order Completed"')
    expect(await reader.shell(create)).toContain('"userErrors":[]')
    const watching = reader.program(watch)
    await expect.poll(watching.output, patience).toContain('size: 1')
    await reader.program(send).ended
    await expect.poll(watching.output, patience).toContain('size: 2')
    expect(await reader.shell(load)).toMatch(/^1 lines: 1 calls taken, 0 refused.*All of it has taken effect\.$/ms)
  })
})

import { describe, expect } from 'vitest'
import { schema } from '../../src/schema/index.ts'
import { page, snippetsOf } from './page.ts'
import { test } from './reader.ts'

describe('docs/live.md', () => {
  test('shows changes over WebSocket and as server-sent events', { timeout: 120_000 }, async ({ reader }) => {
    const patience = { timeout: 30_000, interval: 200 }
    const [track = '', , create = ''] = snippetsOf('README.md', 'sh')
    const [curl = ''] = snippetsOf('docs/live.md', 'sh')
    const [changes = '', sizes = ''] = snippetsOf('docs/live.md', 'js')
    expect(await reader.shell(create)).toContain('"userErrors":[]')
    const [over, as] = [reader.program(changes), reader.program(sizes)]
    await expect.poll(as.output, patience).toContain("key: 'big_spenders'")
    expect(await reader.shell(track)).toBe('{"success":true}')
    await expect.poll(as.output, patience).toContain('size: 1')
    // It may have begun to listen after the first entry.
    await expect
      .poll(async () => {
        await reader.shell(track.replace('"ada"', `"ada-${crypto.randomUUID()}"`))
        return over.output()
      }, patience)
      .toContain('ENTERED prof_')
    expect(await reader.shell(`timeout 3 ${curl.trim()} || true`)).toMatch(
      /^event: next\ndata: \{"data":\{"audienceCounts":\{"key":"big_spenders","status":"LIVE"/,
    )
  })

  test('has all subscriptions, and says how they begin and end', ({ expect }) => {
    const { tables, text } = page('docs/live.md')
    const [subscriptions] = tables
    const named = Object.keys(schema.getSubscriptionType()?.getFields() ?? {}).map((name) => `\`${name}\``)
    expect(subscriptions?.rows.map(([name]) => name).sort()).toEqual(named.sort())
    for (const code of ['1009', '4408', '1013', '4403', '1012']) expect(text).toContain(code)
  })
})

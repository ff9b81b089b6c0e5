import { describe, expect } from 'vitest'
import { transaction } from '../../src/db/db.ts'
import type { Json } from '../../src/engine/json.ts'
import type { Refusal } from '../../src/engine/refusal.ts'
import { boundedSample } from '../../src/engine/refusal-sample.ts'
import { recordRefusals } from '../../src/engine/refusals.ts'
import { test } from '../helpers/database.ts'

const WORKSPACE = '018f0000-0000-7000-8000-00000000000a'
const SOURCE = '018f0000-0000-7000-8000-000000000001'
const NOW = Date.UTC(2026, 0, 15, 12, 30)

const refusal = (fields: Partial<Refusal> = {}): Refusal => ({
  kind: 'MESSAGE',
  code: 'bad_request',
  message: 'The message is not an object.',
  sourceId: SOURCE,
  messageId: null,
  identifiers: [],
  sample: 5,
  ...fields,
})

describe('recordRefusals', () => {
  test('keeps each with its sample for 30 days', async ({ db }) => {
    await recordRefusals(
      db.pool,
      WORKSPACE,
      [refusal({ messageId: 'm', identifiers: ['-9223372036854775808', '5'], sample: { a: ['\u0000\ud800'] } })],
      NOW,
    )
    const { rows } = await db.pool.query('select * from refusals')
    expect(rows).toMatchObject([
      {
        workspace_id: WORKSPACE,
        at: new Date(NOW),
        expires_at: new Date(NOW + 30 * 86_400_000),
        kind: 'MESSAGE',
        code: 'bad_request',
        source_id: SOURCE,
        message_id: 'm',
        identifiers: ['-9223372036854775808', '5'],
        sample: { a: ['\ufffd\ufffd'] },
      },
    ])
  })

  test('keeps the first 1,000 of a source, code and hour, and counts all', async ({ db }) => {
    const record = (count: number, now = NOW) =>
      recordRefusals(db.pool, WORKSPACE, [...Array(count).fill(refusal()), refusal({ code: 'id_required' })], now)
    await record(700)
    await record(700)
    await record(5)
    await record(1200, NOW + 3_600_000)
    const counts = await db.pool.query('select code, hour, count from refusal_counts order by hour, code')
    expect(counts.rows).toMatchObject([
      { code: 'bad_request', hour: new Date(Date.UTC(2026, 0, 15, 12)), count: '1405' },
      { code: 'id_required', count: '3' },
      { code: 'bad_request', hour: new Date(Date.UTC(2026, 0, 15, 13)), count: '1200' },
      { code: 'id_required', count: '1' },
    ])
    const kept = await db.pool.query('select code, count(*)::int from refusals group by code order by code')
    expect(kept.rows).toEqual([
      { code: 'bad_request', count: 2000 },
      { code: 'id_required', count: 4 },
    ])
  })

  test('lets many record at once', async ({ db }) => {
    const codes = Array.from({ length: 20 }, (_, i) => refusal({ code: `code_${i}` }))
    const shuffled = (i: number) => (i % 2 ? codes : codes.toReversed())
    await Promise.all(Array.from({ length: 8 }, (_, i) => transaction(db.pool, (client) => recordRefusals(client, WORKSPACE, shuffled(i), NOW))))
    const { rows } = await db.pool.query('select sum(count)::int as counted, (select count(*)::int from refusals) as kept from refusal_counts')
    expect(rows).toEqual([{ counted: 160, kept: 160 }])
  })
})

describe('a sample', () => {
  test('is what was sent when that is small', () => {
    const value = { a: [1, 'x', null, { b: true }] }
    expect(boundedSample(value)).toEqual(value)
  })

  test('is cut down and stays JSON when it is large or deep', () => {
    let deep: Json = 1
    for (let i = 0; i < 20_000; i++) deep = [deep]
    const values: Json[] = [
      deep,
      'x'.repeat(1e6),
      Array(1e5).fill('😀'.repeat(99)),
      Object.fromEntries(Array.from({ length: 1e4 }, (_, i) => [`k${i}`, 1])),
    ]
    for (const value of values) {
      const text = JSON.stringify(boundedSample(value))
      expect(text.length).toBeLessThan(3000)
      expect(text).toContain('…')
    }
  })
})

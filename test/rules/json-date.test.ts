import { describe, expect } from 'vitest'
import { test } from '../helpers/database.ts'

const VALID: readonly (readonly [string, string])[] = [
  ['2026-03-15', '2026-03-15T00:00:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['2000-02-29', '2000-02-29T00:00:00.000Z'],
  ['1969-12-31', '1969-12-31T00:00:00.000Z'],
  ['0001-01-01', '0001-01-01T00:00:00.000Z'],
  ['9999-12-31', '9999-12-31T00:00:00.000Z'],
  ['2026-03-15T12:34Z', '2026-03-15T12:34:00.000Z'],
  ['2026-03-15T12:34:56Z', '2026-03-15T12:34:56.000Z'],
  ['2026-03-15T12:34:56.7Z', '2026-03-15T12:34:56.700Z'],
  ['2026-03-15T12:34:56.789Z', '2026-03-15T12:34:56.789Z'],
  ['2026-03-15T12:34:56.7899999999999999Z', '2026-03-15T12:34:56.789Z'],
  ['1969-12-31T23:59:59.9999Z', '1969-12-31T23:59:59.999Z'],
  ['2026-03-15T12:34:56.001+00:00', '2026-03-15T12:34:56.001Z'],
  ['2026-03-15T12:34:56.5-00:00', '2026-03-15T12:34:56.500Z'],
  ['2026-03-15T12:34:56+05:30', '2026-03-15T07:04:56.000Z'],
  ['2026-03-15T12:34:56.25-0930', '2026-03-15T22:04:56.250Z'],
  ['2026-03-15T12:34+0130', '2026-03-15T11:04:00.000Z'],
  ['2026-03-01T00:30:00+01:00', '2026-02-28T23:30:00.000Z'],
  ['2026-12-31T23:59:59.999-23:59', '2027-01-01T23:58:59.999Z'],
  ['2026-03-29T02:30:00+01:00', '2026-03-29T01:30:00.000Z'],
]

const INVALID = [
  '',
  'today',
  'now',
  'infinity',
  'epoch',
  '2026',
  '2026-03',
  '20260315',
  '2026-3-15',
  '2026-03-15 ',
  ' 2026-03-15',
  '2026-03-15\n',
  '2026-02-29',
  '1900-02-29',
  '2026-02-30',
  '2026-04-31',
  '2026-13-01',
  '2026-00-01',
  '2026-01-00',
  '2026-01-32',
  '0000-01-01',
  '10000-01-01',
  '+002026-01-01',
  '-0001-01-01',
  '2026-W11-7',
  '2026-074',
  '03/15/2026',
  '2026-03-15T12:34:56',
  '2026-03-15T12:34',
  '2026-03-15T12Z',
  '2026-03-15 12:34:56Z',
  '2026-03-15t12:34:56z',
  '2026-03-15T12:34:56z',
  '2026-03-15T24:00:00Z',
  '2026-03-15T12:60:00Z',
  '2026-03-15T12:34:60Z',
  '2026-03-15T12:34:56.Z',
  '2026-03-15T12:34:56,7Z',
  '2026-03-15T12:34:56+1',
  '2026-03-15T12:34:56+01',
  '2026-03-15T12:34:56+24:00',
  '2026-03-15T12:34:56+01:60',
  '2026-03-15T12:34:56 +01:00',
  '2026-03-15T12:34:56Z+01:00',
  '2026-03-15T12:34:56 UTC',
  '2026-03-15T12:34:56Europe/Berlin',
  '2026-03-15Z',
  '2026-03-15+01:00',
  '２０２６-03-15',
  '٢٠٢٦-03-15',
]

const OTHER = ['null', 'true', '0', '1773576000000', '20260315', '[]', '["2026-03-15"]', '{}', '{"date": "2026-03-15"}']

describe('json_date', () => {
  test('reads exactly the dates of the contract, and raises for nothing', async ({ db }) => {
    const read = async (json: string) => {
      // As text, because a Date would hide digits beyond the milliseconds.
      const { rows } = await db.pool.query<{ text: string | null }>(
        `select to_char(json_date($1::jsonb) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as text`,
        [json],
      )
      return rows[0]?.text?.replace(/000$/, 'Z') ?? null
    }
    for (const [text, moment] of VALID) expect(await read(JSON.stringify(text)), text).toBe(moment)
    for (const text of INVALID) expect(await read(JSON.stringify(text)), text).toBeNull()
    for (const json of OTHER) expect(await read(json), json).toBeNull()
    expect(await read(JSON.stringify(`2026-03-15T12:34:56.${'7'.repeat(100_000)}Z`))).toBe('2026-03-15T12:34:56.777Z')
    expect(await read(JSON.stringify('2'.repeat(100_000)))).toBeNull()
  })

  test('keeps years at the ends of the calendar in order', async ({ db }) => {
    const { rows } = await db.pool.query(`select json_date('"0001-01-01T00:00+23:59"') < json_date('"0001-01-01"') as first,
      json_date('"9999-12-31T23:59:59.999-23:59"') > json_date('"9999-12-31T23:59:59.999Z"') as last`)
    expect(rows).toEqual([{ first: true, last: true }])
  })
})

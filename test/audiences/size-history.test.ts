import fc from 'fast-check'
import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { rollSizes } from '../../src/engine/audiences/roll-sizes.ts'
import { readSizeHistory } from '../../src/engine/audiences/size-history.ts'
import { DAY, HOUR, MINUTE } from '../../src/engine/clock.ts'
import { insertAudience, insertWorkspace } from '../helpers/audience-rows.ts'
import { setNow, test } from '../helpers/database.ts'

const NOW = Date.parse('2026-03-15T12:34:56.789Z')

describe('the history of a size', () => {
  test('is the same from what is rolled up as from the changes themselves, whenever they were rolled up', async ({ db }) => {
    const workspaceId = await insertWorkspace(db)
    const audienceId = await insertAudience(db, workspaceId, 'everyone')
    const moments = await insertChanges(db, { workspaceId, audienceId })
    const questions = fc.sample(question(moments), { numRuns: 150, seed: 20_261_125 })
    const ask = () =>
      Promise.all(questions.map(({ from, length, every }) => readSizeHistory(db.pool, { workspaceId, audienceId, from, to: from + length, every })))
    await setNow(db, new Date(NOW))
    const before = await ask()
    expect(before.flat().filter(({ entered, exited }) => entered + exited > 0).length).toBeGreaterThan(100)
    // First most of them, then the rest, and then nothing more.
    for (const now of [NOW - 3 * DAY - 7, NOW, NOW]) {
      await setNow(db, new Date(now))
      await rollSizes(db.pool)
      await setNow(db, new Date(NOW))
      expect(await ask()).toEqual(before)
    }
    const { rows } = await db.pool.query('select sum(entered)::int as entered, sum(exited)::int as exited from audience_sizes where width = $1', [
      DAY,
    ])
    const counted = moments.filter((at) => at <= Math.floor(NOW / MINUTE - 1) * MINUTE).length
    expect(rows[0].entered + rows[0].exited).toBe(counted)
    // Nothing but the latest minutes, and those that a point lies in, is read from the changes.
    await db.pool.query('delete from audience_change_sets where committed_at <= $1', [new Date(NOW - DAY)])
    const [from, to] = [Math.floor(NOW / DAY - 30) * DAY, Math.floor(NOW / DAY) * DAY]
    const days = await readSizeHistory(db.pool, { workspaceId, audienceId, from, to, every: DAY })
    expect(days.reduce((sum, { entered, exited }) => sum + entered + exited, 0)).toBe(moments.filter((at) => at > from && at <= to).length)
  })
})

/** Some hundred entries and exits within forty days, many at the edges of minutes, hours and days. */
async function insertChanges(db: Db, { workspaceId, audienceId }: { workspaceId: string; audienceId: string }): Promise<readonly number[]> {
  const edges = fc.tuple(fc.nat(40), fc.constantFrom(DAY, HOUR, MINUTE), fc.constantFrom(-1, 0, 1)).map(([n, width, off]) => {
    const at = NOW - n * width
    return Math.floor(at / width) * width + off
  })
  const anywhere = fc.nat(40 * DAY).map((ago) => NOW - ago)
  const moments = fc
    .sample(fc.oneof(edges, anywhere), { numRuns: 600, seed: 7 })
    .filter((at) => at <= NOW)
    .sort((a, b) => a - b)
  await db.pool.query(
    `insert into audience_change_sets (workspace_id, audience_id, version, ordinal, committed_at, profile_ids, changes, reasons, moments)
      select $1, $2, n, 1, to_timestamp(ms / 1000.0), array[gen_random_uuid()], array[case when n % 3 = 0 then 'EXITED' else 'ENTERED' end::membership_change],
        array['EVENT'::membership_reason], array[ms]
      from unnest($3::float8[]) with ordinality as moment (ms, n)`,
    [workspaceId, audienceId, moments],
  )
  await db.pool.query(
    `update audience_counters c set size = entered_now - exited_now, entered = entered_now, exited = exited_now, version = entered_now + exited_now, updated_at = $3
      from (select count(*) filter (where change = 'ENTERED') as entered_now, count(*) filter (where change = 'EXITED') as exited_now from audience_changes where audience_id = $2) n
      where c.workspace_id = $1 and c.audience_id = $2`,
    [workspaceId, audienceId, new Date(moments.at(-1) ?? NOW)],
  )
  return moments
}

function question(moments: readonly number[]) {
  const width = fc.constantFrom(MINUTE, HOUR, DAY)
  const start = fc.oneof(
    fc.constantFrom(...moments),
    fc.tuple(fc.nat(40), width).map(([n, of]) => Math.floor((NOW - (n + 1) * of) / of) * of),
  )
  return fc
    .record({
      from: start.filter((at) => at < NOW - 1),
      every: fc.tuple(fc.integer({ min: 1, max: 5 }), width, fc.constantFrom(0, 0, 1234)).map(([n, of, more]) => n * of + more),
      points: fc.double({ min: 0.3, max: 60, noNaN: true }),
    })
    .map(({ from, every, points }) => ({ from, every, length: Math.ceil(every * points) }))
}

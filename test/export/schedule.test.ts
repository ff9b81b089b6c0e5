import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { createSecretBox } from '../../src/engine/delivery/secret-box.ts'
import { startExports } from '../../src/engine/export/export-worker.ts'
import { checkSchedule, nextRun } from '../../src/engine/export/schedule.ts'
import { queueScheduled } from '../../src/engine/export/sweep-exports.ts'
import { openQueues } from '../../src/queue/queues.ts'
import { setNow } from '../helpers/database.ts'
import { queueBackends } from '../helpers/queue-backends.ts'
import { insertPeople, newExport, test } from './fixtures.ts'

const at = (iso: string) => Date.parse(iso)
const runsOf = async (db: Db) =>
  (await db.pool.query<{ status: string }>('select status from export_runs order by number')).rows.map(({ status }) => status)
const nextOf = async (db: Db) => (await db.pool.query<{ next_run_at: Date }>('select next_run_at from exports')).rows[0]?.next_run_at.toISOString()

describe('a schedule', () => {
  test('goes by the clock of its zone, also when that is moved', () => {
    const schedule = { cron: '30 6 * * *', timeZone: 'Europe/Vienna' }
    expect(nextRun(schedule, at('2026-01-15T05:29:59Z'))).toBe(at('2026-01-15T05:30:00Z'))
    expect(nextRun(schedule, at('2026-01-15T05:30:00Z'))).toBe(at('2026-01-16T05:30:00Z'))
    expect(nextRun(schedule, at('2026-03-28T06:00:00Z'))).toBe(at('2026-03-29T04:30:00Z'))
    expect(nextRun(schedule, at('2026-10-24T06:00:00Z'))).toBe(at('2026-10-25T05:30:00Z'))
  })

  test('that cannot be read is refused with its field', () => {
    const refused = [
      ['* * * *', 'UTC', 'cron'],
      ['0 0 * * * *', 'UTC', 'cron'],
      ['@daily', 'UTC', 'cron'],
      ['61 * * * *', 'UTC', 'cron'],
      ['H * * * *', 'UTC', 'cron'],
      ['0 0 30 2 *', 'UTC', 'cron'],
      ['0 6 * * *', 'Mars/Olympus', 'timeZone'],
      ['0 6 * * *', '', 'timeZone'],
    ] as const
    for (const [cron, timeZone, field] of refused)
      expect(() => checkSchedule({ cron, timeZone }, at('2026-01-15T00:00:00Z')), cron).toThrow(
        expect.objectContaining({ code: 'VALIDATION', path: ['schedule', field] }),
      )
    expect(checkSchedule({ cron: '0 6 * * MON', timeZone: 'UTC' }, at('2026-01-15T00:00:00Z'))).toBe(at('2026-01-19T06:00:00Z'))
  })

  test('makes up once for all that was missed', async ({ db }) => {
    await setNow(db, new Date('2026-01-15T00:00:00Z'))
    const { workspaceId } = await insertPeople(db, 1)
    const { run } = await newExport(db, { workspaceId, schedule: { cron: '0 6 * * *', timeZone: 'UTC' } })
    expect([run, await nextOf(db)]).toEqual([null, '2026-01-15T06:00:00.000Z'])
    expect(await queueScheduled(db.pool)).toBe(false)
    await setNow(db, new Date('2026-01-20T12:00:00Z'))
    expect([await queueScheduled(db.pool), await queueScheduled(db.pool)]).toEqual([true, false])
    expect([await runsOf(db), await nextOf(db)]).toEqual([['QUEUED'], '2026-01-21T06:00:00.000Z'])
    // While one runs, the next one waits.
    await setNow(db, new Date('2026-01-22T12:00:00Z'))
    expect(await queueScheduled(db.pool)).toBe(false)
    await db.pool.query(`update export_runs set status = 'FINISHED'`)
    expect(await queueScheduled(db.pool)).toBe(true)
    expect([await runsOf(db), await nextOf(db)]).toEqual([['FINISHED', 'QUEUED'], '2026-01-23T06:00:00.000Z'])
  })
})

describe.each(queueBackends())('a worker with queues on $name', ({ start }) => {
  test('does what is asked for, and what has its time', async ({ db, folder }) => {
    const { workspaceId } = await insertPeople(db, 10)
    const { connection, stop } = await start(db)
    const queues = await openQueues(connection)
    const errors: unknown[] = []
    const outbound = { secretBox: createSecretBox([]), fetch: () => Promise.reject(new Error('Nothing is sent.')) }
    const exports = await startExports({ db, queues, outbound, dataDir: folder, onError: (error) => errors.push(error) })
    const { run } = await newExport(db, { workspaceId })
    queues.exports.hints.wake([run ?? 0])
    await newExport(db, { workspaceId, schedule: { cron: '* * * * *', timeZone: 'UTC' } })
    await db.pool.query(`update exports set next_run_at = engine_now() - interval '1 day' where cron is not null`)
    await expect.poll(() => runsOf(db), { timeout: 20_000 }).toEqual(['FINISHED', 'FINISHED'])
    await exports.stop()
    await queues.close()
    await stop()
    expect(errors).toEqual([])
  })
})

import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { startEngine } from '../../src/engine/worker.ts'
import { openQueues } from '../../src/queue/queues.ts'
import { type Program, runProgram } from '../helpers/program.ts'
import { test as base, track, writeLines } from './fixtures.ts'

/** `worker`: takes what is imported, on the same database. */
const test = base.extend<{ worker: undefined }>({
  worker: [
    async ({ db }, use) => {
      const queues = await openQueues({ kind: 'postgres', url: db.url })
      const failures: unknown[] = []
      const engine = await startEngine({ db, queues, concurrency: 2, onError: (error) => failures.push(error) })
      await use(undefined)
      await engine.stop()
      await queues.close()
      expect(failures).toEqual([])
    },
    { auto: true },
  ],
})

const importInto = (db: Db, folder: string, args: readonly string[]): Program =>
  runProgram(['import', ...args], { DATABASE_URL: db.url, DATA_DIR: folder })

async function ledger(db: Db): Promise<unknown> {
  const { rows } = await db.pool.query(
    `select count(*)::int as events, count(distinct message_id)::int as ids, (select count(*)::int from messages) as messages,
       (select coalesce(sum(messages), 0)::int from inbox) as waiting from events`,
  )
  return rows[0]
}

describe('npm run import', () => {
  test('loses nothing and takes nothing twice when it is killed at any moment', async ({ db, folder }) => {
    const count = 30_000
    const path = writeLines(
      join(folder, 'calls.ndjson'),
      Array.from({ length: count }, (_, n) => track(n)),
    )
    const stands = async () => Number((await db.pool.query('select lines from imports')).rows[0]?.lines ?? 0)
    for (let round = 0; round < 3; round++) {
      const program = importInto(db, folder, [path])
      const before = await stands()
      await expect.poll(stands, { interval: 5, timeout: 30_000 }).toBeGreaterThan(before)
      await sleep(Math.random() * 150)
      program.child.kill('SIGKILL')
      await program.ended
    }
    expect(await stands()).toBeGreaterThan(0)
    const last = importInto(db, folder, [path])
    expect(await last.ended, last.output()).toBe(0)
    expect(await stands()).toBe(count)
    await expect.poll(() => ledger(db), { timeout: 30_000 }).toEqual({ events: count, ids: count, messages: count, waiting: 0 })
  })

  test('changes nothing the second time', async ({ db, folder }) => {
    const path = writeLines(join(folder, 'calls.ndjson'), [
      ...Array.from({ length: 500 }, (_, n) => track(n)),
      track(0, { messageId: undefined }),
      'no call',
    ])
    const first = importInto(db, folder, [path])
    expect(await first.ended).toBe(0)
    expect(first.output()).toContain('502 lines: 501 calls taken, 1 refused')
    const after = await ledger(db)
    expect(after).toEqual({ events: 501, ids: 501, messages: 501, waiting: 0 })
    const second = importInto(db, folder, [path])
    expect(await second.ended).toBe(0)
    expect(second.output()).toContain('loaded before, all 502 lines')
    expect(await importInto(db, folder, [path, '--again']).ended).toBe(0)
    expect(await ledger(db)).toEqual(after)
  })

  test('stops at a signal and says how to go on', async ({ db, folder }) => {
    const path = writeLines(
      join(folder, 'calls.ndjson'),
      Array.from({ length: 30_000 }, (_, n) => track(n)),
    )
    const program = importInto(db, folder, [path])
    await expect.poll(async () => (await db.pool.query('select from imports where lines > 0')).rowCount, { interval: 5, timeout: 30_000 }).toBe(1)
    program.child.kill('SIGINT')
    expect(await program.ended).toBe(130)
    expect(program.output()).toContain('the same command goes on where it ended')
  })

  test('names a source, and the workspace by a key', async ({ db, folder }) => {
    const path = writeLines(join(folder, 'calls.ndjson'), [track(1)])
    const wrong = importInto(db, folder, [path, '--key', 'not-a-key-of-this-database'])
    expect(await wrong.ended).toBe(1)
    expect(wrong.output()).toMatch(/^The key is no write key and no secret key of this database\.$/m)
    expect(await importInto(db, folder, [path, '--source', 'Shop']).ended).toBe(0)
    const { rows } = await db.pool.query('select s.name from events e join sources s on s.id = e.source_id')
    expect(rows).toEqual([{ name: 'Shop' }])
  })
})

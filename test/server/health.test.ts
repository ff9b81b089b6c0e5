import { describe, expect } from 'vitest'
import { connect, type Db } from '../../src/db/db.ts'
import { migrationNames } from '../../src/db/migrate.ts'
import { openQueues } from '../../src/queue/queues.ts'
import { createHealth, type Health } from '../../src/server/health.ts'
import { startHttpServer } from '../../src/server/http.ts'
import { test as base } from '../helpers/database.ts'
import { makeWorkspace, send } from '../helpers/engine.ts'

interface Asked {
  ask(path?: string): Promise<{ status: number; body: unknown }>
  readonly health: Health
}

async function serve(db: Db, queue: () => Promise<unknown>, use: (asked: Asked) => Promise<void>): Promise<void> {
  const health = createHealth({ db: db.pool, queue, migrations: migrationNames() })
  const server = await startHttpServer({ host: '127.0.0.1', port: 0, routes: health.routes, onError: () => {} })
  await use({
    health,
    async ask(path = '/readyz') {
      const response = await fetch(`http://127.0.0.1:${server.port}${path}`)
      return { status: response.status, body: await response.json() }
    },
  })
  await server.close(100)
}

/** `asked`: the health of a process on `db`, whose queue is on `db` too. */
const test = base.extend<{ asked: Asked }>({
  asked: async ({ db }, use) => {
    const queues = await openQueues({ kind: 'postgres', url: db.url })
    await serve(db, queues.answers, use)
    await queues.close()
  },
})

const notReady = (message: string) => ({ status: 503, body: { success: false, code: 'not_ready', message } })

describe('health', () => {
  test('is ready while all is well, and says what it looked at', async ({ asked }) => {
    expect(await asked.ask()).toEqual({ status: 200, body: { status: 'ok' } })
    const checks = { process: 'ok', database: 'ok', migrations: 'ok', queue: 'ok', lag: 'ok' }
    expect(await asked.ask('/readyz?verbose')).toEqual({ status: 200, body: { status: 'ok', checks } })
  })

  test('is not ready while a migration is missing', async ({ db, asked }) => {
    const [last = ''] = migrationNames().slice(-1)
    await db.pool.query('update _prisma_migrations set finished_at = null where migration_name = $1', [last])
    expect(await asked.ask()).toEqual(notReady(`The database lacks the migrations ${last}.`))
    expect((await asked.ask('/livez')).status).toBe(200)
    await db.pool.query('update _prisma_migrations set finished_at = now() where migration_name = $1', [last])
    expect((await asked.ask()).status).toBe(200)
  })

  test('is not ready when a message has waited for more than an hour, unless that is left out', async ({ db, asked }) => {
    await send(db, await makeWorkspace(db), { type: 'track', userId: 'ada', event: 'Signed In' })
    expect((await asked.ask()).status).toBe(200)
    await db.pool.query(`update inbox set received_at = received_at - interval '61 minutes'`)
    expect(await asked.ask()).toEqual(notReady('The oldest message has waited for 61 minutes: are workers running?'))
    expect(await asked.ask('/readyz?exclude=queue,lag')).toEqual({ status: 200, body: { status: 'ok' } })
  })

  test('is not ready while it stops', async ({ asked }) => {
    asked.health.drain()
    expect(await asked.ask()).toEqual(notReady('The process is stopping.'))
    expect((await asked.ask('/livez')).status).toBe(200)
  })

  base('is not ready without database or queue', async () => {
    const db = connect('postgresql://127.0.0.1:1/none', { max: 1, name: 'test' })
    await serve(
      db,
      () => Promise.reject(new Error('away')),
      async ({ ask }) => {
        expect(await ask()).toEqual(notReady('The database does not answer.'))
        expect(await ask('/readyz?exclude=database')).toEqual(notReady('The queue does not answer.'))
      },
    )
    await db.close()
  })
})

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, vi } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { parseUuid } from '../../src/engine/public-id.ts'
import type { QueueConnection } from '../../src/queue/backend.ts'
import { test } from '../helpers/database.ts'
import { webhookTo } from '../helpers/deliveries.ts'
import { makeWorkspace, send, testWorker } from '../helpers/engine.ts'
import { startFarEnd } from '../helpers/far-end.ts'
import { queueBackends } from '../helpers/queue-backends.ts'

// On each of the backends.
const KILLS = 5
const PEOPLE = 40
const EACH = 15
const BETWEEN = 40
const file = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Starts workers, two at a time, one ahead of its turn. */
function fleet(databaseUrl: string, queue: QueueConnection) {
  const living: ChildProcess[] = []
  const hire = () => {
    const execArgv = ['--import', file('../../bin/typescript.mjs')]
    living.push(
      fork(file('./delivery-process.ts'), [JSON.stringify({ databaseUrl, queue })], { execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
    )
  }
  hire()
  hire()
  onTestFinished(() => living.forEach((worker) => void worker.kill('SIGKILL')))
  return {
    /** The oldest dies, another comes. */
    kill() {
      living.shift()?.kill('SIGKILL')
      hire()
    },
    async stop() {
      for (const worker of living) {
        worker.kill('SIGTERM')
        if (worker.exitCode === null) await once(worker, 'exit')
      }
    },
  }
}

async function fill(db: Db, url: string): Promise<void> {
  const workspace = await makeWorkspace(db)
  await webhookTo(db, workspace.id, url)
  const worker = testWorker(db)
  for (let i = 0; i < EACH; i++)
    await send(
      db,
      workspace,
      ...Array.from({ length: PEOPLE }, (_, who) => ({ type: 'track', event: `E${i}`, userId: `u${who}`, messageId: `${who}-${i}` })),
    )
  await worker.quiet()
}

describe.each(queueBackends())('delivery workers that are killed, the queue being on $name', (backend) => {
  test('lose nothing, repeat what they repeat under the same id, and keep the order of each profile', { timeout: 120_000 }, async ({ db }) => {
    const { connection, stop } = await backend.start(db)
    const end = await startFarEnd()
    onTestFinished(async () => {
      await end.close()
      await stop()
    })
    await fill(db, end.url)
    let kills = 0
    let seen = 0
    const workers = fleet(db.url, connection)
    end.answer((response) => {
      const strikes = ++seen % BETWEEN === 0 && kills < KILLS
      // Before it can know that it was taken, or after it was told so but before it can have written that down.
      if (strikes && kills % 2 === 0) workers.kill()
      response.end('ok')
      if (strikes && kills % 2 === 1) workers.kill()
      if (strikes) kills++
    })
    await vi.waitFor(
      async () => {
        const { rows } = await db.pool.query(`select status, count(*)::int as count from outbox group by status`)
        expect(rows).toEqual([{ status: 'DELIVERED', count: PEOPLE * EACH }])
      },
      { timeout: 100_000, interval: 100 },
    )
    await workers.stop()
    expect(kills).toBe(KILLS)

    const bodies = new Map<string, string>()
    const orders = new Map<string, string[]>()
    for (const { headers, body, data } of end.received) {
      const id = String(headers['webhook-id'])
      if (bodies.has(id)) expect(body).toBe(bodies.get(id))
      else orders.set(String(data['userId']), [...(orders.get(String(data['userId'])) ?? []), String(data['event'])])
      bodies.set(id, body)
    }
    const { rows } = await db.pool.query<{ id: string }>('select id from outbox order by id')
    expect([...bodies.keys()].map((id) => parseUuid('dlv', id)).sort()).toEqual(rows.map(({ id }) => id))
    expect(new Set([...orders.values()].map((names) => names.join()))).toEqual(new Set([Array.from({ length: EACH }, (_, i) => `E${i}`).join()]))
    process.stderr.write(`${JSON.stringify({ queue: backend.name, kills, deliveries: rows.length, received: end.received.length })}\n`)
  })
})

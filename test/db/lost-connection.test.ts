import { createServer, connect as dial } from 'node:net'
import { describe, expect, onTestFinished, vi } from 'vitest'
import { connect, transaction } from '../../src/db/db.ts'
import { test } from '../helpers/database.ts'
import { freePort } from '../helpers/postgres.ts'

describe('a connection that the server ends in the moment it is handed out', () => {
  test('fails its statement, and does not end the process', async ({ db }) => {
    // The process hears of both in one piece: that the connection is ready, and that it is gone.
    const own = connect(await lateNews(db.url), { max: 1, name: 'short-lived' })
    onTestFinished(() => own.close())
    const work = transaction(own.pool, async () => 'done')
    const failed = work.catch((error: unknown) => error)
    await vi.waitFor(async () => {
      const { rowCount } = await db.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'short-lived' and state = 'idle'`,
      )
      expect(rowCount).toBe(1)
    }, 20_000)
    expect(await failed).toBeInstanceOf(Error)
  })
})

/** A way to a server that delivers what it says once it is ready only when it has said everything. */
async function lateNews(target: string): Promise<string> {
  const url = new URL(target)
  const port = await freePort()
  const server = createServer((socket) => {
    const upstream = dial(Number(url.port), url.hostname)
    const held: Buffer[] = []
    socket.pipe(upstream)
    upstream.on('data', (data) => {
      const ready = data.at(-6) === 'Z'.charCodeAt(0)
      if (ready || held.length > 0) held.push(data)
      else socket.write(data)
    })
    upstream.on('close', () => socket.end(Buffer.concat(held)))
    for (const one of [socket, upstream]) one.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const through = new URL(target)
  through.port = String(port)
  return through.href
}

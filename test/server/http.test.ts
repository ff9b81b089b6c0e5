import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { type HttpServer, startHttpServer } from '../../src/server/http.ts'
import { HttpError } from '../../src/server/http-error.ts'
import { readBody } from '../../src/server/read-body.ts'
import { respondJson } from '../../src/server/respond.ts'
import type { Route } from '../../src/server/route.ts'
import { test as serverTest } from '../helpers/server.ts'

const start = async (routes: readonly Route[]) => {
  const errors: unknown[] = []
  const server = await startHttpServer({ host: '127.0.0.1', port: 0, routes, onError: (error) => errors.push(error) })
  return { server, errors, url: `http://127.0.0.1:${server.port}` }
}
const isOpen = ({ port }: HttpServer) =>
  fetch(`http://127.0.0.1:${port}/`).then(
    () => true,
    () => false,
  )

describe('the HTTP server', () => {
  test('answers what a handler throws, and tells nobody why it failed', async () => {
    const { server, errors, url } = await start([
      {
        method: 'GET',
        path: '/known',
        handle: () => Promise.reject(new HttpError({ status: 418, code: 'teapot', message: 'Tea.', headers: { 'x-tea': 'yes' } })),
      },
      {
        method: 'GET',
        path: '/unknown',
        handle: () => {
          throw new Error('secret')
        },
      },
    ])
    const known = await fetch(`${url}/known`)
    expect([known.status, known.headers.get('x-tea'), await known.json()]).toEqual([418, 'yes', { success: false, code: 'teapot', message: 'Tea.' }])
    const unknown = await fetch(`${url}/unknown`)
    expect([unknown.status, await unknown.text()]).toEqual([500, expect.not.stringContaining('secret')])
    expect(errors).toMatchObject([{ message: 'secret' }])
    await server.close()
  })

  test('finishes what runs when it closes, also on a connection that would stay open', async () => {
    const { server, url } = await start([
      {
        method: 'POST',
        path: '/slow',
        async handle(incoming, response) {
          const body = await readBody(incoming, 100)
          await sleep(200)
          respondJson(response, 200, body)
        },
      },
    ])
    const agent = new Agent({ keepAlive: true })
    const sent = request(`${url}/slow`, { method: 'POST', agent })
    sent.write('"begun')
    await sleep(50)
    const closed = server.close(5000)
    await sleep(50)
    expect(await isOpen(server)).toBe(false)
    sent.end(' and ended"')
    const [response] = await once(sent, 'response')
    expect([response.statusCode, response.headers.connection]).toEqual([200, 'close'])
    expect(Buffer.concat(await response.toArray()).toString()).toBe('"begun and ended"')
    await closed
    agent.destroy()
  })

  test('does not wait for ever', async () => {
    const { server, url } = await start([{ method: 'GET', path: '/stuck', handle: () => new Promise(() => {}) }])
    const stuck = fetch(`${url}/stuck`).catch((error: unknown) => error)
    await sleep(50)
    await server.close(100)
    expect(await stuck).toBeInstanceOf(Error)
  })

  test('survives a client that goes away', async () => {
    const { server, errors, url } = await start([
      { method: 'POST', path: '/', handle: async (incoming, response) => respondJson(response, 200, await readBody(incoming, 100)) },
    ])
    const sent = request(url, { method: 'POST', headers: { 'content-length': '50' } })
    sent.on('error', () => {})
    sent.write('x')
    await sleep(50)
    sent.destroy()
    await sleep(50)
    expect((await fetch(url, { method: 'POST', body: '1' })).status).toBe(200)
    expect(errors).toEqual([])
    await server.close()
  })

  test('refuses a small body that inflates to a large one', async () => {
    const { server, url } = await start([
      { method: 'POST', path: '/', handle: async (incoming, response) => respondJson(response, 200, await readBody(incoming, 1024)) },
    ])
    const { gzipSync } = await import('node:zlib')
    const bomb = gzipSync(Buffer.alloc(1_000_000))
    expect((await fetch(url, { method: 'POST', body: bomb.subarray(0, 1024), headers: { 'content-encoding': 'gzip' } })).status).toBe(400)
    await server.close()
  })
})

describe('health', () => {
  serverTest('is alive, and ready while the database has its tables', async ({ db, server }) => {
    const status = async (path: string) => (await fetch(server.url + path)).status
    expect([await status('/livez'), await status('/readyz')]).toEqual([200, 200])
    await db.pool.query('alter table inbox rename to hidden')
    expect([await status('/livez'), await status('/readyz')]).toEqual([200, 503])
    await db.pool.query('alter table hidden rename to inbox')
  })
})

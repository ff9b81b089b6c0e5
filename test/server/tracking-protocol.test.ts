import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect } from 'vitest'
import { inboxRows } from '../helpers/inbox.ts'
import { basic, startTestServer, type TestServer, test } from '../helpers/server.ts'
import { storedEvents } from '../helpers/stored.ts'

const CALL = { userId: 'u', event: 'E', messageId: 'm' }

async function exchange(server: TestServer, options: { method: string; path: string; agent?: Agent; headers?: object; body?: string }) {
  const { body, headers, ...rest } = options
  const sent = request(server.url, { ...rest, headers: { authorization: basic(`${server.keys.write}:`), ...headers } })
  sent.end(body)
  const [response] = await once(sent, 'response')
  return { status: response.statusCode, headers: response.headers, body: await text(response), reused: sent.reusedSocket }
}

/** A single call of exactly so many bytes. */
function sized(bytes: number, call: object = CALL): string {
  const empty = JSON.stringify({ ...call, properties: { x: '' } })
  return JSON.stringify({ ...call, properties: { x: 'x'.repeat(bytes - Buffer.byteLength(empty)) } })
}

describe('over HTTP', () => {
  test('every path of the tracking API answers a preflight, for any header', async ({ server }) => {
    const paths = new Set(server.tracking.map(({ path }) => path.replaceAll('*', 'x')))
    expect(paths.size).toBeGreaterThan(18)
    for (const path of paths) {
      const { status, headers, body } = await exchange(server, { method: 'OPTIONS', path, headers: { origin: 'https://example.com' } })
      expect([status, body, headers['access-control-allow-origin']]).toEqual([204, '', '*'])
      expect(headers['access-control-allow-headers']).toBe('authorization, content-type, content-encoding, anonymousid, sentat, x-retry-count, *')
    }
  })

  test('slashes too many do no harm', async ({ db, server }) => {
    for (const path of ['/v1/import/', '//v1/batch', '/v1//b//']) {
      expect((await server.post(path, { batch: [{ ...CALL, type: 'track', messageId: path }] })).status, path).toBe(200)
    }
    expect((await server.post('//v1/t/', CALL)).status).toBe(200)
    expect((await fetch(`${server.url}//v1/projects/${server.keys.write}/settings/`)).status).toBe(200)
    expect((await fetch(`${server.url}/v1/track/x`, { method: 'POST' })).status).toBe(404)
    expect(await inboxRows(db)).toHaveLength(4)
  })

  test('HEAD is answered as GET is, without a body', async ({ server }) => {
    for (const path of [`/v1/projects/${server.keys.write}/settings`, '/sourceConfig/', '/v1/pixel/track']) {
      const get = await exchange(server, { method: 'GET', path })
      const head = await exchange(server, { method: 'HEAD', path })
      expect([head.status, head.body, head.headers['content-length']]).toEqual([200, '', String(Buffer.byteLength(get.body, 'latin1'))])
    }
  })

  test('a connection is kept, also after an error, unless the client wants it closed', async ({ server }) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const send = (body: string) => exchange(server, { method: 'POST', path: '/v1/track', agent, body })
    const first = await send(JSON.stringify(CALL))
    const bad = await send('{')
    const last = await send(JSON.stringify(CALL))
    agent.destroy()
    expect([first, bad, last].map(({ status, reused }) => [status, reused])).toEqual([
      [200, false],
      [400, true],
      [200, true],
    ])
    const closing = await exchange(server, { method: 'POST', path: '/v1/track', headers: { connection: 'close' }, body: JSON.stringify(CALL) })
    expect([closing.status, closing.headers.connection]).toEqual([200, 'close'])
  })

  test('a client that asks first whether it may go on is told so', async ({ server }) => {
    const headers = { authorization: basic(`${server.keys.write}:`), expect: '100-continue', 'content-length': 46 }
    const sent = request(`${server.url}/v1/track`, { method: 'POST', headers })
    sent.flushHeaders()
    await once(sent, 'continue')
    sent.end(JSON.stringify(CALL).padEnd(46))
    const [response] = await once(sent, 'response')
    expect([response.statusCode, await text(response)]).toEqual([200, '{"success":true}'])
  })

  test('bodies are taken up to the limit, to the byte', async ({ db, server }) => {
    const batch = (bytes: number) => JSON.stringify({ batch: [{ ...CALL, type: 'track' }] }).padEnd(bytes)
    const cases = [
      ['/v1/track', sized(32 * 1024), 200],
      ['/v1/track', sized(32 * 1024 + 1), 400],
      // Bytes count, not characters.
      ['/v1/track', sized(32 * 1024, { ...CALL, event: 'é' }), 200],
      ['/v1/track', sized(32 * 1024 + 1, { ...CALL, event: 'é' }), 400],
      ['/v1/batch', batch(500 * 1024), 200],
      ['/v1/batch', batch(500 * 1024 + 1), 400],
      ['/beacon/v1/batch', batch(500 * 1024), 200],
      ['/beacon/v1/batch', batch(500 * 1024 + 1), 400],
    ] as const
    for (const [path, body, status] of cases) {
      expect(Buffer.byteLength(body) % 1024, path).toBe(status === 200 ? 0 : 1)
      expect((await server.post(path, body)).status, path).toBe(status)
    }
    expect(await inboxRows(db)).toHaveLength(4)
  })

  test('bytes that are not UTF-8 become U+FFFD, wherever they are', async ({ db, server }) => {
    const body = Buffer.from(JSON.stringify({ ...CALL, event: 'a?', properties: { '?': '?' }, userId: 'u?' }))
    await server.post(
      '/v1/track',
      body.map((byte) => (byte === 0x3f ? 0xff : byte)),
    )
    const bad = '\ufffd'
    expect(await storedEvents(db)).toMatchObject([{ name: `a${bad}`, userId: `u${bad}`, properties: { [bad]: bad } }])
  })

  test('a 429 says when to come again, also to a page of another origin', async ({ db }) => {
    const server = await startTestServer(db, { inboxMaxBytes: 0 })
    const send = () => server.post('/v1/track', CALL)
    await expect.poll(async () => (await send()).status, { timeout: 10_000, interval: 200 }).toBe(429)
    const { headers } = await send()
    expect(Object.fromEntries(headers)).toMatchObject({
      'retry-after': expect.stringMatching(/^\d+$/),
      'x-ratelimit-reset': headers.get('retry-after'),
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'retry-after, x-ratelimit-reset',
    })
    await server.close()
  })

  test('a batch that is sent again, whole or in parts, counts once', async ({ db, server }) => {
    const batch = ['1', '2', '3'].map((messageId) => ({ ...CALL, type: 'track', messageId }))
    await server.post('/v1/batch', { batch })
    await server.post('/v1/import', { batch, sentAt: new Date().toISOString() })
    await server.post('/beacon/v1/batch', { batch: batch.slice(1) })
    await server.post('/v1/t', batch[0])
    expect((await storedEvents(db)).map(({ messageId }) => messageId)).toEqual(['1', '2', '3'])
  })
})

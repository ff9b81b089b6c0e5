import { setTimeout as sleep } from 'node:timers/promises'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect } from 'vitest'
import { connect, type Db } from '../../src/db/db.ts'
import { acceptRow } from '../../src/engine/ingest/accept.ts'
import type { Message } from '../../src/engine/ingest/message.ts'
import { cuttable } from '../helpers/cuttable.ts'
import { inboxRows } from '../helpers/inbox.ts'
import { basic, startTestServer, test } from '../helpers/server.ts'

const CALL = { userId: 'u', event: 'E', messageId: 'm' }
const accepted = async (db: Db): Promise<Message[]> => (await inboxRows(db)).flatMap((row) => acceptRow(row).messages)
const refused = async (db: Db) => (await db.pool.query('select kind, code, message, sample from refusals')).rows

describe('the tracking API', () => {
  test.for([
    ['identify', 'i', 'IDENTIFY'],
    ['track', 't', 'TRACK'],
    ['page', 'p', 'PAGE'],
    ['screen', 's', 'SCREEN'],
    ['group', 'g', 'GROUP'],
    ['alias', 'a', 'ALIAS'],
  ] as const)('takes %s', async ([long, short, type], { db, server }) => {
    const ids = { userId: 'u', groupId: 'g', previousId: 'p', event: 'E' }
    for (const path of [long, short]) {
      const response = await server.post(`/v1/${path}`, { ...ids, type: 'nonsense', messageId: path })
      expect([response.status, await response.text()]).toEqual([200, '{"success":true}'])
    }
    expect((await accepted(db)).map((message) => [message.messageId, message.type])).toEqual([
      [long, type],
      [short, type],
    ])
    expect(server.woken).toHaveLength(2)
  })

  test.for(['batch', 'import', 'b'])('takes a batch at /v1/%s and says what it cannot take', async (path, { db, server }) => {
    const response = await server.post(`/v1/${path}`, { batch: [{ ...CALL, type: 'track' }, { type: 'track', event: 'E', messageId: 'x' }, 5] })
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      success: true,
      rejected: [
        { index: 1, messageId: 'x', code: 'no_user_anon_id', message: expect.any(String) },
        { index: 2, messageId: null, code: 'bad_request', message: expect.any(String) },
      ],
    })
    const rows = (await inboxRows(db)).map(acceptRow)
    expect(rows).toMatchObject([{ messages: [{ messageId: 'm' }], refusals: [{ code: 'no_user_anon_id' }, { code: 'bad_request' }] }])
  })

  test('makes the five inputs that Postgres refuses storable', async ({ db, server }) => {
    const values = [String.raw`"\u0000"`, String.raw`"\ud800"`, '1e200000', `"${'x'.repeat(3000)}"`, '"0000-01-01T00:00:00Z"']
    const messages = values.flatMap((value) =>
      ['userId', 'timestamp', 'messageId', 'event', 'properties'].map((key) => {
        const others = { type: '"track"', userId: '"u"', event: '"E"', [key]: key === 'properties' ? `{"a":${value},"b":[${value}]}` : value }
        return `{${Object.entries(others).map(([name, text]) => `"${name}":${text}`)}}`
      }),
    )
    expect((await server.post('/v1/batch', `{"batch":[${messages}]}`)).status).toBe(200)
    const taken = await accepted(db)
    expect(taken.length).toBeGreaterThan(15)
    for (const message of taken) {
      await db.pool.query('select $1::jsonb, $2::text, $3::text, $4::text, to_timestamp($5)', [
        JSON.stringify(message),
        message.userId,
        message.name,
        message.messageId,
        message.timestamp / 1000,
      ])
    }
  })

  test('answers 200 with one refusal to more than 2,500 messages', async ({ server }) => {
    const response = await server.post('/v1/batch', { batch: Array(2501).fill(CALL) })
    expect(await response.json()).toMatchObject({ success: true, rejected: [{ index: null, code: 'bad_request' }] })
  })

  test('finds the write key in Basic auth with and without colon, in the body and in the query', async ({ db, server }) => {
    const { write, secret } = server.keys
    const send = (headers: Record<string, string>, body: object = {}, query = '') =>
      fetch(`${server.url}/v1/track${query}`, { method: 'POST', headers, body: JSON.stringify({ ...CALL, ...body }) })
    const responses = await Promise.all([
      send({ authorization: basic(`${write}:`) }),
      send({ authorization: basic(write) }),
      send({ authorization: basic(`${secret}:`) }),
      send({}, { writeKey: write }),
      send({}, {}, `?writeKey=${write}`),
    ])
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(await accepted(db)).toHaveLength(5)
  })

  test('answers 401 to a key that is unknown, missing, revoked, of a disabled source or only for reading', async ({ db, server }) => {
    const status = async (key: string) => (await server.post('/v1/track', CALL, { authorization: basic(`${key}:`) })).status
    expect(await status('nobody')).toBe(401)
    expect(await status('')).toBe(401)
    expect(await status('x'.repeat(5000))).toBe(401)
    expect(await status(server.keys.read)).toBe(401)
    await db.pool.query('update sources set enabled = false')
    expect(await status(server.keys.secret)).toBe(401)
    await db.pool.query('update api_keys set revoked_at = engine_now()')
    expect(await status(server.keys.write)).toBe(401)
    expect(await inboxRows(db)).toEqual([])
  })

  test('reads JSON of any content type and inflates it', async ({ db, server }) => {
    const body = Buffer.from(JSON.stringify(CALL))
    const send = async (bytes: Uint8Array, headers: Record<string, string>) => (await server.post('/v1/track', bytes, headers)).status
    expect(await send(body, { 'content-type': 'text/plain' })).toBe(200)
    expect(await send(gzipSync(body), { 'content-encoding': 'gzip' })).toBe(200)
    expect(await send(deflateSync(body), { 'content-encoding': 'deflate' })).toBe(200)
    expect(await send(brotliCompressSync(body), { 'content-encoding': 'br' })).toBe(200)
    expect((await inboxRows(db)).map((row) => row.body.toString())).toEqual(Array(4).fill(body.toString()))
  })

  test('answers 400 to what is not JSON, too large or badly compressed, and lists it', async ({ db, server }) => {
    const single = JSON.stringify({ ...CALL, properties: { x: 'x'.repeat(32 * 1024) } })
    const batch = JSON.stringify({ batch: [CALL], x: 'x'.repeat(500 * 1024) })
    const cases: [string, string | Uint8Array, Record<string, string>][] = [
      ['/v1/track', '{"event":', {}],
      ['/v1/track', '', {}],
      ['/v1/track', single, {}],
      ['/v1/track', gzipSync(single), { 'content-encoding': 'gzip' }],
      ['/v1/batch', batch, {}],
      ['/v1/batch', 'x', { 'content-encoding': 'gzip' }],
      ['/v1/batch', 'x', { 'content-encoding': 'zstd' }],
    ]
    for (const [path, body, headers] of cases) {
      const response = await server.post(path, body, headers)
      expect([response.status, await response.json()]).toEqual([400, { success: false, code: 'bad_request', message: expect.any(String) }])
    }
    expect(await inboxRows(db)).toEqual([])
    const refusals = await refused(db)
    expect(refusals).toHaveLength(cases.length)
    expect(refusals).toContainEqual({ kind: 'MESSAGE', code: 'bad_request', message: 'The body is not JSON.', sample: '{"event":' })
    expect((await fetch(`${server.url}/v1/track`, { method: 'POST', body: '{' })).status).toBe(400)
    expect(await refused(db)).toHaveLength(cases.length)
  })

  test('lists many bad bodies at once with few writes', async ({ db, server }) => {
    const responses = await Promise.all(Array.from({ length: 200 }, () => server.post('/v1/track', '{')))
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([400]))
    expect(await refused(db)).toHaveLength(200)
  })

  test('answers 429 with Retry-After while too much is waiting', async ({ db }) => {
    const server = await startTestServer(db, { inboxMaxBytes: 0 })
    expect((await server.post('/v1/track', CALL)).status).toBe(200)
    await expect.poll(async () => (await server.post('/v1/track', CALL)).status, { timeout: 5000, interval: 200 }).toBe(429)
    const response = await server.post('/v1/track', CALL)
    expect(response.headers.get('retry-after')).toBe('10')
    await db.pool.query('delete from inbox')
    await expect.poll(async () => (await server.post('/v1/track', CALL)).status, { timeout: 5000, interval: 200 }).toBe(200)
    await server.close()
  })

  test('answers 429 rather than fill its memory while the database hangs', async ({ db, server }) => {
    const body = JSON.stringify({ batch: [{ ...CALL, type: 'track' }], padding: 'x'.repeat(490_000) })
    const holder = await db.pool.connect()
    await holder.query('begin; lock table inbox in exclusive mode')
    const responses = Array.from({ length: 150 }, () => server.post('/v1/batch', body))
    try {
      const first = await Promise.race([...responses, sleep(30_000)])
      expect(first?.status).toBe(429)
    } finally {
      await holder.query('commit')
      holder.release()
    }
    const statuses = (await Promise.all(responses)).map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set([200, 429]))
    expect((await server.post('/v1/batch', body)).status).toBe(200)
    expect(await inboxRows(db)).toHaveLength(statuses.filter((status) => status === 200).length + 1)
  })

  test('answers 503 with Retry-After while the database is gone', async ({ db }) => {
    const way = await cuttable(db.url)
    const throughWay = connect(way.url, { max: 4, name: 'test' })
    const server = await startTestServer(throughWay)
    const send = () => Promise.all(Array.from({ length: 8 }, () => server.post('/v1/track', CALL)))
    expect((await send()).map(({ status }) => status)).toEqual(Array(8).fill(200))
    const cut = way.cut()
    const responses = [...(await send()), ...(await send())]
    expect(responses.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual(Array(16).fill([503, '5']))
    await cut
    await way.mend()
    expect((await send()).map(({ status }) => status)).toEqual(Array(8).fill(200))
    expect(await inboxRows(db)).toHaveLength(16)
    expect(server.errors).toEqual([])
    await server.close()
    await throughWay.close()
    await way.cut()
  })

  test('lets pages of any origin call it', async ({ server }) => {
    const preflight = await fetch(`${server.url}/v1/t`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://example.com',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    })
    expect(preflight.status).toBe(204)
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': expect.stringContaining('authorization, content-type'),
      'access-control-max-age': '86400',
    })
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull()
    for (const body of [CALL, '{']) expect((await server.post('/v1/t', body)).headers.get('access-control-allow-origin')).toBe('*')
  })

  test('takes the measurements of SDKs and keeps nothing', async ({ db, server }) => {
    const response = await fetch(`${server.url}/v1/m`, { method: 'POST', body: '{"series":[]}' })
    expect([response.status, await response.text()]).toEqual([200, '{"success":true}'])
    expect(await inboxRows(db)).toEqual([])
  })

  test('answers 404 and 405 elsewhere', async ({ server }) => {
    expect((await fetch(`${server.url}/v1/nothing`, { method: 'POST' })).status).toBe(404)
    expect((await fetch(`${server.url}/v1/projects/a/b/settings`)).status).toBe(404)
    const wrong = await fetch(`${server.url}/v1/track`)
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST'])
  })
})

describe('the pixel', () => {
  const pixel = async (url: string) => {
    const response = await fetch(url)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/gif'])
    expect(Buffer.from(await response.arrayBuffer()).toString('latin1', 0, 6)).toBe('GIF89a')
  }

  test('takes a call in base64', async ({ db, server }) => {
    const data = Buffer.from(JSON.stringify({ ...CALL, writeKey: server.keys.write, properties: { subject: '???>>>' } })).toString('base64')
    await pixel(`${server.url}/v1/pixel/track?data=${data}`)
    await pixel(`${server.url}/v1/pixel/track.gif?data=${encodeURIComponent(data)}`)
    expect((await accepted(db)).map(({ properties }) => properties)).toEqual([{ subject: '???>>>' }, { subject: '???>>>' }])
  })

  test('takes a call in dotted parameters', async ({ db, server }) => {
    const query = `writeKey=${server.keys.write}&userId=u&properties.subject=Hi%20there&properties.a.b=1&properties.__proto__.x=2`
    await pixel(`${server.url}/v1/pixel/page?${query}`)
    const [message] = await accepted(db)
    expect(message).toMatchObject({ type: 'PAGE', userId: 'u' })
    expect(JSON.stringify(message?.properties)).toBe('{"subject":"Hi there","a":{"b":"1"},"__proto__":{"x":"2"}}')
  })

  test('is an image whatever is asked', async ({ db, server }) => {
    const key = server.keys.write
    const queries = [
      '',
      '?data=',
      '?data=!!!!',
      `?data=${Buffer.from('[1').toString('base64')}`,
      '?writeKey=nobody&userId=u',
      `?writeKey=${key}&${'a.'.repeat(20_000)}=1`,
    ]
    for (const query of queries) await pixel(`${server.url}/v1/pixel/track${query}`)
    await pixel(`${server.url}/v1/pixel/nonsense?writeKey=${key}&userId=u`)
    expect(await accepted(db)).toEqual([])
    expect(server.errors).toEqual([])
  })
})

describe('the settings of a project', () => {
  test('point SDKs back here', async ({ server }) => {
    const response = await fetch(`${server.url}/v1/projects/${server.keys.write}/settings`)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      integrations: { 'Segment.io': { apiKey: server.keys.write, apiHost: `${new URL(server.url).host}/v1` } },
      plan: { track: { __default: { enabled: true } } },
    })
  })

  test('are those of a known key', async ({ server }) => {
    for (const key of ['nobody', '%ff']) expect((await fetch(`${server.url}/v1/projects/${key}/settings`)).ok).toBe(false)
  })
})

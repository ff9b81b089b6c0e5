import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { Pool } from 'undici'
import { describe, expect } from 'vitest'
import { acceptRow } from '../../src/engine/ingest/accept.ts'
import { inboxRows } from '../helpers/inbox.ts'
import { basic, test } from '../helpers/server.ts'

const SEED = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)
const BODIES = 10_000
const ADDRESSES = 2_000
const AT_ONCE = 20

const text = fc.oneof(
  fc.constantFrom(
    '',
    '\u0000',
    '\ud800',
    '😀',
    'x'.repeat(600),
    '$identify',
    '0000-01-01T00:00:00Z',
    '2026-01-01',
    '__proto__',
    'constructor',
    'toString',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
)
const anything = fc.oneof(
  { weight: 3, arbitrary: text },
  { weight: 2, arbitrary: fc.constantFrom(null, true, 0, -0, 1e308, 5e-324, 2 ** 60, [], {}, [null], { '': {} }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)
const mostly = (valid: fc.Arbitrary<unknown>) => fc.oneof({ weight: 15, arbitrary: valid }, { weight: 1, arbitrary: anything })
const record = (fields: Record<string, fc.Arbitrary<unknown>>) => fc.record(fields, { requiredKeys: [] })
const id = mostly(fc.oneof(fc.constantFrom('a', 'b', null), text))
const time = mostly(fc.oneof(fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-2-3', null), text))
const fields = mostly(fc.dictionary(text, anything, { maxKeys: 4 }))
const consent = mostly(record({ categoryPreferences: mostly(fc.dictionary(text, fc.boolean(), { maxKeys: 2 })), version: mostly(fc.integer()) }))
const externalId = mostly(record({ id, type: id, collection: fc.constant('users'), encoding: fc.constant('none') }))
const context = mostly(record({ externalIds: mostly(fc.array(externalId, { maxLength: 2 })), consent, device: fields, traits: fields }))
const message = record({
  type: mostly(fc.constantFrom('identify', 'track', 'page', 'screen', 'group', 'alias')),
  userId: id,
  anonymousId: id,
  groupId: id,
  previousId: id,
  event: id,
  name: id,
  category: id,
  messageId: id,
  timestamp: time,
  originalTimestamp: time,
  sentAt: time,
  properties: fields,
  traits: fields,
  context,
  integrations: fields,
})
const batch = record({ batch: mostly(fc.array(mostly(message), { maxLength: 5 })), context, integrations: fields, sentAt: time, writeKey: anything })

/** JSON as an unkind client would write it: numbers beyond a double, keys twice, bytes that are not UTF-8, pieces missing. */
const unkind = fc
  .tuple(
    fc.oneof(message, batch),
    fc.nat(),
    fc.constantFrom('1e400', '-1e200000', '1e-400', '9'.repeat(400), '{"a":1,"a":2}', '\\u0000', '[[[', '\ufeff'),
  )
  .map(([value, at, piece]) => {
    const json = JSON.stringify(value)
    const gap = [...json.matchAll(/(?<=[:,[])/g)][at % 40]?.index ?? at % (json.length + 1)
    return json.slice(0, gap) + piece + json.slice(gap)
  })
const bytes = fc.oneof(
  { weight: 6, arbitrary: fc.oneof(message, batch).map((value) => Buffer.from(JSON.stringify(value))) },
  { weight: 2, arbitrary: unkind.map((json) => Buffer.from(json)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((raw) => Buffer.from(raw)) },
  { weight: 1, arbitrary: fc.tuple(fc.oneof(message, batch), fc.nat()).map(([value, at]) => withBadByte(Buffer.from(JSON.stringify(value)), at)) },
)
function withBadByte(body: Buffer, at: number): Buffer {
  body[at % body.length] = 0xff
  return body
}

const NAMES = ['identify', 'track', 'page', 'screen', 'group', 'alias', 'batch', 'import', 'i', 't', 'p', 's', 'g', 'a', 'b', 'm']
const PATHS = [...NAMES.map((name) => `/v1/${name}`), '/beacon/v1/batch']
/** What stands in an address: anything but what no client can send. */
const segment = fc.oneof(
  fc.constantFrom(
    'KEY',
    '',
    'nobody',
    '%ff',
    '%00',
    '..',
    '%2e%2e%2f',
    '*',
    'track',
    'track.gif',
    'nonsense',
    'queryString.bundle.js',
    'standalone.js',
  ),
  text.map((raw) => encodeURIComponent(Buffer.from(raw).toString())),
)
const getPath = fc
  .tuple(
    fc.constantFrom(
      '/v1/pixel/~',
      '/v1/pixel/track',
      '/v1/projects/~/settings',
      '/sourceConfig/',
      '/sourceConfig',
      '/analytics.js/v1/~/analytics.min.js',
      '/analytics-next/bundles/~',
      '/openapi.json',
    ),
    segment,
  )
  .map(([path, value]) => path.replace('~', () => value))
const parameter = fc.oneof(
  { weight: 2, arbitrary: message.map((value) => `data=${encodeURIComponent(Buffer.from(JSON.stringify(value)).toString('base64'))}`) },
  { weight: 1, arbitrary: fc.base64String().map((raw) => `data=${raw}`) },
  { weight: 4, arbitrary: fc.constantFrom('writeKey=KEY', 'writeKey=nobody', 'userId=u&event=E', 'view=ad', '%', '&&', '=', '__proto__.x=1') },
  { weight: 3, arbitrary: fc.tuple(segment, segment, segment).map(([a, b, c]) => `${a}.${b}=${c}`) },
)
const address = fc.record({
  path: getPath,
  query: fc.array(parameter, { maxLength: 4 }).map((all) => `?writeKey=KEY&${all.join('&')}`),
  method: fc.constantFrom('GET' as const, 'GET' as const, 'GET' as const, 'HEAD' as const, 'OPTIONS' as const, 'POST' as const, 'DELETE' as const),
  headers: record({
    'x-forwarded-for': fc.constantFrom('1.2.3.4', 'nonsense', ',,,', '::1', 'x'.repeat(500)),
    'x-forwarded-proto': fc.constantFrom('https', 'gopher'),
    'accept-encoding': fc.constantFrom('gzip', 'identity', ''),
    authorization: fc.constantFrom('Basic', 'Basic !!!', 'Bearer x', 'Basic Og=='),
  }) as fc.Arbitrary<Record<string, string>>,
})

const request = fc.record({
  path: fc.constantFrom(...PATHS),
  body: bytes,
  gzip: fc.constantFrom(false, false, false, true),
  /** Packed, and nobody says so. */
  silent: fc.constantFrom(false, false, false, false, true),
  encoding: fc.oneof(
    { weight: 19, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom('gzip', 'br', 'deflate', 'nonsense') },
  ),
  key: fc.oneof({ weight: 9, arbitrary: fc.constant('good' as const) }, { weight: 1, arbitrary: fc.constantFrom('bad', 'none', 'garbage') }),
})

describe('the tracking API', () => {
  test(`answers ${BODIES} bodies of any kind without failing (SEED=${SEED})`, { timeout: 300_000 }, async ({ db, server }) => {
    const authorization = { good: basic(`${server.keys.write}:`), bad: basic('nobody:'), none: undefined, garbage: 'Basic \xff\xfe' }
    const client = new Pool(server.url, { connections: AT_ONCE })
    const statuses = new Map<number, number>()
    const send = async ({ path, body, gzip, silent, encoding, key }: (typeof requests)[number]) => {
      const auth = authorization[key]
      const contentEncoding = gzip ? (silent ? undefined : 'gzip') : encoding
      const headers = { ...(auth && { authorization: auth }), ...(contentEncoding && { 'content-encoding': contentEncoding }) }
      const response = await client.request({ path, method: 'POST', body: gzip ? gzipSync(body) : body, headers })
      await response.body.dump()
      statuses.set(response.statusCode, (statuses.get(response.statusCode) ?? 0) + 1)
    }
    const requests = fc.sample(request, { numRuns: BODIES, seed: SEED })
    for (let i = 0; i < requests.length; i += AT_ONCE) await Promise.all(requests.slice(i, i + AT_ONCE).map(send))
    await client.close()

    expect([...statuses.keys()].sort()).toEqual([200, 400, 401])
    expect(statuses.get(200)).toBeGreaterThan(BODIES / 2)
    expect(server.errors).toEqual([])
    // Whatever got in is storable: Postgres takes every part of it.
    const results = (await inboxRows(db)).map(acceptRow)
    const messages = results.flatMap((result) => result.messages)
    expect(messages.length).toBeGreaterThan(BODIES / 20)
    const { rows } = await db.pool.query(
      `select count(*)::int as count from jsonb_to_recordset($1::jsonb) as m (name text, "messageId" text, "userId" text, properties jsonb, traits jsonb, context jsonb)`,
      [JSON.stringify(messages)],
    )
    expect(rows).toEqual([{ count: messages.length }])
    for (const { timestamp, receivedAt } of messages) {
      expect(timestamp >= 0 && timestamp < Date.UTC(10_000, 0, 1) && !(timestamp > receivedAt && timestamp <= receivedAt + 300_000)).toBe(true)
    }
  })

  test(`answers ${ADDRESSES} addresses of any kind without failing (SEED=${SEED})`, { timeout: 300_000 }, async ({ db, server }) => {
    const client = new Pool(server.url, { connections: AT_ONCE })
    const statuses = new Map<number, number>()
    const ask = async ({ path, query, headers, method }: (typeof requests)[number]) => {
      const asked = path.replace('KEY', server.keys.write) + query.replace('KEY', server.keys.write)
      const response = await client.request({ path: asked, method, headers: { ...headers } })
      await response.body.dump()
      statuses.set(response.statusCode, (statuses.get(response.statusCode) ?? 0) + 1)
      // Without a type it is no pixel.
      if (/^\/v1\/pixel\/./.test(path) && method === 'GET')
        expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'image/gif'])
    }
    const requests = fc.sample(address, { numRuns: ADDRESSES, seed: SEED })
    for (let i = 0; i < requests.length; i += AT_ONCE) await Promise.all(requests.slice(i, i + AT_ONCE).map(ask))
    await client.close()

    expect([...statuses.keys()].filter((status) => ![200, 204, 401, 404, 405].includes(status))).toEqual([])
    expect(server.errors).toEqual([])
    const taken = (await inboxRows(db)).map(acceptRow)
    expect(taken.flatMap(({ messages }) => messages).length).toBeGreaterThan(ADDRESSES / 500)
  })
})

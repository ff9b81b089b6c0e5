import { describe, expect } from 'vitest'
import { testWorker } from '../helpers/engine.ts'
import { startTestServer, type TestServer, test } from '../helpers/server.ts'
import { storedEvents } from '../helpers/stored.ts'

const library = (name: string) => ({ library: { name, version: '1' } })
const call = (messageId: string, fields: object) => ({ type: 'track', userId: 'u', event: 'E', messageId, ...fields })

describe('context.ip', () => {
  test('is filled in for SDKs that run where the person is, unless they say it themselves', async ({ db, server }) => {
    const batch = [
      call('browser', { context: library('analytics.js') }),
      call('phone', { context: library('@segment/analytics-react-native') }),
      call('channel', { channel: 'web', context: library('RudderLabs JavaScript SDK') }),
      call('direct', { context: { direct: true } }),
      call('said', { context: { ...library('analytics.js'), ip: '0.0.0.0' } }),
      call('not direct', { context: { ...library('analytics.js'), direct: false } }),
      call('server', { context: library('analytics-python') }),
      call('server channel', { channel: 'server', context: library('analytics.js') }),
      call('nobody', {}),
    ]
    await server.post('/v1/batch', { batch })
    await server.post('/v1/batch', { batch: [call('shared', {})], context: library('analytics.js') })
    await server.post('/v1/track', call('single', { context: library('analytics.js') }))
    const data = Buffer.from(JSON.stringify({ ...call('pixel', { context: { direct: true } }), writeKey: server.keys.write })).toString('base64')
    await fetch(`${server.url}/v1/pixel/track?data=${data}`)
    const here = '127.0.0.1'
    expect(await addresses()).toEqual({
      browser: here,
      phone: here,
      channel: here,
      direct: here,
      said: '0.0.0.0',
      'not direct': undefined,
      server: undefined,
      'server channel': undefined,
      nobody: undefined,
      shared: here,
      single: here,
      pixel: here,
    })

    async function addresses() {
      return Object.fromEntries((await storedEvents(db)).map(({ messageId, context }) => [messageId, context['ip']]))
    }
  })

  const sent = async (server: TestServer, forwarded: string | null) => {
    const headers = forwarded === null ? {} : { 'x-forwarded-for': forwarded }
    await server.post('/v1/track', call(forwarded ?? 'none', { context: library('analytics.js') }), headers)
  }

  test.for([
    { proxies: 0, forwarded: '203.0.113.9', ip: '127.0.0.1' },
    { proxies: 1, forwarded: '203.0.113.9', ip: '203.0.113.9' },
    { proxies: 1, forwarded: '1.1.1.1, 203.0.113.9', ip: '203.0.113.9' },
    { proxies: 2, forwarded: '1.1.1.1, 203.0.113.9,10.0.0.1', ip: '203.0.113.9' },
    { proxies: 2, forwarded: '203.0.113.9', ip: '203.0.113.9' },
    { proxies: 1, forwarded: '203.0.113.9:5123', ip: '203.0.113.9' },
    { proxies: 1, forwarded: '[2001:db8::1]:5123', ip: '2001:db8::1' },
    { proxies: 1, forwarded: '2001:db8::1', ip: '2001:db8::1' },
    { proxies: 1, forwarded: '::ffff:203.0.113.9', ip: '203.0.113.9' },
    { proxies: 1, forwarded: 'unknown', ip: undefined },
    { proxies: 1, forwarded: null, ip: '127.0.0.1' },
  ])('is $ip when $proxies proxies are trusted and they say $forwarded', async ({ proxies, forwarded, ip }, { db }) => {
    const server = await startTestServer(db, { trustedProxies: proxies })
    await sent(server, forwarded)
    expect((await storedEvents(db)).map(({ context }) => context['ip'])).toEqual([ip])
    await server.close()
  })

  test('stays with a message that is set aside and put back', async ({ db, server }) => {
    const bad = call('bad', { context: library('analytics.js') })
    await server.post('/v1/batch', { batch: [bad, call('good', { context: library('analytics.js') })] })
    await db.pool.query(`alter table events add constraint no_bad check (message_id <> 'bad')`)
    await testWorker(db).drain()
    await db.pool.query('alter table events drop constraint no_bad')
    const { rows } = await db.pool.query('select body from quarantine')
    expect(rows.map(({ body }) => JSON.parse(body).batch[0].context.ip)).toEqual(['127.0.0.1'])
    expect((await storedEvents(db)).map(({ messageId, context }) => [messageId, context['ip']])).toEqual([['good', '127.0.0.1']])
  })
})

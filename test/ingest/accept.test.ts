import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Millis } from '../../src/engine/clock.ts'
import { acceptRow } from '../../src/engine/ingest/accept.ts'
import type { InboxRow } from '../../src/engine/ingest/inbox-row.ts'
import { inspectBody } from '../../src/engine/ingest/inspect-body.ts'
import type { EventType } from '../../src/engine/ingest/message.ts'
import { parseBody } from '../../src/engine/ingest/parse-body.ts'

const RECEIVED = Date.UTC(2026, 0, 15, 12)
const at = (text: string): Millis => Date.parse(text)

const row = (body: unknown, call: EventType | null = null): InboxRow => ({
  id: '7',
  lane: 3,
  sourceId: '018f0000-0000-7000-8000-000000000001',
  receivedAt: RECEIVED,
  call,
  ip: '192.0.2.7',
  body: Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
})

const accept = (body: unknown, call: EventType | null = null) => acceptRow(row(body, call))
const one = (fields: object) => accept({ batch: [{ type: 'track', event: 'E', userId: 'u', messageId: 'm', ...fields }] })
const only = (fields: object) => {
  const { messages, refusals } = one(fields)
  expect(messages).toHaveLength(1)
  const [message] = messages
  if (!message) throw new Error('unreachable')
  return { message, refusals }
}

describe('a refused message', () => {
  const cases: readonly [string, unknown, EventType | null, string][] = [
    ['a list', [], 'TRACK', 'bad_request'],
    ['a number', 5, 'TRACK', 'bad_request'],
    ['no object as an item', { batch: ['x'] }, null, 'bad_request'],
    ['an unknown type', { batch: [{ type: 'Track', userId: 'u', event: 'E' }] }, null, 'bad_request'],
    ['a body that is no object', 5, null, 'bad_request'],
    ['a batch that is no list', { batch: {} }, null, 'bad_request'],
    ['no batch', {}, null, 'empty_batch'],
    ['an empty batch', { batch: [] }, null, 'empty_batch'],
    ['too many messages', { batch: Array(2501).fill({}) }, null, 'bad_request'],
    ['no JSON', '{', null, 'bad_request'],
    ['a messageId of 101 characters', { userId: 'u', event: 'E', messageId: 'm'.repeat(101) }, 'TRACK', 'bad_request'],
    ['a messageId that is a number', { userId: 'u', event: 'E', messageId: 5 }, 'TRACK', 'bad_request'],
    ['no identifier', { event: 'E' }, 'TRACK', 'no_user_anon_id'],
    ['null identifiers', { event: 'E', userId: null, anonymousId: null }, 'TRACK', 'no_user_anon_id'],
    ['an empty userId', { event: 'E', userId: '' }, 'TRACK', 'no_user_anon_id'],
    ['a userId of 501 characters', { event: 'E', userId: 'u'.repeat(501) }, 'TRACK', 'no_user_anon_id'],
    [
      'an external id without its type',
      { event: 'E', context: { externalIds: [{ id: 'x', collection: 'users', encoding: 'none' }] } },
      'TRACK',
      'no_user_anon_id',
    ],
    ['a userId that is a number', { event: 'E', userId: 5 }, 'TRACK', 'id_not_string'],
    ['a groupId that is a list', { userId: 'u', groupId: [] }, 'GROUP', 'id_not_string'],
    ['a group call without groupId', { userId: 'u' }, 'GROUP', 'id_required'],
    ['a groupId of 501 characters', { userId: 'u', groupId: 'g'.repeat(501) }, 'GROUP', 'id_required'],
    ['an alias call without previousId', { userId: 'u' }, 'ALIAS', 'id_required'],
    ['an alias call without userId', { anonymousId: 'a', previousId: 'p' }, 'ALIAS', 'id_required'],
    ['no event', { userId: 'u' }, 'TRACK', 'event_not_defined'],
    ['an empty event', { userId: 'u', event: '' }, 'TRACK', 'event_not_defined'],
    ['an event that is a number', { userId: 'u', event: 5 }, 'TRACK', 'event_not_string'],
    ['an event of 256 characters', { userId: 'u', event: 'e'.repeat(256) }, 'TRACK', 'bad_request'],
    ['an event that starts with $', { userId: 'u', event: '$identify' }, 'TRACK', 'bad_request'],
    ['properties that are a list', { userId: 'u', event: 'E', properties: [1] }, 'TRACK', 'properties_not_object'],
    ['traits that are text', { userId: 'u', traits: 'x' }, 'IDENTIFY', 'traits_not_object'],
    ['a name that is a number', { userId: 'u', name: 5 }, 'PAGE', 'name_not_string'],
    ['a category that is a list', { userId: 'u', category: [] }, 'SCREEN', 'category_not_string'],
    ['consent without categories', { userId: 'u', context: { consent: {} } }, 'IDENTIFY', 'consent_categorypreferences_should_exist'],
    [
      'categories in a list',
      { userId: 'u', context: { consent: { categoryPreferences: [] } } },
      'IDENTIFY',
      'consent_categorypreferences_fields_should_be_object',
    ],
    [
      'a category that is text',
      { userId: 'u', context: { consent: { categoryPreferences: { a: 'yes' } } } },
      'IDENTIFY',
      'consent_categorypreferences_fields_should_be_bool',
    ],
    [
      'a version that is text',
      { userId: 'u', context: { consent: { categoryPreferences: {}, version: '2' } } },
      'IDENTIFY',
      'consent_version_should_be_number',
    ],
    [
      'an advertising id that is a number',
      { userId: 'u', context: { device: { advertisingId: 5 } } },
      'IDENTIFY',
      'device_advertisingid_should_be_string',
    ],
  ]

  test.each(cases)('%s', (_, body, call, code) => {
    const { messages, refusals } = accept(body, call)
    expect(messages).toEqual([])
    expect(refusals).toMatchObject([{ kind: 'MESSAGE', code }])
    if (body !== '{') expect(inspectBody(row(body).body, parseBody(row(body).body), call).rejected).toMatchObject([{ code }])
  })

  test('has a code that is described', () => {
    const described = readFileSync(new URL('../../docs/refusals.md', import.meta.url), 'utf8')
    for (const [, , , code] of cases) expect(described).toContain(`\`${code}\``)
  })

  test('one of more than 32 KB, also when the batch makes it so', () => {
    const big = (bytes: number) => ({ type: 'identify', userId: 'u', traits: { x: 'x'.repeat(bytes) } })
    const messages = [big(32_000), big(33_000), { type: 'identify', userId: 'u', traits: { x: '\u0001'.repeat(6000) } }]
    expect(accept({ batch: messages })).toMatchObject({ messages: [{}], refusals: [{ code: 'bad_request' }, { code: 'bad_request' }] })
    expect(accept({ batch: messages, context: { x: 'x'.repeat(1000) } }).messages).toEqual([])
  })

  test('one of more than 100 levels', () => {
    const nested = (levels: number) => `{"userId":"u","traits":${'{"a":'.repeat(levels - 1)}1${'}'.repeat(levels - 1)}}`
    expect(accept(nested(100), 'IDENTIFY').messages).toHaveLength(1)
    expect(accept(nested(101), 'IDENTIFY').refusals).toMatchObject([{ code: 'bad_request' }])
    expect(accept(nested(4000), 'IDENTIFY').refusals).toMatchObject([{ code: 'bad_request' }])
  })

  test('one among others leaves them alone', () => {
    const { messages, refusals } = accept({
      batch: [
        { type: 'track', userId: 'u', event: 'A' },
        { type: 'track', event: 'B', messageId: 'b' },
        { type: 'page', userId: 'u' },
      ],
    })
    expect(messages.map(({ name, messageId }) => [name, messageId])).toEqual([
      ['A', 'inbox-7-0'],
      ['Page Viewed', 'inbox-7-2'],
    ])
    expect(refusals).toMatchObject([{ code: 'no_user_anon_id', messageId: 'b', sample: { event: 'B' } }])
  })
})

describe('an accepted message', () => {
  test('has every field of its call', () => {
    const fields = {
      userId: 'u',
      anonymousId: 'a',
      timestamp: '2026-01-01T00:00:00Z',
      properties: { p: 1 },
      context: { c: 1 },
      integrations: { All: true },
    }
    expect(accept({ ...fields, messageId: 'm', event: 'E' }, 'TRACK')).toEqual({
      refusals: [],
      messages: [
        {
          ...fields,
          type: 'TRACK',
          name: 'E',
          messageId: 'm',
          timestamp: at(fields.timestamp),
          originalTimestamp: at(fields.timestamp),
          sentAt: null,
          receivedAt: RECEIVED,
          sourceId: row({}).sourceId,
          groupId: null,
          previousId: null,
          traits: null,
        },
      ],
    })
  })

  test('is named after its kind', () => {
    const ids = { userId: 'u', groupId: 'g', previousId: 'p', event: 'E' }
    const types = ['identify', 'track', 'page', 'screen', 'group', 'alias']
    expect(accept({ batch: types.map((type) => ({ type, ...ids })) }).messages.map(({ name, traits }) => [name, traits])).toEqual([
      ['$identify', {}],
      ['E', null],
      ['Page Viewed', null],
      ['Screen Viewed', null],
      ['$group', {}],
      ['$alias', null],
    ])
  })

  test('of page and screen has its name and category as properties, unless they are there', () => {
    expect(accept({ userId: 'u', name: 'N', category: 'C' }, 'PAGE').messages[0]?.properties).toEqual({ name: 'N', category: 'C' })
    expect(accept({ userId: 'u', name: 'N', category: null, properties: { name: 'own' } }, 'SCREEN').messages[0]?.properties).toEqual({ name: 'own' })
  })

  test('takes what the batch says once, unless it says so itself', () => {
    const shared = { context: { a: 1, b: { x: 1 } }, integrations: { All: true }, sentAt: '2026-01-15T11:59:59Z' }
    const messages = [
      { type: 'identify', userId: 'u' },
      { type: 'identify', userId: 'u', context: { b: { y: 2 } }, integrations: { All: false } },
    ]
    expect(accept({ batch: messages, ...shared }).messages).toMatchObject([
      { context: { a: 1, b: { x: 1 } }, integrations: { All: true }, sentAt: at(shared.sentAt) },
      { context: { a: 1, b: { y: 2 } }, integrations: { All: false } },
    ])
  })

  test('can be known by an external id alone', () => {
    const externalIds = [{ id: '', type: 'phone', collection: 'users', encoding: 'none' }]
    expect(only({ userId: null, context: { externalIds } }).message.context).toEqual({ externalIds })
  })

  test('has __proto__ as an ordinary key', () => {
    const { messages } = accept(
      '{"batch":[{"type":"page","name":"N","userId":"u","properties":{"__proto__":{"x":1}},"__proto__":{"userId":"v"}}],"context":{"__proto__":{"y":1}}}',
    )
    expect(JSON.stringify(messages[0])).toContain('"properties":{"__proto__":{"x":1},"name":"N"}')
    expect(JSON.stringify(messages[0])).toContain('"context":{"__proto__":{"y":1}}')
    expect(messages[0]?.userId).toBe('u')
  })
})

describe('what Postgres cannot hold', () => {
  test('U+0000 and lone surrogates become U+FFFD everywhere', () => {
    const body = String.raw`{"userId":"a\u0000b\uD800c\\u0000","event":"\udc00","properties":{"k\u0000":["\ud83d\ude00","\ude00\ud83d"]},"messageId":"m\u0000"}`
    expect(accept(body, 'TRACK')).toMatchObject({
      messages: [{ userId: 'a\ufffdb\ufffdc\\u0000', name: '\ufffd', properties: { 'k\ufffd': ['😀', '\ufffd\ufffd'] }, messageId: 'm\ufffd' }],
      refusals: [],
    })
  })

  test('bytes that are not UTF-8 become U+FFFD', () => {
    const body = Buffer.concat([Buffer.from('{"event":"E","userId":"'), Buffer.from([0xff, 0xed, 0xa0, 0x80]), Buffer.from('"}')])
    expect(accept(body, 'TRACK').messages[0]?.userId).toBe('\ufffd'.repeat(4))
  })

  test('a number that is no finite double is left out and listed', () => {
    const { messages, refusals } = accept(
      '{"userId":"u","event":"E","properties":{"a":1e400,"b":[1,-1e200000,3],"c":1e308},"context":{"d":1e999}}',
      'TRACK',
    )
    expect(messages).toMatchObject([{ properties: { b: [1, null, 3], c: 1e308 }, context: {} }])
    expect(messages[0]?.properties).not.toHaveProperty('a')
    expect(refusals).toMatchObject([{ kind: 'PROPERTY', code: 'number_not_finite', sample: ['properties.a', 'properties.b.1', 'context.d'] }])
  })

  test('an identifier of more than 500 characters is left out and listed', () => {
    const long = 'x'.repeat(3000)
    const externalIds = [
      { id: long, type: 'phone', collection: 'users', encoding: 'none' },
      { id: '1', type: 'phone', collection: 'users', encoding: 'none' },
    ]
    const { message, refusals } = only({ anonymousId: long, context: { externalIds } })
    expect(message).toMatchObject({ userId: 'u', anonymousId: null, context: { externalIds: [{ id: '1' }] } })
    expect(refusals).toMatchObject([
      { kind: 'IDENTIFIER', code: 'identifier_too_long', messageId: 'm' },
      { kind: 'IDENTIFIER', code: 'identifier_too_long', sample: long },
    ])
  })

  test('a trait with a name of more than 255 characters is left out and listed', () => {
    const { messages, refusals } = accept({ userId: 'u', traits: { ['x'.repeat(256)]: 1, y: 2 } }, 'IDENTIFY')
    expect(messages).toMatchObject([{ traits: { y: 2 } }])
    expect(Object.keys(messages[0]?.traits ?? {})).toEqual(['y'])
    expect(refusals).toMatchObject([{ kind: 'TRAIT', code: 'trait_name_too_long' }])
  })

  test('a context or integrations of another type are left out and listed', () => {
    const { message, refusals } = only({ context: 'x', integrations: [1] })
    expect(message).toMatchObject({ context: {}, integrations: null })
    expect(refusals).toMatchObject([{ code: 'context_not_object' }, { code: 'integrations_not_object' }])
  })

  test('an empty list where an object may be is nothing, as PHP writes it', () => {
    const { message, refusals } = only({ context: [], integrations: [], properties: [], traits: [] })
    expect(message).toMatchObject({ context: {}, integrations: null, properties: {} })
    expect(refusals).toEqual([])
  })

  test('the traits of a person may be in the context, of nobody else', () => {
    const traitsOf = (call: EventType, body: object) => accept({ userId: 'u', groupId: 'g', ...body }, call).messages.map(({ traits }) => traits)
    expect(traitsOf('IDENTIFY', { context: { traits: { plan: 'pro' } } })).toEqual([{ plan: 'pro' }])
    expect(traitsOf('IDENTIFY', { traits: null, context: { traits: { plan: 'pro' } } })).toEqual([{ plan: 'pro' }])
    expect(traitsOf('IDENTIFY', { traits: {}, context: { traits: { plan: 'pro' } } })).toEqual([{}])
    expect(traitsOf('IDENTIFY', { context: { traits: 'pro' } })).toEqual([{}])
    expect(traitsOf('GROUP', { context: { traits: { plan: 'pro' } } })).toEqual([{}])
  })
})

describe('timestamp', () => {
  const received = new Date(RECEIVED).toISOString()
  const cases: readonly [string, object, string, string | null][] = [
    ['is receivedAt when there is none', {}, received, null],
    ['is the one sent without sentAt', { timestamp: '2026-01-01T00:00:00.123Z' }, '2026-01-01T00:00:00.123Z', '2026-01-01T00:00:00.123Z'],
    [
      'is corrected by sentAt',
      { timestamp: '2026-01-15T10:00:00Z', sentAt: '2026-01-15T10:00:10Z' },
      '2026-01-15T11:59:50.000Z',
      '2026-01-15T10:00:00.000Z',
    ],
    [
      'comes from originalTimestamp',
      { originalTimestamp: '2026-01-15T10:00:00Z', sentAt: '2026-01-15T10:00:10Z' },
      '2026-01-15T11:59:50.000Z',
      '2026-01-15T10:00:00.000Z',
    ],
    [
      'is the corrected one of two without sentAt',
      { originalTimestamp: '2026-01-01T00:00:00Z', timestamp: '2026-01-01T00:00:05Z' },
      '2026-01-01T00:00:05.000Z',
      '2026-01-01T00:00:00.000Z',
    ],
    ['is receivedAt up to 5 minutes later', { timestamp: '2026-01-15T12:05:00Z' }, received, '2026-01-15T12:05:00.000Z'],
    ['is kept when later still', { timestamp: '2026-01-15T12:05:00.001Z' }, '2026-01-15T12:05:00.001Z', '2026-01-15T12:05:00.001Z'],
    [
      'is receivedAt when corrected beyond 9999',
      { timestamp: '9999-12-31T00:00:00Z', sentAt: '1970-01-01T00:00:00Z' },
      received,
      '9999-12-31T00:00:00.000Z',
    ],
    ['reads an offset', { timestamp: '2026-01-01T02:00:00+02:00' }, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
    ['reads a date', { timestamp: '2026-01-01' }, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
    ['reads a month of one digit', { timestamp: '2015-2-02T00:30:08.276Z' }, '2015-02-02T00:30:08.276Z', '2015-02-02T00:30:08.276Z'],
    ['cuts off microseconds', { timestamp: '2026-01-01 00:00:00.123999-0030' }, '2026-01-01T00:30:00.123Z', '2026-01-01T00:30:00.123Z'],
    ['reads a leap day', { timestamp: '2024-02-29T00:00:00Z' }, '2024-02-29T00:00:00.000Z', '2024-02-29T00:00:00.000Z'],
  ]
  test.each(cases)('%s', (_, fields, timestamp, original) => {
    const { message, refusals } = only(fields)
    expect(new Date(message.timestamp).toISOString()).toBe(timestamp)
    expect(message.originalTimestamp && new Date(message.originalTimestamp).toISOString()).toBe(original)
    expect(refusals).toEqual([])
  })

  test.each([
    '',
    'yesterday',
    1_700_000_000_000,
    '0000-01-01T00:00:00Z',
    '1969-12-31T23:59:59Z',
    '10000-01-01',
    '2023-02-29',
    '2026-13-01',
    '2026-01-01T24:00:00Z',
    {},
    '0070-01-01',
  ])('%j is not one: it becomes receivedAt and is listed', (timestamp) => {
    const { message, refusals } = only({ timestamp })
    expect(message).toMatchObject({ timestamp: RECEIVED, originalTimestamp: null })
    expect(refusals).toMatchObject([{ kind: 'PROPERTY', code: 'timestamp_invalid', sample: timestamp }])
  })
})

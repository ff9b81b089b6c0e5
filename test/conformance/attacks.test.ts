import { createHash } from 'node:crypto'
import { describe, expect } from 'vitest'
import { API_ERROR_CODES } from '../../src/schema/api-error.ts'
import { stream } from '../helpers/event-source.ts'
import { type TestApi, test } from '../helpers/graphql-server.ts'

// What public lists of attacks on GraphQL have, and the checks of scanners, ported.

interface Attack {
  readonly body?: unknown
  readonly method?: string
  readonly search?: string
  readonly headers?: Record<string, string>
}

interface Answer {
  readonly status: number
  readonly text: string
  readonly codes: readonly string[]
  readonly headers: Headers
}

const VIEWER = '{ viewer { kind } }'
const times = (n: number, text: (n: number) => string) => Array.from({ length: n }, (_, i) => text(i)).join(' ')
const sha = (text: string) => createHash('sha256').update(text).digest('hex')

async function send(
  api: TestApi,
  { body, method = 'POST', search = '', headers = {} }: Attack,
  key: string | null = api.keys.secret,
): Promise<Answer> {
  const response = await fetch(`${api.url}/graphql${search}`, {
    method,
    headers: { 'content-type': 'application/json', ...(key !== null && { authorization: `Bearer ${key}` }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' || body instanceof FormData ? body : JSON.stringify(body) }),
  })
  const text = (await response.text()).trim()
  const errors = text.startsWith('{') ? ((JSON.parse(text) as { errors?: { extensions: { code: string } }[] }).errors ?? []) : []
  return { status: response.status, text, codes: errors.map(({ extensions }) => extensions.code), headers: response.headers }
}

const nested = `{ profile(by: { userId: "ada" }) { ${times(6, () => 'audiences { nodes { audience { members { nodes { profile {')} id ${times(6, () => '} } } } } }')} } }`
const circular = `{ __schema { types { ${times(5, () => 'fields { type { fields {')} name ${times(5, () => '} } }')} } } }`
const bomb = `{ ...F0 } ${times(20, (n) => `fragment F${n} on Query { ${n < 19 ? times(3, (i) => `a${i}: __typename ...F${n + 1}`) : 'z: __typename'} }`)}`
const wide = `{ ${times(3, (n) => `a${n}: audiences(first: 250) { nodes { members(first: 250) { nodes { profile { audiences(first: 250) { nodes { id } } } } } } }`)} }`
const deepVariable = (levels: number) =>
  `{"query":"mutation($b: [JSONObject!]!) { ingest(input: { batch: $b }) { accepted userErrors { code } } }","variables":{"b":[${'{"x":'.repeat(levels)}1${'}'.repeat(levels)}]}}`

const REFUSED: readonly [string, Attack, string][] = [
  ['101 aliases', { body: { query: `{ ${times(101, (n) => `a${n}: __typename`)} }` } }, 'QUERY_TOO_COMPLEX'],
  ['10,000 aliases', { body: { query: `{ ${times(10_000, (n) => `a${n}:__typename`)} }`.slice(0, 90_000) } }, 'BAD_USER_INPUT'],
  ['a field 500 times', { body: { query: `{ ${times(500, () => '__typename')} }` } }, 'QUERY_TOO_COMPLEX'],
  ['a field 9,000 times', { body: { query: `{ ${times(9_000, () => 'pipeline')} }` } }, 'BAD_USER_INPUT'],
  ['a directive 10 times', { body: { query: `{ __typename ${times(10, () => '@aa')} }` } }, 'BAD_USER_INPUT'],
  ['a directive 10,000 times', { body: { query: `{ __typename ${times(10_000, () => '@aa')} }` } }, 'BAD_USER_INPUT'],
  ['@skip 11 times', { body: { query: `{ ${times(11, (n) => `a${n}: __typename @skip(if: false)`)} }` } }, 'QUERY_TOO_COMPLEX'],
  [
    'a batch of ten',
    {
      body: times(10, () => JSON.stringify({ query: VIEWER }))
        .replaceAll('} {', '},{')
        .replace(/^/, '[')
        .replace(/$/, ']'),
    },
    'BAD_USER_INPUT',
  ],
  ['deep nesting', { body: { query: nested } }, 'QUERY_TOO_COMPLEX'],
  ['fragments in a circle', { body: { query: '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }' } }, 'BAD_USER_INPUT'],
  ['introspection in a circle', { body: { query: circular } }, 'BAD_USER_INPUT'],
  ['a bomb of fragments', { body: { query: bomb } }, 'QUERY_TOO_COMPLEX'],
  ['a huge page', { body: { query: '{ audiences(first: 2147483647) { nodes { id } } }' } }, 'BAD_USER_INPUT'],
  ['a page beyond 32 bits', { body: { query: '{ audiences(first: 99999999999) { nodes { id } } }' } }, 'BAD_USER_INPUT'],
  ['pages of pages of pages', { body: { query: wide } }, 'QUERY_TOO_COMPLEX'],
  [
    '251 ids',
    { body: { query: 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: { ids: Array.from({ length: 251 }, (_, n) => `prof_${n}`) } } },
    'BAD_USER_INPUT',
  ],
  ['variables larger than a body may be', { body: { query: VIEWER, variables: { x: 'x'.repeat(200_000) } } }, 'BAD_USER_INPUT'],
  [
    'a variable that is too deep for its type',
    { body: { query: 'query($by: ProfileBy!) { profile(by: $by) { id } }', variables: { by: { identifier: { type: {} } } } } },
    'BAD_USER_INPUT',
  ],
  [
    'many wrong values',
    { body: { query: 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: { ids: Array.from({ length: 5_000 }, () => ({})) } } },
    'BAD_USER_INPUT',
  ],
  ['urlencoded', { body: `query=${encodeURIComponent(VIEWER)}`, headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 'BAD_USER_INPUT'],
  ['text/plain', { body: { query: VIEWER }, headers: { 'content-type': 'text/plain' } }, 'BAD_USER_INPUT'],
  [
    'an operation that is not there',
    { body: { query: 'query A { viewer { kind } } mutation B { deleteAudience(input: { id: "x" }) { deletedId } }', operationName: 'C' } },
    'BAD_USER_INPUT',
  ],
  ['no name for one of two operations', { body: { query: 'query A { viewer { kind } } query B { viewer { kind } }' } }, 'BAD_USER_INPUT'],
  [
    'a hash of another text',
    { body: { query: VIEWER, extensions: { persistedQuery: { version: 1, sha256Hash: sha('{ __typename }') } } } },
    'BAD_USER_INPUT',
  ],
  ['a field of a prototype', { body: { query: '{ __proto__ { constructor } }' } }, 'BAD_USER_INPUT'],
  [
    'a variable of a prototype',
    { body: '{"query":"query($__proto__: Int) { viewer { kind } }","variables":{"__proto__":{"x":1},"constructor":1},"operationName":"__proto__"}' },
    'BAD_USER_INPUT',
  ],
  ['a key that makes a body of the prototype', { body: '{"__proto__":{"query":"{ viewer { kind } }"}}' }, 'BAD_USER_INPUT'],
]

describe('an attack', () => {
  test('with a key is refused with a code, and costs neither the server nor its memory much', async ({ api }) => {
    const resident = () => process.memoryUsage().heapUsed
    for (const [name, attack, code] of REFUSED) {
      const started = performance.now()
      const answer = await send(api, attack)
      expect(answer.codes, name).toContain(code)
      expect(answer.status, name).toBeLessThan(500)
      for (const one of answer.codes) expect(API_ERROR_CODES).toContain(one)
      expect(answer.codes.length, `${name} is answered with few errors`).toBeLessThanOrEqual(6)
      expect(answer.text.length, `${name} is answered in few words`).toBeLessThan(5_000)
      expect(performance.now() - started, name).toBeLessThan(5_000)
    }
    const before = resident()
    for (let round = 0; round < 5; round++) await Promise.all(REFUSED.map(([, attack]) => send(api, attack)))
    expect(resident() - before).toBeLessThan(150e6)
    expect(api.errors).toEqual([])
    expect((await send(api, { body: { query: VIEWER } })).status).toBe(200)
  }, 180_000)

  test('by multipart, by GET, or by an operation of another name changes nothing', async ({ api }) => {
    const create = 'mutation M { createAudience(input: { key: "made", name: "Made", definition: { rule: { all: [] } } }) { userErrors { code } } }'
    const form = new FormData()
    form.set('operations', JSON.stringify({ query: create, variables: { file: null } }))
    form.set('map', '{"0":["variables.file"]}')
    form.set('0', new Blob(['x']), 'x.txt')
    const multipart = await fetch(`${api.url}/graphql`, { method: 'POST', body: form, headers: { authorization: `Bearer ${api.keys.secret}` } })
    expect(multipart.status).toBe(415)
    const got = await send(api, { method: 'GET', search: `?query=${encodeURIComponent(create)}` })
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST'])
    const named = await send(api, { method: 'GET', search: `?query=${encodeURIComponent(`query Q { viewer { kind } } ${create}`)}&operationName=M` })
    expect(named.status).toBe(405)
    // The scope is that of the operation that runs, not of one that stands beside it.
    const beside = await send(api, { body: { query: `query Q { viewer { kind } } ${create}`, operationName: 'M' } }, api.keys.read)
    expect([beside.status, beside.codes]).toEqual([403, ['FORBIDDEN']])
    for (const method of ['PUT', 'DELETE', 'PATCH']) expect((await send(api, { method, body: { query: create } })).status).toBe(405)
    expect((await send(api, { body: { query: '{ audiences { nodes { key } } }' } })).text).toBe('{"data":{"audiences":{"nodes":[]}}}')
  })

  test('by what is deep, strange or long in variables is taken for the data that it is', async ({ api }) => {
    expect((await send(api, { body: deepVariable(8_000) })).text).toBe('{"data":{"ingest":{"accepted":0,"userErrors":[{"code":"MESSAGE_REFUSED"}]}}}')
    const texts = [
      '\0',
      '\ud800',
      'x'.repeat(50_000),
      '𝕏'.repeat(10_000),
      '__proto__',
      'constructor',
      "'; drop table events; --",
      '$1',
      '\u202e',
      '{{7*7}}',
    ]
    for (const userId of texts) {
      const query = 'query($u: String!) { profile(by: { userId: $u }) { id } node(id: "x") { id } audience(by: { key: "toString" }) { id } }'
      expect((await send(api, { body: JSON.stringify({ query, variables: { u: userId } }) })).text).toBe(
        '{"data":{"profile":null,"node":null,"audience":null}}',
      )
    }
    const forgery =
      '{"query":"mutation($b: [JSONObject!]!) { ingest(input: { batch: $b }) { accepted } }","variables":{"b":[{"type":"identify","userId":"u","traits":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}]}}'
    expect((await send(api, { body: forgery })).text).toBe('{"data":{"ingest":{"accepted":1}}}')
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    expect(api.errors).toEqual([])
  })

  test('by guessing many e-mail addresses at once gets no further than 20 in an operation', async ({ api }) => {
    const guesses = (n: number) => `{ ${times(n, (i) => `a${i}: profile(by: { email: "a${i}@example.org" }) { id }`)} }`
    expect((await send(api, { body: { query: guesses(1000) } })).codes).toEqual(['BAD_USER_INPUT'])
    expect((await send(api, { body: { query: guesses(21) } })).codes).toEqual(['QUERY_TOO_COMPLEX'])
    expect((await send(api, { body: { query: guesses(20) } })).codes).toEqual([])
  })

  test('over WebSocket or as a stream is refused as it is over HTTP', async ({ api }) => {
    const queries = [`{ ${times(101, (n) => `a${n}: __typename`)} }`, nested, bomb, wide]
    for (const query of queries) {
      const { response } = await stream(api, { query })
      expect(await response.text()).toContain('QUERY_TOO_COMPLEX')
      const errors = await new Promise<unknown>((resolve) =>
        api.socket().subscribe({ query }, { next: resolve, error: resolve, complete: () => resolve(null) }),
      )
      expect(JSON.stringify(errors)).toContain('QUERY_TOO_COMPLEX')
    }
    expect(api.errors).toEqual([])
  })
})

/** The checks of graphql-cop 1.15: what a scanner sends, and when it calls the answer a finding. */
const CHECKS: readonly [string, Attack, (answer: Answer) => boolean][] = [
  ['introspection', { body: { query: '{ __schema { types { name fields { name } } } }' } }, ({ text }) => text.includes('"types"')],
  ['alias overloading', { body: { query: `query cop { ${times(101, (n) => `alias${n}: __typename`)} }` } }, ({ text }) => text.includes('alias100')],
  ['field duplication', { body: { query: `query cop { ${times(500, () => '__typename')} }` } }, ({ text }) => text.includes('"__typename"')],
  ['directive overloading', { body: { query: `query cop { __typename ${times(10, () => '@aa')} }` } }, ({ text }) => text.split('@aa').length > 9],
  ['array batching', { body: Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' })) }, ({ text }) => text.startsWith('[')],
  ['circular introspection', { body: { query: circular } }, ({ text }) => text.includes('"types"')],
  ['field suggestions', { body: { query: 'query cop { audience }' } }, ({ text }) => text.includes('Did you mean')],
  [
    'trace mode',
    { body: { query: 'query cop { __typename }' }, headers: { 'apollo-federation-include-trace': 'ftv1' } },
    ({ text }) => /tracing|ftv1/.test(text),
  ],
  ['unhandled errors', { body: { query: 'qwerty cop { abc }' } }, ({ text }) => /stack|exception|node_modules/i.test(text)],
  ['GET queries', { method: 'GET', search: '?query=query+cop+%7B__typename%7D' }, ({ text }) => text.includes('"__typename"')],
  ['GET mutations', { method: 'GET', search: '?query=mutation+cop+%7B__typename%7D' }, ({ text }) => text.includes('"__typename"')],
  [
    'urlencoded POST',
    { body: 'query=query+cop+%7B__typename%7D', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ({ text }) => text.includes('"__typename"'),
  ],
]

test('a scanner without a key finds nothing: whatever it sends, the answer is 401', async ({ api }) => {
  const findings: string[] = []
  for (const [name, attack, found] of CHECKS) {
    const answer = await send(api, attack, null)
    expect([answer.status, answer.codes], name).toEqual([401, ['UNAUTHENTICATED']])
    if (found(answer)) findings.push(name)
  }
  expect(findings).toEqual([])
  expect(api.errors).toEqual([])
})

test('any key may introspect, and sees nothing of the inside of a failure', async ({ api, db }) => {
  for (const key of Object.values(api.keys))
    expect((await send(api, { body: { query: '{ __schema { queryType { name } } }' } }, key)).text).toBe(
      '{"data":{"__schema":{"queryType":{"name":"Query"}}}}',
    )
  await db.pool.query('alter table sources rename to elsewhere')
  const failed = await send(api, { body: { query: '{ sources { nodes { id } } }' } }).finally(() =>
    db.pool.query('alter table elsewhere rename to sources'),
  )
  expect(failed.codes).toEqual(['INTERNAL'])
  expect(failed.text).not.toMatch(/elsewhere|relation|prisma|select|\.ts|node_modules|stack/i)
  expect([...failed.headers.keys()].filter((name) => /powered|server$/.test(name))).toEqual([])
})

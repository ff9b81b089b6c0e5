import { describe, expect } from 'vitest'
import { API_ERROR_CODES } from '../../src/schema/api-error.ts'
import { type TestApi, test } from '../helpers/graphql-server.ts'

interface Answer {
  readonly status: number
  readonly body: {
    readonly data?: unknown
    readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string; readonly requestId: string } }[]
  }
}

async function post(api: TestApi, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${api.keys.secret}`, ...headers },
  })
  return { status: response.status, body: (await response.json()) as Answer['body'] }
}

const codes = ({ body }: Answer) => body.errors?.map(({ extensions }) => extensions.code)

describe('an operation that cannot run', () => {
  test('is answered with a code of the closed list and the id of the request', async ({ api }) => {
    const many = (count: number, field: (n: number) => string) => `{ ${Array.from({ length: count }, (_, n) => field(n)).join(' ')} }`
    const cases: [unknown, string][] = [
      ['{', 'BAD_USER_INPUT'],
      ['', 'BAD_USER_INPUT'],
      ['[]', 'BAD_USER_INPUT'],
      ['null', 'BAD_USER_INPUT'],
      [[{ query: '{ viewer { kind } }' }], 'BAD_USER_INPUT'],
      [{}, 'BAD_USER_INPUT'],
      [{ query: 1 }, 'BAD_USER_INPUT'],
      [{ query: '' }, 'BAD_USER_INPUT'],
      [{ query: '{ nope }' }, 'BAD_USER_INPUT'],
      [{ query: '{ viewer { kind }' }, 'BAD_USER_INPUT'],
      [{ query: 'query A { viewer { kind } } query B { viewer { kind } }' }, 'BAD_USER_INPUT'],
      [{ query: 'query($by: ProfileBy!) { profile(by: $by) { id } }', variables: { by: {} } }, 'BAD_USER_INPUT'],
      [{ query: 'query($by: ProfileBy!) { profile(by: $by) { id } }', variables: { by: { id: 'x', userId: 'y' } } }, 'BAD_USER_INPUT'],
      [{ query: 'query($id: String) { profile(by: { userId: $id }) { id } }' }, 'BAD_USER_INPUT'],
      [{ query: '{ profile(by: { userId: "x" }) { events(from: "yesterday") { nodes { id } } } }' }, 'BAD_USER_INPUT'],
      [{ query: 'subscription { audienceCount(by: { key: "x" }) { size } }' }, 'BAD_USER_INPUT'],
      [{ query: 'x '.repeat(3000) }, 'BAD_USER_INPUT'],
      [{ query: `{ viewer { kind } } # ${'x'.repeat(110_000)}` }, 'BAD_USER_INPUT'],
      [{ query: many(31, (n) => `a${n}: __typename`) }, 'QUERY_TOO_COMPLEX'],
      [{ query: many(21, () => '__typename') }, 'QUERY_TOO_COMPLEX'],
      [{ query: '{ __typename @include(if: true) '.concat('@include(if: true) '.repeat(10), '}') }, 'BAD_USER_INPUT'],
      [{ query: `{ profile(by: {userId: "x"}) { ${'audiences { nodes { profile { '.repeat(6)} id ${'} } }'.repeat(6)} } }` }, 'QUERY_TOO_COMPLEX'],
      [
        {
          query:
            '{ ...A } fragment A on Query { ...B ...B ...B ...B } fragment B on Query { ...C ...C ...C ...C } fragment C on Query { a: __typename b: __typename }',
        },
        'QUERY_TOO_COMPLEX',
      ],
      [{ query: '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }' }, 'BAD_USER_INPUT'],
      [{ extensions: { persistedQuery: { version: 1, sha256Hash: 'f'.repeat(64) } } }, 'PERSISTED_QUERY_NOT_FOUND'],
      [{ extensions: { persistedQuery: { version: 2, sha256Hash: 'f'.repeat(64) } } }, 'BAD_USER_INPUT'],
    ]
    for (const [body, code] of cases) {
      const answer = await post(api, body)
      expect(codes(answer), JSON.stringify(body).slice(0, 200)).toContain(code)
      expect(answer.status).toBeLessThan(500)
      for (const { extensions } of answer.body.errors ?? []) {
        expect(API_ERROR_CODES).toContain(extensions.code)
        expect(extensions.requestId).toMatch(/./)
      }
    }
    expect(api.errors).toEqual([])
  })

  test('gets the status that its media type asks for', async ({ api }) => {
    const modern = { accept: 'application/graphql-response+json' }
    expect((await post(api, { query: '{ nope }' })).status).toBe(200)
    expect((await post(api, { query: '{ nope }' }, modern)).status).toBe(400)
    expect((await post(api, '{')).status).toBe(400)
    expect((await post(api, { query: '{ viewer { kind } }' }, { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await post(api, { query: '{ viewer { kind } }' }, { accept: 'image/png' })).status).toBe(406)
  })

  test('tells nothing of a failure of ours but that there was one', async ({ api, db }) => {
    await db.pool.query('alter table audiences rename to elsewhere')
    try {
      const answer = await post(api, { query: '{ audiences { nodes { id } } }' }, { 'x-request-id': 'mine-1' })
      expect(answer.body.errors).toEqual([
        { message: 'The server failed.', path: ['audiences'], extensions: { code: 'INTERNAL', requestId: 'mine-1' } },
      ])
      expect(api.errors.length).toBeGreaterThan(0)
    } finally {
      await db.pool.query('alter table elsewhere rename to audiences')
    }
  })
})

describe('GET', () => {
  const get = (api: TestApi, search: string, headers: Record<string, string> = {}) =>
    fetch(`${api.url}/graphql${search}`, { headers: { authorization: `Bearer ${api.keys.secret}`, ...headers } })

  test('runs queries, and no mutations', async ({ api }) => {
    expect(await (await get(api, `?query=${encodeURIComponent('{ viewer { kind } }')}`)).json()).toEqual({ data: { viewer: { kind: 'SECRET_KEY' } } })
    const mutation = await get(api, `?query=${encodeURIComponent('mutation { deleteAudience(input: { id: "x" }) { deletedId } }')}`)
    expect([mutation.status, mutation.headers.get('allow')]).toEqual([405, 'POST'])
    expect((await get(api, '')).status).toBe(400)
  })

  test('shows browsers a page that loads nothing from elsewhere, without a key', async ({ api }) => {
    const response = await fetch(`${api.url}/graphql`, { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    const page = await response.text()
    expect(page).toContain('Tributary')
    expect(page).not.toMatch(/<(?:script|link|img)[^>]+(?:src|href)="https?:/)
  })
})

test('pages of any origin may ask, with a key and without cookies', async ({ api }) => {
  const preflight = await fetch(`${api.url}/graphql`, {
    method: 'OPTIONS',
    headers: { origin: 'https://example.org', 'access-control-request-method': 'POST' },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
  expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization')
  expect(preflight.headers.get('access-control-allow-credentials')).toBeNull()
})

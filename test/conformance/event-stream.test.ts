import { createClient } from 'graphql-sse'
import { describe, expect, onTestFinished, vi } from 'vitest'
import { commitChanges } from '../helpers/audience-rows.ts'
import { stream } from '../helpers/event-source.ts'
import { startTestApi, type TestApi, test } from '../helpers/graphql-server.ts'
import { createEverybody } from '../helpers/live-audience.ts'

// GraphQL over server-sent events, distinct connections mode.

const VIEWER = '{ viewer { kind } }'
const COUNT = 'subscription Count($since: SafeInt) { audienceCount(by: { key: "all" }, sinceVersion: $since, throttle: "PT0S") { version } }'
const next = (version: number) => ({ event: 'next', data: { data: { audienceCount: { version } } } })
const complete = { event: 'complete', data: null }

const enter = (api: TestApi, db: Parameters<typeof commitChanges>[0], audienceId: string) =>
  commitChanges(db, api.workspaceId, audienceId, { entered: [crypto.randomUUID()] })

describe('a stream', () => {
  test('is a stream of events: next with a result, then complete', async ({ api }) => {
    const { response, events, ended } = await stream(api, { query: VIEWER })
    await ended
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    expect(events).toEqual([{ event: 'next', data: { data: { viewer: { kind: 'SECRET_KEY' } } } }, complete])
  })

  test('shows the size at once, then each change, until the audience is deleted', async ({ api, db }) => {
    const audienceId = await createEverybody(api, 'all')
    const { events, ended } = await stream(api, { query: COUNT })
    await vi.waitFor(() => expect(events).toEqual([next(0)]), 5_000)
    await enter(api, db, audienceId)
    await vi.waitFor(() => expect(events).toEqual([next(0), next(1)]), 5_000)
    await db.pool.query('update audiences set deleted_at = engine_now() where id = $1', [audienceId])
    await ended
    expect(events).toEqual([next(0), next(1), complete])
    expect(api.errors).toEqual([])
  })

  test('goes on after the version that is known', async ({ api, db }) => {
    const audienceId = await createEverybody(api, 'all')
    await enter(api, db, audienceId)
    const known = await stream(api, { query: COUNT, variables: { since: 1 } })
    const behind = await stream(api, { query: COUNT, variables: { since: 0 } })
    await vi.waitFor(() => expect(behind.events).toEqual([next(1)]), 5_000)
    await enter(api, db, audienceId)
    await vi.waitFor(() => expect([known.events, behind.events]).toEqual([[next(2)], [next(1), next(2)]]), 5_000)
  })

  test('carries an error that comes up while it begins as a result', async ({ api }) => {
    const { response, events, ended } = await stream(api, { query: COUNT })
    await ended
    expect([response.status, events]).toMatchObject([200, [{ event: 'next', data: { errors: [{ extensions: { code: 'NOT_FOUND' } }] } }, complete]])
  })

  test('shows entries and exits from a cursor on', async ({ api, db }) => {
    const audienceId = await createEverybody(api, 'all')
    for (let n = 0; n < 3; n++) await enter(api, db, audienceId)
    const query = 'subscription ($after: String) { audienceMembership(by: { key: "all" }, after: $after) { change cursor } }'
    const { events } = await stream(api, { query, variables: { after: Buffer.from('1.0').toString('base64url') } })
    await vi.waitFor(() => expect(events.length).toBe(2), 5_000)
    expect(events).toMatchObject(Array.from({ length: 2 }, () => ({ event: 'next', data: { data: { audienceMembership: { change: 'ENTERED' } } } })))
    const gone = await stream(api, { query, variables: { after: Buffer.from('9.0').toString('base64url') } })
    await gone.ended
    expect(gone.events).toMatchObject([{ event: 'next', data: { errors: [{ extensions: { code: 'RESUME_GAP' } }] } }, complete])
  })

  test('is kept alive by comments', async ({ api }) => {
    await createEverybody(api, 'all')
    const { comments } = await stream(api, { query: COUNT })
    await vi.waitFor(() => expect(comments).toEqual([':']), 15_000)
  }, 20_000)

  test('lets go of everything within a second after the client went away', async ({ api }) => {
    await createEverybody(api, 'all')
    const { events, abort } = await stream(api, { query: COUNT })
    await vi.waitFor(() => expect(events.length).toBe(1), 5_000)
    expect(api.watched()).toBe(1)
    abort()
    await vi.waitFor(() => expect(api.watched()).toBe(0), 5_000)
  })
})

describe('a request', () => {
  test('that cannot begin is answered in JSON, before any stream', async ({ api }) => {
    const answers = [
      [{ query: '{' }, {}, 400, 'BAD_USER_INPUT'],
      [{ query: '{ nope }' }, {}, 400, 'BAD_USER_INPUT'],
      [{ query: 5 }, {}, 400, 'BAD_USER_INPUT'],
      [{ query: VIEWER, variables: [] }, {}, 400, 'BAD_USER_INPUT'],
      ['nonsense', {}, 400, 'BAD_USER_INPUT'],
      [[], {}, 400, 'BAD_USER_INPUT'],
      [{ query: 'mutation { deleteAudience(input: { id: "x" }) { deletedId } }' }, { authorization: `Bearer ${api.keys.read}` }, 403, 'FORBIDDEN'],
      [{ query: VIEWER }, { authorization: 'Bearer nonsense' }, 401, 'UNAUTHENTICATED'],
      [{ query: VIEWER }, { authorization: '' }, 401, 'UNAUTHENTICATED'],
      [{ query: VIEWER }, { accept: 'application/json' }, 406, 'BAD_USER_INPUT'],
      [{ query: VIEWER }, { 'content-type': 'text/plain' }, 415, 'BAD_USER_INPUT'],
    ] as const
    for (const [body, headers, status, code] of answers) {
      const { response } = await stream(api, body, headers)
      expect(response.status, JSON.stringify(body)).toBe(status)
      expect(await response.json()).toMatchObject({ errors: [{ message: expect.any(String), extensions: { code, requestId: expect.any(String) } }] })
    }
    const get = await fetch(`${api.url}/graphql/stream`)
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST'])
    expect(api.errors).toEqual([])
  })

  test('may come from a page of any origin', async ({ api }) => {
    const preflight = await fetch(`${api.url}/graphql/stream`, { method: 'OPTIONS', headers: { origin: 'https://shop.example' } })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization')
    const { response } = await stream(api, { query: VIEWER }, { origin: 'https://shop.example' })
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
  })

  test('waits for its turn when there are too many', async ({ db }) => {
    const api = await startTestApi(db, { limits: { open: 1, perSecond: 100 } })
    onTestFinished(api.close)
    await createEverybody(api, 'all')
    await stream(api, { query: COUNT })
    const { response } = await stream(api, { query: VIEWER })
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
  })
})

describe('the end', () => {
  test('comes soon after the key is revoked', async ({ api, db }) => {
    await createEverybody(api, 'all')
    const { events, ended } = await stream(api, { query: COUNT }, { authorization: `Bearer ${api.keys.read}` })
    await vi.waitFor(() => expect(events.length).toBe(1), 5_000)
    await db.pool.query(`update api_keys set revoked_at = engine_now() where kind = 'READ'`)
    await ended
    expect(events.slice(1)).toMatchObject([{ event: 'next', data: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } }, complete])
  })

  test('comes without complete when the server stops, so that clients come back', async ({ api }) => {
    await createEverybody(api, 'all')
    const { events, ended } = await stream(api, { query: COUNT })
    await vi.waitFor(() => expect(events.length).toBe(1), 5_000)
    await api.close()
    await ended
    expect(events).toEqual([next(0)])
  })
})

test('graphql-sse, as it is, subscribes', async ({ api, db }) => {
  const audienceId = await createEverybody(api, 'all')
  const client = createClient({ url: `${api.url}/graphql/stream`, headers: { authorization: `Bearer ${api.keys.read}` }, retryAttempts: 0 })
  onTestFinished(() => client.dispose())
  const seen: unknown[] = []
  for await (const { data } of client.iterate({ query: COUNT })) {
    seen.push(data)
    if (seen.length === 2) break
    await enter(api, db, audienceId)
  }
  expect(seen).toEqual([{ audienceCount: { version: 0 } }, { audienceCount: { version: 1 } }])
})

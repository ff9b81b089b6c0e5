import { describe, expect } from 'vitest'
import { test as base, type TestApi } from '../helpers/graphql-server.ts'
import { basic } from '../helpers/server.ts'

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown>
}

interface Reading {
  /** Reads a route of a profile with the read key, or another. */
  get(path: string, key?: string): Promise<Answer>
}

const RECENT = Date.now() - 60_000
const at = (minute: number) => new Date(RECENT - minute * 60_000).toISOString()

const test = base.extend<{ reading: Reading }>({
  reading: async ({ api }, use) => {
    await fill(api)
    const space = await api.query<{ viewer: { workspaceId: string } }>('{ viewer { workspaceId } }')
    await use({ get: (path, key = api.keys.read) => getOf(api, `/v1/spaces/${space.viewer.workspaceId}/collections/${path}`, key) })
  },
})

async function fill(api: TestApi): Promise<void> {
  await api.query(
    `mutation { createAudience(input: { key: "orderers", name: "Orderers", definition: { rule: { event: { name: "Order Completed" } } } }) { userErrors { message } } }`,
  )
  await api.query(
    `mutation { createComputedTrait(input: { key: "orders", name: "Orders", definition: { count: { event: "Order Completed" } } }) { userErrors { message } } }`,
  )
  await api.track(
    { type: 'identify', userId: 'ada', messageId: 'm-0', timestamp: at(60), traits: { email: 'ada@example.com', plan: 'pro', seats: 3 } },
    ...[1, 2, 3].map((n) => ({
      type: 'track',
      userId: 'ada',
      event: 'Order Completed',
      messageId: `o-${n}`,
      timestamp: at(10 - n),
      properties: { n },
    })),
    { type: 'track', userId: 'ada', event: 'Signed In', messageId: 's-1', timestamp: at(20) },
    { type: 'page', userId: 'ada', messageId: 'p-1', timestamp: at(1) },
    { type: 'track', userId: 'ada', event: 'Signed In', messageId: 's-0', timestamp: new Date(RECENT - 15 * 24 * 3_600_000).toISOString() },
    { type: 'group', userId: 'ada', groupId: 'acme', messageId: 'g-1', timestamp: at(30), traits: { name: 'Acme' } },
    { type: 'group', anonymousId: 'lin', groupId: 'acme', messageId: 'g-2', timestamp: at(29) },
  )
}

async function getOf(api: TestApi, path: string, key: string): Promise<Answer> {
  const response = await fetch(api.url + path, { headers: { authorization: basic(`${key}:`) } })
  return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> }
}

const dataOf = ({ body }: Answer) => body['data'] as Record<string, unknown>[]
const cursorOf = ({ body }: Answer) => body['cursor'] as { url: string; has_more: boolean; next: string; limit: number }

/** Follows a list to its end. */
async function pages(api: TestApi, reading: Reading, path: string): Promise<Answer[]> {
  const answers = [await reading.get(path)]
  for (let last = answers[0]; last && cursorOf(last).has_more; last = answers.at(-1))
    answers.push(await getOf(api, cursorOf(last).url, api.keys.read))
  return answers
}

describe('the Profile API', () => {
  test('reads traits with audiences, by class, by name and with provenance', async ({ api, reading }) => {
    const all = await reading.get('users/profiles/user_id:ada/traits')
    expect(all.body['traits']).toEqual({ email: 'ada@example.com', orderers: true, orders: 3, plan: 'pro', seats: 3 })
    expect((await reading.get('users/profiles/user_id:ada/traits?class=audience')).body['traits']).toEqual({ orderers: true })
    expect((await reading.get('users/profiles/user_id:ada/traits?class=computed_trait')).body['traits']).toEqual({ orders: 3 })
    const named = await reading.get('users/profiles/email:ADA@example.com/traits?include=plan,none&verbose=true')
    expect(named.body['traits']).toEqual({ plan: { value: 'pro', updated_at: at(60), source_id: expect.stringMatching(/^src_/) } })
    const paged = await pages(api, reading, 'users/profiles/user_id:ada/traits?limit=3')
    expect(paged.map(({ body }) => Object.keys(body['traits'] as object))).toEqual([
      ['email', 'orderers', 'orders'],
      ['plan', 'seats'],
    ])
    expect(cursorOf(paged[0] as Answer)).toMatchObject({ has_more: true, next: 'plan', limit: 3 })
    expect((await reading.get('accounts/profiles/group_id:acme/traits')).body['traits']).toEqual({ name: 'Acme' })
  })

  test('reads external ids with the message on which each was first seen', async ({ api, reading }) => {
    const [first, second] = dataOf(await reading.get('users/profiles/user_id:ada/external_ids'))
    expect(first).toEqual({
      source_id: expect.stringMatching(/^src_/),
      collection: 'users',
      id: 'ada',
      type: 'user_id',
      created_at: new Date(RECENT - 15 * 24 * 3_600_000).toISOString(),
      encoding: 'none',
      first_message_id: 's-0',
    })
    expect(second).toMatchObject({ type: 'email', id: 'ada@example.com', first_message_id: 'm-0' })
    expect(dataOf(await reading.get('users/profiles/user_id:ada/external_ids?include=email'))).toHaveLength(1)
    const paged = await pages(api, reading, 'users/profiles/user_id:ada/external_ids?limit=1')
    expect(paged.map((answer) => dataOf(answer).map(({ type }) => type))).toEqual([['user_id'], ['email']])
    expect(dataOf(await reading.get('accounts/profiles/group_id:acme/external_ids'))).toMatchObject([
      { collection: 'accounts', id: 'acme', first_message_id: 'g-1' },
    ])
  })

  test('reads the track calls of two weeks, filtered, from either end', async ({ api, reading }) => {
    const idsOf = (answers: readonly Answer[]) => answers.map((answer) => dataOf(answer).map((event) => event['message_id']))
    expect(idsOf([await reading.get('users/profiles/user_id:ada/events')])).toEqual([['o-3', 'o-2', 'o-1', 's-1']])
    expect(idsOf(await pages(api, reading, 'users/profiles/user_id:ada/events?limit=3'))).toEqual([['o-3', 'o-2', 'o-1'], ['s-1']])
    expect(idsOf(await pages(api, reading, 'users/profiles/user_id:ada/events?limit=3&sort=asc'))).toEqual([['s-1', 'o-1', 'o-2'], ['o-3']])
    expect(idsOf([await reading.get('users/profiles/user_id:ada/events?exclude=Order+Completed')])).toEqual([['s-1']])
    expect(idsOf([await reading.get(`users/profiles/user_id:ada/events?include=Order+Completed&start=${at(9)}&end=${at(7)}`)])).toEqual([['o-2']])
    const [event] = dataOf(await reading.get('users/profiles/user_id:ada/events?limit=1'))
    expect(event).toMatchObject({
      type: 'track',
      event: 'Order Completed',
      properties: { n: 3 },
      related: { users: expect.stringMatching(/^prof_/) },
    })
    expect(event?.['external_ids']).toEqual([{ collection: 'users', type: 'user_id', id: 'ada', encoding: 'none' }])
  })

  test('reads metadata, and what is linked', async ({ api, reading }) => {
    expect((await reading.get('users/profiles/user_id:ada/metadata')).body['metadata']).toMatchObject({
      first_message_id: 's-0',
      last_message_id: 'p-1',
      expires_at: null,
    })
    expect((await reading.get('accounts/profiles/group_id:acme/metadata')).body['metadata']).toMatchObject({
      first_message_id: 'g-1',
      last_message_id: 'g-2',
    })
    expect(dataOf(await reading.get('users/profiles/user_id:ada/links'))).toMatchObject([
      { to_collection: 'accounts', external_ids: [{ type: 'group_id', id: 'acme' }] },
    ])
    const people = await pages(api, reading, 'accounts/profiles/group_id:acme/links?limit=1')
    expect(people.flatMap((answer) => dataOf(answer).map((link) => (link['external_ids'] as { id: string }[])[0]?.id)).sort()).toEqual(['ada', 'lin'])
  })

  test('answers under every identifier and id of one who was merged', async ({ api, reading }) => {
    const idOf = async (by: string) => (await api.query<{ profile: { id: string } }>(`{ profile(by: { ${by} }) { id } }`)).profile.id
    const [ada, lin] = [await idOf('userId: "ada"'), await idOf('anonymousId: "lin"')]
    const merged = await api.query(
      `mutation { mergeProfiles(input: { into: { userId: "ada" }, profile: { anonymousId: "lin" }, reason: "one" }) { userErrors { message } } }`,
    )
    expect(merged).toEqual({ mergeProfiles: { userErrors: [] } })
    for (const name of [ada, lin, 'anonymous_id:lin'])
      expect((await reading.get(`users/profiles/${name}/traits?include=plan`)).body['traits'], name).toEqual({ plan: 'pro' })
    expect(dataOf(await reading.get('accounts/profiles/group_id:acme/links'))).toHaveLength(1)
  })

  test('says what is wrong, in the shape of that API', async ({ api, reading }) => {
    const wrong = async (path: string, key?: string) => {
      const { status, body, headers } = await reading.get(path, key)
      expect(headers.get('request-id'), path).toMatch(/./)
      expect(headers.get('access-control-allow-origin'), path).toBeNull()
      return [status, (body['error'] as { code: string }).code]
    }
    const ada = 'users/profiles/user_id:ada'
    for (const bad of [
      'traits?limit=0',
      'traits?limit=201',
      'traits?class=x',
      'traits?verbose=1',
      'events?start=soon',
      'events?next=x',
      'links?limit=21',
      'links?next=WyJ4Il0',
    ])
      expect(await wrong(`${ada}/${bad}`), bad).toEqual([400, 'invalid_request_error'])
    expect(await wrong('users/profiles/user_id:%zz/traits')).toEqual([400, 'validation_error'])
    expect(await wrong(`${ada}/traits`, api.keys.write)).toEqual([401, 'authentication_error'])
    expect(await wrong(`${ada}/traits`, 'nobody')).toEqual([401, 'authentication_error'])
    for (const none of [
      'users/profiles/user_id:nobody/traits',
      'users/profiles/nobody/traits',
      'accounts/profiles/user_id:ada/traits',
      `${ada}/nothing`,
      'others/profiles/a:b/traits',
    ])
      expect(await wrong(none), none).toEqual([404, 'not_found'])
    expect(api.errors).toEqual([])
  })

  test('takes the name of the workspace for its id, and shows nothing of another one', async ({ api, reading }) => {
    const mine = '/collections/users/profiles/user_id:ada/traits'
    const other = await api.anotherWorkspace()
    expect((await getOf(api, `/v1/spaces/default${mine}`, api.keys.read)).status).toBe(200)
    expect((await reading.get('users/profiles/user_id:ada/traits', other.keys.secret)).status).toBe(404)
    expect((await getOf(api, `/v1/spaces/default${mine}`, other.keys.secret)).status).toBe(404)
    const theirs = await getOf(api, `/v1/spaces/another${mine}`, other.keys.secret)
    expect([theirs.status, theirs.body]).toEqual([404, { error: { code: 'not_found', message: 'Profile was not found.' } }])
    const id = (await api.query<{ profile: { id: string } }>('{ profile(by: { userId: "ada" }) { id } }')).profile.id
    for (const route of ['traits', 'external_ids', 'events', 'metadata', 'links'])
      for (const name of [id, 'user_id:ada', 'email:ada@example.com'])
        expect((await getOf(api, `/v1/spaces/another/collections/users/profiles/${name}/${route}`, other.keys.read)).status).toBe(404)
  })
})

import { expect } from 'vitest'
import { type TestApi, test } from '../helpers/graphql-server.ts'

interface Answer {
  readonly profile: { readonly id: string; readonly identifiers: { readonly nodes: readonly { value: string }[] } } | null
  readonly split?: Answer['profile']
  readonly userErrors: readonly { readonly code: string; readonly path: readonly string[] | null }[]
}

const SHOWN = '{ id identifiers { nodes { value } } }'
const SPLIT = `mutation Split($input: SplitProfileInput!) { done: splitProfile(input: $input) { profile ${SHOWN} split ${SHOWN} userErrors { code path } } }`
const MERGE = `mutation Merge($input: MergeProfilesInput!) { done: mergeProfiles(input: $input) { profile ${SHOWN} userErrors { code path } } }`

const run = async (api: TestApi, text: string, input: object) => (await api.query<{ done: Answer }>(text, { input })).done
const idOf = async (api: TestApi, by: object) =>
  (await api.query<{ profile: { id: string } | null }>('query($by: ProfileBy!) { profile(by: $by) { id } }', { by })).profile?.id
const valuesOf = (profile: Answer['profile'] | undefined) => profile?.identifiers.nodes.map(({ value }) => value).sort()
const web = { type: 'anonymous_id', value: 'web' }

async function signIn(api: TestApi): Promise<void> {
  await api.track({ type: 'track', event: 'Viewed', anonymousId: 'web' })
  await api.track({ type: 'identify', userId: 'eve', anonymousId: 'web', traits: { email: 'Eve@example.com' } })
}

test('splits and merges, shows both in the identity graph, and every id answers', async ({ api }) => {
  await signIn(api)
  const before = await idOf(api, { userId: 'eve' })
  const apart = await run(api, SPLIT, { profile: { email: 'EVE@example.com' }, identifiers: [web, web] })
  expect(apart).toMatchObject({ profile: { id: before }, userErrors: [] })
  expect([valuesOf(apart.profile), valuesOf(apart.split)]).toEqual([['eve', 'eve@example.com'], ['web']])
  const merged = await run(api, MERGE, { into: { anonymousId: 'web' }, profile: { userId: 'eve' }, reason: 'She said so.' })
  expect(merged.profile?.id).toBe(before)
  expect(valuesOf(merged.profile)).toEqual(['eve', 'eve@example.com', 'web'])
  expect(await idOf(api, { id: apart.split?.id })).toBe(before)
  const again = await run(api, SPLIT, { profile: { userId: 'eve' }, identifiers: [web] })
  expect(await idOf(api, { anonymousId: 'web' })).toBe(again.split?.id)
  const { profile } = await api.query<{ profile: { identityGraph: { merges: { reason: string; undoneAt: string | null }[] } } }>(
    '{ profile(by: { userId: "eve" }) { identityGraph { merges { reason undoneAt } } } }',
  )
  expect(profile.identityGraph.merges).toEqual([{ reason: 'She said so.', undoneAt: expect.any(String) }])
})

test('says what is wrong, and where', async ({ api }) => {
  await signIn(api)
  await api.track({ type: 'identify', userId: 'bob' }, { type: 'group', userId: 'bob', groupId: 'acme' })
  const [eve, bob, nobody] = [{ userId: 'eve' }, { userId: 'bob' }, { userId: 'nobody' }]
  const account = { identifier: { type: 'group_id', value: 'acme' } }
  const cases: [string, object, string, string[]][] = [
    [SPLIT, { profile: nobody, identifiers: [web] }, 'NOT_FOUND', ['profile']],
    [SPLIT, { profile: eve, identifiers: [] }, 'VALIDATION', ['identifiers']],
    [SPLIT, { profile: eve, identifiers: [web, { type: 'user_id', value: 'bob' }] }, 'VALIDATION', ['identifiers', '1']],
    [SPLIT, { profile: bob, identifiers: [{ type: 'user_id', value: 'bob' }] }, 'VALIDATION', ['identifiers']],
    [MERGE, { into: nobody, profile: eve, reason: 'r' }, 'NOT_FOUND', ['into']],
    [MERGE, { into: eve, profile: account, reason: 'r' }, 'NOT_FOUND', ['profile']],
    [MERGE, { into: eve, profile: { anonymousId: 'web' }, reason: 'r' }, 'CONFLICT', ['profile']],
    [MERGE, { into: eve, profile: bob, reason: 'r' }, 'LIMIT_REACHED', ['profile']],
    [MERGE, { into: eve, profile: bob, reason: ' ' }, 'VALIDATION', ['reason']],
  ]
  for (const [text, input, code, path] of cases)
    expect(await run(api, text, input), JSON.stringify(input)).toMatchObject({ profile: null, userErrors: [{ code, path }] })
  expect(api.errors).toEqual([])
})

test('a split that is asked for twice with one Idempotency-Key is done once', async ({ api }) => {
  await signIn(api)
  const variables = { input: { profile: { userId: 'eve' }, identifiers: [web] } }
  const ask = async () => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${api.keys.secret}`, 'idempotency-key': 'once' }
    const response = await fetch(`${api.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query: SPLIT, variables }) })
    return response.json() as Promise<{ data: { done: Answer } }>
  }
  const first = await ask()
  expect(valuesOf(first.data.done.split)).toEqual(['web'])
  expect(await ask()).toEqual(first)
  const merge = { query: MERGE, variables: { input: { into: { userId: 'eve' }, profile: { anonymousId: 'web' }, reason: 'r' } } }
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${api.keys.secret}`, 'idempotency-key': 'twice' }
  const merged = await fetch(`${api.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(merge) })
  expect(valuesOf(((await merged.json()) as { data: { done: Answer } }).data.done.profile)).toEqual(['eve', 'eve@example.com', 'web'])
})

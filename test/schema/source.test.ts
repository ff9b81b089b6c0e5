import { expect } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { type TestApi, test } from '../helpers/graphql-server.ts'

const CREATE = graphql(`
  mutation CreateSource($input: CreateSourceInput!) {
    createSource(input: $input) { source { id name enabled createdAt writeKeys { id key revokedAt } } userErrors { code path message } }
  }
`)
const UPDATE = graphql(`
  mutation UpdateSource($input: UpdateSourceInput!) { updateSource(input: $input) { source { name enabled } userErrors { code path } } }
`)
const CREATE_KEY = graphql(`
  mutation CreateWriteKey($input: CreateWriteKeyInput!) { createWriteKey(input: $input) { writeKey { id key revokedAt } userErrors { code path } } }
`)
const REVOKE_KEY = graphql(`
  mutation RevokeWriteKey($input: RevokeWriteKeyInput!) { revokeWriteKey(input: $input) { writeKey { id revokedAt } userErrors { code path } } }
`)

async function send(api: TestApi, key: string): Promise<number> {
  const body = JSON.stringify({ userId: 'ada', event: 'E' })
  return (await fetch(`${api.url}/v1/track`, { method: 'POST', body, headers: { authorization: `Basic ${btoa(`${key}:`)}` } })).status
}

async function create(api: TestApi) {
  const { createSource } = await api.request(CREATE, { input: { name: 'Shop' } })
  const [key] = createSource.source?.writeKeys ?? []
  if (!createSource.source || !key) throw new Error('There is no source.')
  return { source: createSource.source, key }
}

test('a new source has a write key, and what is sent with it comes from there', async ({ api }) => {
  const { source, key } = await create(api)
  expect(source).toMatchObject({ name: 'Shop', enabled: true, writeKeys: [{ revokedAt: null }] })
  expect(await send(api, key.key)).toBe(200)
  const SOURCES = graphql(`query SourceOfEvents { profile(by: { userId: "ada" }) { events { nodes { source { id name } } } } }`)
  await expect
    .poll(async () => (await api.request(SOURCES)).profile?.events.nodes, { timeout: 10_000 })
    .toEqual([{ source: { id: source.id, name: 'Shop' } }])
})

test('keys are replaced: another one is made, and the old one revoked', async ({ api }) => {
  const { source, key } = await create(api)
  const { createWriteKey } = await api.request(CREATE_KEY, { input: { sourceId: source.id } })
  expect(createWriteKey.writeKey?.key).not.toBe(key.key)
  const { revokeWriteKey } = await api.request(REVOKE_KEY, { input: { id: key.id } })
  expect(revokeWriteKey).toMatchObject({ writeKey: { id: key.id, revokedAt: expect.any(String) }, userErrors: [] })
  expect(await api.request(REVOKE_KEY, { input: { id: key.id } })).toEqual({ revokeWriteKey })
  await expect.poll(() => send(api, key.key), { timeout: 10_000 }).toBe(401)
  expect(await send(api, createWriteKey.writeKey?.key ?? '')).toBe(200)
})

test('a source is renamed, and switched off and on', async ({ api }) => {
  const { source } = await create(api)
  const update = async (change: object) => (await api.request(UPDATE, { input: { id: source.id, ...change } })).updateSource
  expect(await update({ name: 'Store' })).toEqual({ source: { name: 'Store', enabled: true }, userErrors: [] })
  expect(await update({ enabled: false })).toEqual({ source: { name: 'Store', enabled: false }, userErrors: [] })
  expect(await update({ enabled: true, name: 'Shop' })).toEqual({ source: { name: 'Shop', enabled: true }, userErrors: [] })
  expect(await update({ name: null })).toEqual({ source: null, userErrors: [{ code: 'VALIDATION', path: ['name'] }] })
})

test('what cannot be is said, and changes nothing', async ({ api }) => {
  const { source, key } = await create(api)
  for (const name of ['', ' ', 'x'.repeat(256)])
    expect((await api.request(CREATE, { input: { name } })).createSource).toMatchObject({
      source: null,
      userErrors: [{ code: 'VALIDATION', path: ['name'] }],
    })
  const SOURCES = graphql(`query AllSources { sources { nodes { id name writeKeys { id } } } }`)
  const all = (await api.request(SOURCES)).sources.nodes
  const built = all.find(({ name }) => name === 'GraphQL')
  expect((await api.request(UPDATE, { input: { id: built?.id ?? '', name: 'Mine' } })).updateSource.userErrors).toEqual([
    { code: 'VALIDATION', path: ['name'] },
  ])
  const none = (path: string) => [{ code: 'NOT_FOUND', path: [path] }]
  const { keys } = await api.anotherWorkspace()
  for (const [id, as] of [[source.id, keys.secret] as const, ['src_', undefined] as const]) {
    expect((await api.request(UPDATE, { input: { id, name: 'Mine' } }, as)).updateSource.userErrors).toEqual(none('id'))
    expect((await api.request(CREATE_KEY, { input: { sourceId: id } }, as)).createWriteKey.userErrors).toEqual(none('sourceId'))
  }
  expect((await api.request(REVOKE_KEY, { input: { id: key.id } }, keys.secret)).revokeWriteKey.userErrors).toEqual(none('id'))
  expect((await api.request(SOURCES)).sources.nodes).toEqual(all)
  expect(api.errors).toEqual([])
})

import { describe, expect } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { errorCodes, type TestApi, test } from '../helpers/graphql-server.ts'

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[]
  readonly nodes: readonly { readonly id: string }[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
  readonly totalCount: { readonly count: number; readonly precision: string }
}
type PageArgs = { readonly first?: number; readonly after?: string; readonly last?: number; readonly before?: string }

/** Each list of the API: the field before it, the list itself, and what tells its items apart. */
const LISTS = [
  ['profile(by: { userId: "ada" })', 'events', 'messageId'],
  ['profile(by: { userId: "ada" })', 'identifiers', 'value'],
  ['profile(by: { userId: "ada" })', 'audiences', 'id'],
  ['profile(by: { userId: "ada" })', 'accounts', 'id'],
  ['account(by: { groupId: "g0" })', 'members', 'id'],
  ['audience(by: { key: "a0" })', 'members', 'id'],
  ['audience(by: { key: "a0" })', 'members(orderBy: { field: SINCE, direction: ASC })', 'id'],
  ['audience(by: { key: "a0" })', 'members(orderBy: { field: SINCE })', 'id'],
  [null, 'profiles', 'id'],
  [null, 'profiles(orderBy: { field: CREATED_AT })', 'id'],
  [null, 'profiles(orderBy: { field: LAST_SEEN_AT })', 'id'],
  [null, 'profiles(orderBy: { field: LAST_SEEN_AT, direction: ASC })', 'id'],
  [null, 'profiles(rule: { event: { name: "$group" } }, orderBy: { field: LAST_SEEN_AT })', 'id'],
  [null, 'accounts', 'id'],
  [null, 'audiences', 'id'],
  [null, 'refusals', 'id'],
  [null, 'sources', 'id'],
] as const
type List = (typeof LISTS)[number]

async function read(api: TestApi, [parent, list, id]: List, args: PageArgs): Promise<Page> {
  const given = Object.entries(args).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
  const [name, more] = list.split(/[()]/)
  const field = `${name}(${[...(more ? [more] : []), ...given].join(', ') || 'first: 250'})`
  const page = `list: ${field} { edges { cursor node { id: ${id} } } nodes { id: ${id} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount { count precision } }`
  const data = await api.query<{ list?: Page; parent?: { list: Page } }>(parent ? `{ parent: ${parent} { ${page} } }` : `{ ${page} }`)
  const found = data.list ?? data.parent?.list
  if (!found) throw new Error(`There is no ${list}.`)
  expect(found.nodes).toEqual(found.edges.map(({ node }) => node))
  expect(found.pageInfo.startCursor).toBe(found.edges[0]?.cursor ?? null)
  expect(found.pageInfo.endCursor).toBe(found.edges.at(-1)?.cursor ?? null)
  return found
}

const ids = ({ nodes }: Page) => nodes.map(({ id }) => id)

const CREATE = graphql(`
  mutation CreateForPages($input: CreateAudienceInput!) { createAudience(input: $input) { userErrors { message } } }
`)

async function seed(api: TestApi): Promise<void> {
  for (let n = 0; n < 5; n++) await api.request(CREATE, { input: { key: `a${n}`, name: `A${n}`, definition: { rule: { all: [] } } } })
  const timestamp = '2026-01-01T00:00:00.000Z'
  const calls: object[] = []
  // Events of the same moment are told apart by their ids.
  for (let n = 0; n < 5; n++)
    calls.push({ type: 'track', messageId: `m${n}`, userId: 'ada', event: 'E', timestamp: n < 4 ? timestamp : '2026-01-02T00:00:00.000Z' })
  for (let n = 0; n < 5; n++) calls.push({ type: 'group', messageId: `g${n}`, userId: 'ada', groupId: `g${n}`, timestamp })
  for (let n = 0; n < 4; n++) calls.push({ type: 'group', messageId: `p${n}`, userId: `user${n}`, groupId: 'g0', timestamp })
  for (let n = 0; n < 4; n++) calls.push({ type: 'identify', messageId: `i${n}`, userId: 'ada', anonymousId: `anon${n}`, timestamp })
  for (let n = 0; n < 5; n++) calls.push({ type: 'track', messageId: `bad${n}`, userId: 'ada' })
  await api.track(...calls)
}

describe('every list', () => {
  test('is the same read at once, walked forwards and walked backwards, and a page knows exactly whether there is more', async ({ api }) => {
    await seed(api)
    for (const list of LISTS) {
      const all = ids(await read(api, list, {}))
      expect(all.length, list.join(' ')).toBeGreaterThan(2)
      expect(new Set(all).size, list.join(' ')).toBe(all.length)
      for (const size of [2, all.length]) {
        expect(await walk(api, list, { size, from: 'front' }), `${list.join(' ')} by ${size}`).toEqual(all)
        expect(await walk(api, list, { size, from: 'back' }), `${list.join(' ')} by ${size} from the back`).toEqual(all)
      }
    }
    expect(api.errors).toEqual([])
  })

  test('can be asked for between two cursors, and counts everything whatever part of it is shown', async ({ api }) => {
    await seed(api)
    for (const list of LISTS) {
      const { edges, totalCount } = await read(api, list, {})
      const [after = '', before = ''] = [edges[0]?.cursor, edges.at(-1)?.cursor]
      const between = await read(api, list, { after, before })
      expect(ids(between), list.join(' ')).toEqual(edges.slice(1, -1).map(({ node }) => node.id))
      expect(between.totalCount).toEqual({ count: edges.length, precision: 'EXACT' })
      expect(totalCount).toEqual(between.totalCount)
      const beyond = await read(api, list, { after: before })
      expect(beyond.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null })
    }
  })

  test('refuses sizes out of range, both ends at once, and cursors of another list', async ({ api }) => {
    await seed(api)
    for (const list of LISTS) {
      const [foreign = ''] = (await read(api, list[1] === 'events' ? LISTS[1] : LISTS[0], {})).edges.map(({ cursor }) => cursor)
      const wrong: PageArgs[] = [{ first: 0 }, { first: -1 }, { first: 251 }, { last: 0 }, { last: 251 }, { first: 1, last: 1 }]
      for (const cursor of [foreign, '', 'x', btoa('[1]'), btoa(`["${list[1]}",{}]`), btoa('["sources","x"]')])
        wrong.push({ after: cursor }, { before: cursor })
      for (const args of wrong)
        expect(await errorCodes(read(api, list, args)), `${list.join(' ')} ${JSON.stringify(args)}`).toEqual(['BAD_USER_INPUT'])
    }
    expect(api.errors).toEqual([])
  })

  test('goes on where it was although items come in before it', async ({ api }) => {
    await seed(api)
    const [events] = LISTS
    const all = await read(api, events, {})
    const first = await read(api, events, { first: 3 })
    await api.track({ type: 'track', messageId: 'newest', userId: 'ada', event: 'E' })
    const second = await read(api, events, { first: 3, after: first.pageInfo.endCursor ?? '' })
    expect(ids(second)).toEqual(ids(all).slice(3, 6))
  })
})

test('members in the order in which they became so', async ({ api, db }) => {
  await seed(api)
  await db.pool.query(`update audience_members set since = since + ('x' || substr(md5(profile_id::text), 1, 4))::bit(16)::int * interval '1 second'`)
  const ORDERED = graphql(`
    query OrderedMembers {
      audience(by: { key: "a0" }) {
        earliest: members(orderBy: { field: SINCE, direction: ASC }) { nodes { since } }
        latest: members(orderBy: { field: SINCE }) { nodes { since } }
      }
    }
  `)
  const { audience } = await api.request(ORDERED)
  const earliest = audience?.earliest.nodes.map(({ since }) => since) ?? []
  expect(earliest.length).toBeGreaterThan(2)
  expect(earliest).toEqual(earliest.toSorted())
  expect(audience?.latest.nodes.map(({ since }) => since)).toEqual(earliest.toReversed())
})

test('a count beyond 10,000 is at least that', async ({ api, db }) => {
  await api.track({ type: 'identify', userId: 'ada' })
  await db.pool.query(`insert into events select (e).* from (
    select jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'message_id', 'copy' || n)) as e from events e, generate_series(1, 10100) n) copies`)
  const COUNT = graphql(`query CountOfMany { profile(by: { userId: "ada" }) { events(first: 1) { totalCount { count precision } } } }`)
  expect(await api.request(COUNT)).toEqual({ profile: { events: { totalCount: { count: 10_000, precision: 'AT_LEAST' } } } })
})

async function walk(api: TestApi, list: List, { size, from }: { size: number; from: 'front' | 'back' }): Promise<string[]> {
  const walked: string[] = []
  for (let cursor: string | null = null, steps = 0; steps < 100; steps++) {
    const start: PageArgs = cursor === null ? {} : from === 'front' ? { after: cursor } : { before: cursor }
    const page = await read(api, list, { ...(from === 'front' ? { first: size } : { last: size }), ...start })
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo
    walked.splice(from === 'front' ? walked.length : 0, 0, ...ids(page))
    const [onward, back] = from === 'front' ? [hasNextPage, hasPreviousPage] : [hasPreviousPage, hasNextPage]
    expect(back).toBe(cursor !== null)
    if (!onward) return walked
    expect(page.nodes.length).toBe(size)
    cursor = from === 'front' ? endCursor : startCursor
  }
  throw new Error('The list does not end.')
}

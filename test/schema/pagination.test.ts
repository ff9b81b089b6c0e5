import { expect } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { type TestApi, test } from '../helpers/graphql-server.ts'

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

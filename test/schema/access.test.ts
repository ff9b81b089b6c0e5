import { describe, expect } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { errorCodes, test } from '../helpers/graphql-server.ts'

const VIEWER = graphql(`query Viewer { viewer { workspaceId kind scopes } }`)
const AUDIENCES = graphql(`query AudiencesForAccess { audiences { nodes { id } } }`)
const CREATE = graphql(`
  mutation CreateForAccess($input: CreateAudienceInput!) { createAudience(input: $input) { audience { id } userErrors { code } } }
`)
const INGEST = graphql(`mutation IngestForAccess { ingest(input: { batch: [{ type: "identify", userId: "x" }] }) { accepted } }`)
const input = { key: 'everyone', name: 'Everyone', definition: { rule: { all: [] } } }

describe('keys', () => {
  test('may do what their kind may', async ({ api }) => {
    const { secret, read, write } = api.keys
    expect(await api.request(VIEWER, {}, secret)).toMatchObject({ viewer: { kind: 'SECRET_KEY', scopes: ['read', 'write', 'track'] } })
    expect(await api.request(VIEWER, {}, read)).toMatchObject({ viewer: { kind: 'READ_KEY', scopes: ['read'] } })
    expect(await api.request(VIEWER, {}, write)).toMatchObject({ viewer: { kind: 'WRITE_KEY', scopes: ['track'] } })
    const outcomes = async (key: string) => [
      await errorCodes(api.request(AUDIENCES, {}, key)),
      await errorCodes(api.request(CREATE, { input }, key)),
      await errorCodes(api.request(INGEST, {}, key)),
    ]
    expect(await outcomes(secret)).toEqual([[], [], []])
    expect(await outcomes(read)).toEqual([[], ['FORBIDDEN'], ['FORBIDDEN']])
    expect(await outcomes(write)).toEqual([['FORBIDDEN'], ['FORBIDDEN'], ['FORBIDDEN']])
    expect(await errorCodes(api.query('{ viewer { kind } ...on Query { audiences { nodes { id } } } }', {}, write))).toEqual(['FORBIDDEN'])
    expect(await errorCodes(api.query('{ ...F } fragment F on Query { audiences { nodes { id } } }', {}, write))).toEqual(['FORBIDDEN'])
    expect(await errorCodes(api.query('{ viewer: audiences { nodes { id } } }', {}, write))).toEqual(['FORBIDDEN'])
  })

  test('that do not exist or are revoked get 401, whatever they ask', async ({ api, db }) => {
    await db.pool.query(`update api_keys set revoked_at = engine_now() where kind = 'READ'`)
    const headers: Record<string, string>[] = [
      {},
      { authorization: '' },
      { authorization: 'Bearer' },
      { authorization: 'Bearer nonsense' },
      { authorization: `Basic ${btoa(`${api.keys.secret}:`)}` },
      { authorization: `Bearer ${api.keys.read}` },
      { cookie: `authorization=Bearer ${api.keys.secret}` },
    ]
    for (const header of headers) {
      for (const query of ['{ viewer { kind } }', '{ __schema { types { name } } }', '{ nope']) {
        const response = await fetch(`${api.url}/graphql`, {
          method: 'POST',
          body: JSON.stringify({ query }),
          headers: { 'content-type': 'application/json', ...header },
        })
        expect(response.status).toBe(401)
        expect(await response.json()).toEqual({
          errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED', requestId: response.headers.get('x-request-id') } }],
        })
      }
    }
  })
})

describe('another workspace', () => {
  test('sees nothing of this one, and cannot change it', async ({ api }) => {
    const { createAudience } = await api.request(CREATE, { input })
    await api.track(
      { type: 'identify', messageId: 'm', userId: 'ada', timestamp: '2026-01-01T00:00:00Z' },
      { type: 'group', userId: 'ada', groupId: 'acme' },
      { type: 'track', userId: 'ada' },
    )
    const IDS = graphql(`
      query IdsForAccess {
        profile(by: { userId: "ada" }) { id events { nodes { id } } audiences { nodes { id } } accounts { nodes { id } } }
        refusals { nodes { id } }
        sources { nodes { id } }
      }
    `)
    const seen = await api.request(IDS)
    const ids = [
      createAudience.audience?.id,
      seen.profile?.id,
      seen.profile?.events.nodes[0]?.id,
      seen.profile?.audiences.nodes[0]?.id,
      seen.profile?.accounts.nodes[0]?.id,
      seen.refusals.nodes[0]?.id,
      seen.sources.nodes[0]?.id,
    ].map((id) => id ?? 'missing')
    const NODES = graphql(`query NodesForAccess($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }`)
    const types = ['Audience', 'Profile', 'Event', 'Membership', 'Account', 'Refusal', 'Source']
    expect(await api.request(NODES, { ids })).toEqual({ nodes: ids.map((id, n) => ({ __typename: types[n], id })) })

    const { keys } = await api.anotherWorkspace()
    expect(await api.request(NODES, { ids }, keys.secret)).toEqual({ nodes: ids.map(() => null) })
    const [audience = '', profile = '', , , account = '', , source = ''] = ids
    const LOOK = graphql(`
      query LookForAccess($audience: ID!, $profile: ID!, $account: ID!, $source: ID!) {
        byId: audience(by: { id: $audience }) { id }
        byKey: audience(by: { key: "everyone" }) { id }
        profile(by: { id: $profile }) { id }
        ada: profile(by: { userId: "ada" }) { id }
        account(by: { id: $account }) { id }
        acme: account(by: { groupId: "acme" }) { id }
        source(id: $source) { id }
        refusals { nodes { id } totalCount { count } }
        audiences { nodes { id } totalCount { count } }
        sources { nodes { id } }
        pipeline { backlog }
      }
    `)
    const other = await api.request(LOOK, { audience, profile, account, source }, keys.secret)
    expect(other).toMatchObject({
      byId: null,
      byKey: null,
      profile: null,
      ada: null,
      account: null,
      acme: null,
      source: null,
      refusals: { nodes: [], totalCount: { count: 0 } },
      audiences: { nodes: [], totalCount: { count: 0 } },
    })
    expect(other.sources.nodes.filter(({ id }) => ids.includes(id))).toEqual([])
    const CHANGE = graphql(`
      mutation ChangeForAccess($id: ID!, $source: ID!) {
        updateAudience(input: { id: $id, name: "Mine" }) { userErrors { code } }
        deleteAudience(input: { id: $id }) { userErrors { code } }
        ingest(input: { sourceId: $source, batch: [{ type: "identify", userId: "x" }] }) { userErrors { code } }
      }
    `)
    expect(await api.request(CHANGE, { id: audience, source }, keys.secret)).toEqual({
      updateAudience: { userErrors: [{ code: 'NOT_FOUND' }] },
      deleteAudience: { userErrors: [{ code: 'NOT_FOUND' }] },
      ingest: { userErrors: [{ code: 'VALIDATION' }] },
    })
  })
})

describe('ids', () => {
  test('that are no ids are as absent as those that never were', async ({ api }) => {
    await api.track({ type: 'identify', userId: 'ada', timestamp: '2026-01-01T00:00:00Z' })
    const EVENT = graphql(`query EventForIds { profile(by: { userId: "ada" }) { id events { nodes { id } } } }`)
    const { profile } = await api.request(EVENT)
    const event = profile?.events.nodes[0]?.id ?? ''
    const person = profile?.id ?? ''
    const wrong = [
      '',
      '_',
      'prof',
      'prof_',
      `${person}0`,
      person.slice(0, -1),
      person.toUpperCase(),
      person.replace('prof', 'acct'),
      person.replace('prof', 'evt'),
      person.replace('prof', 'aud'),
      `${event.slice(0, 40)}`,
      event.replace('evt', 'mem'),
      `evt_${'v'.repeat(36)}`,
      `evt_${'v'.repeat(61)}`,
      '__proto___x',
      'constructor_x',
      'prof_\0',
      '\ud800_',
    ]
    const NODE = graphql(`query NodeForIds($ids: [ID!]!) { nodes(ids: $ids) { id } }`)
    expect(await api.request(NODE, { ids: wrong })).toEqual({ nodes: wrong.map(() => null) })
    expect(await api.request(NODE, { ids: [person, event, person] })).toEqual({ nodes: [{ id: person }, { id: event }, { id: person }] })
    expect(await errorCodes(api.request(NODE, { ids: Array.from({ length: 251 }, () => person) }))).toEqual(['BAD_USER_INPUT'])
    expect(api.errors).toEqual([])
  })
})

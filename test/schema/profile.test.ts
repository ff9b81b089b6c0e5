import { describe, expect } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { test } from '../helpers/graphql-server.ts'

const WHOLE = graphql(`
  query WholeProfile($by: ProfileBy!) {
    profile(by: $by) {
      id
      version
      createdAt
      updatedAt
      firstSeenAt
      lastSeenAt
      traits
      some: traits(names: ["plan", "nothing", "__proto__"])
      identifiers { nodes { type value raw firstSeenAt lastSeenAt source { name } } totalCount { count precision } }
      emails: identifiers(types: ["email"]) { nodes { value } totalCount { count } }
      events {
        nodes {
          id messageId type name timestamp originalTimestamp sentAt receivedAt userId anonymousId groupId previousId
          properties traits context integrations source { name } profile { id }
        }
        totalCount { count precision }
      }
      named: events(names: ["Order Completed"]) { nodes { name } totalCount { count } }
      between: events(from: "2026-01-02T00:00:00Z", to: "2026-01-03T00:00:00Z") { nodes { messageId } }
      audiences { nodes { id since audience { key } profile { id } } totalCount { count } }
      accounts { nodes { id groupId createdAt traits members { nodes { id } totalCount { count } } } totalCount { count } }
    }
  }
`)

const ID = graphql(`query ProfileId($by: ProfileBy!) { profile(by: $by) { id } }`)

const CREATE = graphql(`
  mutation CreateAudienceForProfile($input: CreateAudienceInput!) { createAudience(input: $input) { audience { id } userErrors { message } } }
`)

const at = (day: number, hour = 0) => new Date(Date.UTC(2026, 0, day, hour)).toISOString()

describe('profile', () => {
  test('shows everything that is known of a person', async ({ api }) => {
    await api.track(
      { type: 'track', messageId: 'm1', anonymousId: 'anon', event: 'Page Seen', timestamp: at(1), properties: {} },
      {
        type: 'identify',
        messageId: 'm2',
        anonymousId: 'anon',
        userId: 'ada',
        timestamp: at(2),
        traits: { email: 'Ada@X.org', plan: 'pro', deep: { a: [1] } },
      },
      {
        type: 'track',
        messageId: 'm3',
        userId: 'ada',
        event: 'Order Completed',
        timestamp: at(3),
        properties: { total: 12.5 },
        integrations: { All: true },
        context: { ip: '1.2.3.4' },
      },
      { type: 'group', messageId: 'm4', userId: 'ada', groupId: 'acme', timestamp: at(4), traits: { seats: 3 } },
    )
    const { profile } = await api.request(WHOLE, { by: { userId: 'ada' } })
    expect(profile).toMatchObject({
      firstSeenAt: '2026-01-01T00:00:00.000Z',
      lastSeenAt: '2026-01-04T00:00:00.000Z',
      traits: { email: 'Ada@X.org', plan: 'pro', deep: { a: [1] } },
      some: { plan: 'pro' },
      emails: { nodes: [{ value: 'ada@x.org' }], totalCount: { count: 1 } },
      identifiers: { totalCount: { count: 3, precision: 'EXACT' } },
      events: { totalCount: { count: 4, precision: 'EXACT' } },
      named: { nodes: [{ name: 'Order Completed' }], totalCount: { count: 1 } },
      between: { nodes: [{ messageId: 'm3' }] },
      accounts: {
        nodes: [{ groupId: 'acme', traits: { seats: 3 }, members: { nodes: [{ id: profile?.id }], totalCount: { count: 1 } } }],
        totalCount: { count: 1 },
      },
    })
    expect(profile?.id).toMatch(/^prof_[0-9a-v]{26}$/)
    expect(profile?.identifiers.nodes).toContainEqual(
      expect.objectContaining({ type: 'email', value: 'ada@x.org', raw: 'Ada@X.org', source: { name: 'HTTP' } }),
    )
    expect(profile?.events.nodes.map(({ messageId }) => messageId)).toEqual(['m4', 'm3', 'm2', 'm1'])
    expect(profile?.events.nodes[1]).toMatchObject({
      type: 'TRACK',
      name: 'Order Completed',
      timestamp: '2026-01-03T00:00:00.000Z',
      userId: 'ada',
      anonymousId: null,
      properties: { total: 12.5 },
      traits: null,
      context: { ip: '1.2.3.4' },
      integrations: { All: true },
      profile: { id: profile?.id },
    })
    expect(profile?.events.nodes.map(({ name }) => name)).toEqual(['$group', 'Order Completed', '$identify', 'Page Seen'])
    expect(api.errors).toEqual([])
  })

  test('is found by every kind of identifier, normalised as it is matched', async ({ api }) => {
    await api.track({
      type: 'identify',
      userId: 'ada',
      anonymousId: 'anon',
      traits: { email: 'ada@x.org', phone: '+43 660 1234567' },
      context: { externalIds: [{ id: 'tag', type: 'ios.id', collection: 'users', encoding: 'none' }] },
    })
    const { profile } = await api.request(ID, { by: { userId: 'ada' } })
    const ways = [
      { id: profile?.id ?? '' },
      { anonymousId: 'anon' },
      { email: ' ADA@x.org ' },
      { phone: '+436601234567' },
      { identifier: { type: 'ios.id', value: 'tag' } },
    ]
    for (const by of ways) expect(await api.request(ID, { by })).toEqual({ profile })
  })

  test('is null where there is none', async ({ api }) => {
    await api.track({ type: 'identify', userId: 'ada', traits: { email: 'ada@x.org' } }, { type: 'group', userId: 'ada', groupId: 'acme' })
    const ways = [
      { userId: 'ADA' },
      { userId: ' ada' },
      { userId: '' },
      { userId: 'a\0da' },
      { userId: '\ud800' },
      { email: 'bob@x.org' },
      { anonymousId: 'ada' },
      { identifier: { type: 'group_id', value: 'acme' } },
      { id: 'prof_00000000000000000000000000' },
      { id: 'prof_' },
      { id: 'aud_00000000000000000000000000' },
      { id: 'nonsense' },
    ]
    for (const by of ways) expect(await api.request(ID, { by })).toEqual({ profile: null })
  })

  test('answers under every id it ever had, with the events, traits and audiences of all of them', async ({ api }) => {
    await api.request(CREATE, { input: { key: 'buyers', name: 'Buyers', definition: { rule: { event: { name: 'Order Completed' } } } } })
    await api.track(
      { type: 'identify', messageId: 'm1', userId: 'ada', timestamp: at(1), traits: { plan: 'free', city: 'Graz' } },
      { type: 'track', messageId: 'm2', anonymousId: 'anon', event: 'Order Completed', timestamp: at(2) },
      { type: 'group', messageId: 'm3', anonymousId: 'anon', groupId: 'acme', timestamp: at(2, 1) },
    )
    const MEMBERSHIP = graphql(`query MembershipOfAnon { profile(by: { anonymousId: "anon" }) { id audiences { nodes { id } } } }`)
    const before = await api.request(MEMBERSHIP)
    const ada = await api.request(ID, { by: { userId: 'ada' } })
    expect(before.profile?.id).not.toBe(ada.profile?.id)
    await api.track({ type: 'identify', messageId: 'm4', userId: 'ada', anonymousId: 'anon', timestamp: at(3), traits: { plan: 'pro' } })
    const merged = await api.request(WHOLE, { by: { userId: 'ada' } })
    for (const id of [before.profile?.id ?? '', ada.profile?.id ?? '']) expect(await api.request(WHOLE, { by: { id } })).toEqual(merged)
    expect([before.profile?.id, ada.profile?.id]).toContain(merged.profile?.id)
    expect(merged.profile).toMatchObject({
      traits: { plan: 'pro', city: 'Graz' },
      audiences: { nodes: [{ audience: { key: 'buyers' }, profile: { id: merged.profile?.id } }], totalCount: { count: 1 } },
      accounts: { nodes: [{ groupId: 'acme', members: { nodes: [{ id: merged.profile?.id }] } }] },
    })
    expect(merged.profile?.events.nodes.map(({ messageId }) => messageId)).toEqual(['m4', 'm3', 'm2', 'm1'])
    const NODE = graphql(`query MembershipNode($id: ID!) { node(id: $id) { ... on Membership { audience { key } profile { id } } } }`)
    const membership = { node: { audience: { key: 'buyers' }, profile: { id: merged.profile?.id } } }
    for (const { id } of [...(before.profile?.audiences.nodes ?? []), ...(merged.profile?.audiences.nodes ?? [])])
      expect(await api.request(NODE, { id })).toEqual(membership)
    for (const { profile } of merged.profile?.events.nodes ?? []) expect(profile?.id).toBe(merged.profile?.id)
  })

  test('is shown whole while its merge is decided but not folded', async ({ api, db }) => {
    await api.request(CREATE, { input: { key: 'buyers', name: 'Buyers', definition: { rule: { event: { name: 'Order Completed' } } } } })
    await api.track(
      { type: 'identify', messageId: 'm1', userId: 'ada', timestamp: at(1), traits: { plan: 'free', city: 'Graz' } },
      { type: 'track', messageId: 'm2', anonymousId: 'anon', event: 'Order Completed', timestamp: at(2), context: { traits: { plan: 'pro' } } },
      { type: 'identify', messageId: 'm3', anonymousId: 'anon', timestamp: at(3), traits: { plan: 'pro' } },
    )
    const [root, loser] = (await db.pool.query<{ id: string }>(`select id from profiles order by id`)).rows.map(({ id }) => id)
    // What the transaction that decides a merge leaves until the transaction of the chunk folds it.
    await db.pool.query('insert into profile_aliases (workspace_id, loser_id, root_id) values ($1, $2, $3)', [api.workspaceId, loser, root])
    await db.pool.query('update identifiers set profile_id = $1', [root])
    const { profile } = await api.request(WHOLE, { by: { userId: 'ada' } })
    expect(profile).toMatchObject({
      traits: { plan: 'pro', city: 'Graz' },
      firstSeenAt: at(1),
      lastSeenAt: at(3),
      identifiers: { totalCount: { count: 2 } },
      audiences: { nodes: [{ audience: { key: 'buyers' } }], totalCount: { count: 1 } },
    })
    expect(profile?.events.nodes.map(({ messageId }) => messageId)).toEqual(['m3', 'm2', 'm1'])
    // A sweep may fold it in between, which only its version shows.
    const shown = { id: profile?.id, traits: profile?.traits, identifiers: profile?.identifiers, events: profile?.events }
    expect(await api.request(WHOLE, { by: { anonymousId: 'anon' } })).toMatchObject({ profile: shown })
  })

  test('says of each audience whether the person is in it', async ({ api }) => {
    await api.request(CREATE, { input: { key: 'everyone', name: 'Everyone', definition: { rule: { all: [] } } } })
    await api.request(CREATE, { input: { key: 'nobody', name: 'Nobody', definition: { rule: { any: [] } } } })
    await api.track({ type: 'identify', userId: 'ada' })
    const IN = graphql(`
      query InAudience { profile(by: { userId: "ada" }) { everyone: inAudience(key: "everyone") nobody: inAudience(key: "nobody") none: inAudience(key: "none") } }
    `)
    expect(await api.request(IN)).toEqual({ profile: { everyone: true, nobody: false, none: null } })
  })
})

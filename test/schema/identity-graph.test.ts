import { describe, expect } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { errorCodes, test } from '../helpers/graphql-server.ts'

const at = (day: number) => new Date(Date.UTC(2026, 0, day)).toISOString()

const GRAPH = graphql(`
  query Graph($by: ProfileBy!, $first: Int! = 500, $after: String) {
    profile(by: $by) {
      id
      identityGraph(first: $first, after: $after) {
        nodes { type value firstSeenAt }
        edges { from { value } to { value } firstObservedAt lastObservedAt count messageId source { name } }
        merges { into { id } mergedProfileId at reason messageId undoneAt }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }
  }
`)

const ID = graphql(`query IdForGraph($by: ProfileBy!) { profile(by: $by) { id } }`)

const story = [
  { type: 'track', messageId: 'm1', anonymousId: 'web', event: 'Seen', timestamp: at(1) },
  { type: 'identify', messageId: 'm2', userId: 'ada', timestamp: at(2), traits: { email: 'ada@x.org' } },
]
const meeting = { type: 'identify', messageId: 'm3', userId: 'ada', anonymousId: 'web', timestamp: at(3) }

describe('the identity graph', () => {
  test('shows which identifiers were observed together, when, and by which merges they became one', async ({ api }) => {
    await api.track(...story)
    const [web, ada] = [await api.request(ID, { by: { anonymousId: 'web' } }), await api.request(ID, { by: { userId: 'ada' } })]
    await api.track(meeting)
    await api.track({ ...meeting, messageId: 'm4', timestamp: at(5) })
    const { profile } = await api.request(GRAPH, { by: { userId: 'ada' } })
    const loser = [web.profile?.id, ada.profile?.id].find((id) => id !== profile?.id)
    expect(profile?.identityGraph).toEqual({
      nodes: [
        { type: 'anonymous_id', value: 'web', firstSeenAt: at(1) },
        { type: expect.any(String), value: expect.any(String), firstSeenAt: at(2) },
        { type: expect.any(String), value: expect.any(String), firstSeenAt: at(2) },
      ],
      edges: expect.any(Array),
      merges: [
        {
          into: { id: profile?.id },
          mergedProfileId: loser,
          at: expect.any(String),
          reason: 'identifiers met on a message',
          messageId: 'm3',
          undoneAt: null,
        },
      ],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: expect.any(String), endCursor: expect.any(String) },
    })
    const edges = profile?.identityGraph.edges ?? []
    expect(edges).toHaveLength(2)
    expect(edges).toContainEqual({
      from: { value: 'web' },
      to: { value: 'ada' },
      firstObservedAt: at(3),
      lastObservedAt: at(5),
      count: 2,
      messageId: 'm4',
      source: { name: 'HTTP' },
    })
    expect(edges.find(({ from }) => from.value !== 'web')).toMatchObject({ firstObservedAt: at(2), count: 1, messageId: 'm2' })
    for (const id of [web.profile?.id ?? '', ada.profile?.id ?? '']) expect(await api.request(GRAPH, { by: { id } })).toEqual({ profile })
    expect(api.errors).toEqual([])
  })

  test('is the same in pages as at once', async ({ api }) => {
    await api.track(...story)
    await api.track(meeting)
    for (let n = 0; n < 3; n++) {
      await api.track({ type: 'track', messageId: `lone${n}`, anonymousId: `lone${n}`, event: 'Seen', timestamp: at(4) })
      await api.track({ type: 'identify', messageId: `met${n}`, userId: 'ada', anonymousId: `lone${n}`, timestamp: at(5) })
    }
    const whole = (await api.request(GRAPH, { by: { userId: 'ada' } })).profile?.identityGraph
    expect([whole?.nodes.length, whole?.merges.length]).toEqual([6, 4])
    const [nodes, edges, merges] = [[] as unknown[], [] as unknown[], [] as unknown[]]
    let after: string | null = null
    for (let more = true; more; ) {
      const page: typeof whole = (await api.request(GRAPH, { by: { userId: 'ada' }, first: 2, after })).profile?.identityGraph
      expect(page?.pageInfo.hasPreviousPage).toBe(after !== null)
      nodes.push(...(page?.nodes ?? []))
      edges.push(...(page?.edges ?? []))
      merges.push(...(page?.merges ?? []))
      more = page?.pageInfo.hasNextPage ?? false
      after = page?.pageInfo.endCursor ?? null
    }
    expect({ nodes, edges, merges }).toEqual({ nodes: whole?.nodes, edges: whole?.edges, merges: whole?.merges })
    for (const wrong of [{ first: 0 }, { first: 1001 }, { after: 'x' }, { after: btoa('["events",{}]') }])
      expect(await errorCodes(api.request(GRAPH, { by: { userId: 'ada' }, ...wrong }))).toEqual(['BAD_USER_INPUT'])
  })
})

test('a trait says which message it is from, and is as absent as one that was deleted', async ({ api, db }) => {
  await api.track(
    { type: 'identify', messageId: 'm1', userId: 'ada', timestamp: at(1), traits: { plan: 'free', gone: 1, deep: { a: [1] } } },
    { type: 'identify', messageId: 'm2', anonymousId: 'web', timestamp: at(2), traits: { plan: 'pro' } },
    { type: 'identify', messageId: 'm3', userId: 'ada', timestamp: at(3), traits: { gone: null } },
  )
  const TRAITS = graphql(`
    query TraitsWithProvenance {
      profile(by: { userId: "ada" }) {
        plan: trait(name: "plan") { name value updatedAt kind source { name } }
        deep: trait(name: "deep") { value }
        gone: trait(name: "gone") { value }
        never: trait(name: "__proto__") { value }
      }
    }
  `)
  const shown = (plan: string, day: number) => ({
    plan: { name: 'plan', value: plan, updatedAt: at(day), kind: 'CUSTOM', source: { name: 'HTTP' } },
    deep: { value: { a: [1] } },
    gone: null,
    never: null,
  })
  expect(await api.request(TRAITS)).toEqual({ profile: shown('free', 1) })
  const [root, loser] = (await db.pool.query<{ id: string }>('select id from profiles order by id')).rows.map(({ id }) => id)
  // A merge that is decided and not folded.
  await db.pool.query('insert into profile_aliases (workspace_id, loser_id, root_id) values ($1, $2, $3)', [api.workspaceId, loser, root])
  await db.pool.query('update identifiers set profile_id = $1', [root])
  expect(await api.request(TRAITS)).toEqual({ profile: shown('pro', 2) })
  expect(api.errors).toEqual([])
})

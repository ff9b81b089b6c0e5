import { describe, expect } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { RuleInput } from '../generated/graphql.ts'
import { errorCodes, test } from '../helpers/graphql-server.ts'

const at = (day: number, hour = 0) => new Date(Date.UTC(2026, 0, day, hour)).toISOString()

const LIST = graphql(`
  query ProfileList($rule: RuleInput, $orderBy: ProfileOrder) {
    profiles(rule: $rule, orderBy: $orderBy) { nodes { createdAt lastSeenAt traits(names: ["name"]) } totalCount { count precision } }
  }
`)

const identify = (name: string, timestamp: string) => ({ type: 'identify', userId: name, timestamp, traits: { name } })

describe('profiles', () => {
  test('are listed by when they were created, or when they were last seen, in both directions', async ({ api }) => {
    await api.track(identify('ada', at(3)))
    await api.track(identify('bob', at(1, 5)), identify('cleo', at(1, 4)))
    await api.track(identify('ada', at(4)), identify('dora', at(1, 4)))
    const list = async (orderBy?: { field: 'CREATED_AT' | 'LAST_SEEN_AT'; direction?: 'ASC' | 'DESC' }) =>
      (await api.request(LIST, { orderBy: orderBy && { direction: 'DESC', ...orderBy } })).profiles.nodes
    const seen = (await list({ field: 'LAST_SEEN_AT', direction: 'ASC' })).map(({ lastSeenAt }) => lastSeenAt)
    expect(seen).toEqual([at(1, 4), at(1, 4), at(1, 5), at(4)])
    expect((await list({ field: 'LAST_SEEN_AT' })).map(({ lastSeenAt }) => lastSeenAt)).toEqual(seen.toReversed())
    const created = (await list({ field: 'CREATED_AT', direction: 'ASC' })).map(({ createdAt }) => createdAt)
    expect(created).toEqual(created.toSorted())
    expect(await list()).toEqual(await list({ field: 'CREATED_AT', direction: 'ASC' }))
    expect(await list({ field: 'CREATED_AT' })).toEqual((await list()).toReversed())
  })

  test('can be those for whom a rule holds', async ({ api }) => {
    await api.query(
      'mutation { createAudience(input: { key: "adas", name: "Adas", definition: { rule: { trait: { path: "name", is: { eq: "ada" } } } } }) { userErrors { code } } }',
    )
    await api.track(identify('ada', at(1)), identify('bob', at(2)), { type: 'track', userId: 'bob', event: 'Order Completed', timestamp: at(2) })
    await api.track({ type: 'group', userId: 'ada', groupId: 'acme', traits: { name: 'acme' } })
    const asked = async (rule: RuleInput) => {
      const { profiles } = await api.request(LIST, { rule })
      return [profiles.nodes.map(({ traits }) => traits['name']).sort(), profiles.totalCount]
    }
    const exactly = (count: number) => ({ count, precision: 'EXACT' })
    expect(await asked({ event: { name: 'Order Completed' } })).toEqual([['bob'], exactly(1)])
    expect(await asked({ not: { event: { name: 'Order Completed' } } })).toEqual([['ada'], exactly(1)])
    expect(await asked({ audience: { key: 'adas' } })).toEqual([['ada'], exactly(1)])
    expect(await asked({ trait: { path: 'name', is: { exists: true } } })).toEqual([['ada', 'bob'], exactly(2)])
    expect(await asked({ any: [] })).toEqual([[], exactly(0)])
    const wrong = [{ all: [{ event: {} }] }, { audience: { key: 'nobody' } }, { trait: { path: '', is: { exists: true } } }]
    for (const rule of wrong) expect(await errorCodes(api.request(LIST, { rule }))).toEqual(['BAD_USER_INPUT'])
    expect(api.errors).toEqual([])
  })

  test('do not show one that was merged, before and after it is folded', async ({ api, db }) => {
    await api.track(identify('ada', at(1)), { type: 'track', anonymousId: 'anon', event: 'E', timestamp: at(2) })
    const [root, loser] = (await db.pool.query<{ id: string }>('select id from profiles order by id')).rows.map(({ id }) => id)
    await db.pool.query('insert into profile_aliases (workspace_id, loser_id, root_id) values ($1, $2, $3)', [api.workspaceId, loser, root])
    expect((await api.request(LIST)).profiles).toMatchObject({ nodes: [{ lastSeenAt: at(2) }], totalCount: { count: 1 } })
    await db.pool.query(`delete from profiles where id = $1`, [loser])
    expect((await api.request(LIST)).profiles).toMatchObject({ nodes: [{}], totalCount: { count: 1 } })
  })
})

test('accounts are listed as they were created', async ({ api }) => {
  await api.track({ type: 'group', userId: 'ada', groupId: 'acme' })
  await api.track({ type: 'group', userId: 'ada', groupId: 'globex', traits: { seats: 3 } })
  const ACCOUNTS = graphql(
    `query AccountList { accounts { nodes { groupId traits members { totalCount { count } } } totalCount { count precision } } }`,
  )
  expect(await api.request(ACCOUNTS)).toEqual({
    accounts: {
      nodes: [
        { groupId: 'acme', traits: {}, members: { totalCount: { count: 1 } } },
        { groupId: 'globex', traits: { seats: 3 }, members: { totalCount: { count: 1 } } },
      ],
      totalCount: { count: 2, precision: 'EXACT' },
    },
  })
})

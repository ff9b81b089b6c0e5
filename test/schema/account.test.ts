import { describe, expect } from 'vitest'
import { type TestApi, test } from '../helpers/graphql-server.ts'

const at = (day: number) => `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z`
const group = (groupId: string, userId: string, day: number, traits: object = {}) => ({
  ...{ type: 'group', groupId, userId, traits },
  ...{ messageId: `${groupId}-${userId}-${day}`, timestamp: at(day) },
})

async function edit(api: TestApi, kind: 'link' | 'unlink', groupId: string, userId: string): Promise<unknown> {
  const input = { account: { groupId }, profile: { userId } }
  const text = `mutation($input: AccountMemberInput!) { edit: ${kind}AccountMember(input: $input) { account { groupId } profile { id } userErrors { code path } } }`
  const { edit: answer } = await api.query<{ edit: { userErrors: unknown[] } }>(text, { input })
  return answer.userErrors
}

async function membersOf(api: TestApi, groupId: string): Promise<unknown[]> {
  const text =
    'query($groupId: String!) { account(by: { groupId: $groupId }) { members { nodes { identifiers(types: ["user_id"]) { nodes { value } } } } } }'
  type Found = { account: { members: { nodes: { identifiers: { nodes: { value: string }[] } }[] } } }
  const { account } = await api.query<Found>(text, { groupId })
  return account.members.nodes.map(({ identifiers }) => identifiers.nodes[0]?.value).sort()
}

const sizeOf = async (api: TestApi, key: string) =>
  (await api.query<{ audience: { size: number } }>(`{ audience(by: { key: "${key}" }) { size } }`)).audience.size

describe('linking by hand', () => {
  test('takes a person out of an account until a later group call puts them in again', async ({ api }) => {
    await api.track(group('acme', 'ada', 5), group('acme', 'lin', 5))
    expect(await edit(api, 'unlink', 'acme', 'ada')).toEqual([])
    expect(await membersOf(api, 'acme')).toEqual(['lin'])
    await api.track(group('acme', 'ada', 6))
    expect(await membersOf(api, 'acme')).toEqual(['lin'])
    await api.track({ ...group('acme', 'ada', 0), messageId: 'later', timestamp: new Date().toISOString() })
    expect(await membersOf(api, 'acme')).toEqual(['ada', 'lin'])
  })

  test('puts a person in, and says what cannot be', async ({ api }) => {
    await api.track(group('acme', 'ada', 5), { type: 'track', userId: 'kai', event: 'E' })
    expect(await edit(api, 'unlink', 'acme', 'kai')).toEqual([{ code: 'CONFLICT', path: ['profile'] }])
    expect(await edit(api, 'link', 'acme', 'kai')).toEqual([])
    expect(await membersOf(api, 'acme')).toEqual(['ada', 'kai'])
    expect(await edit(api, 'unlink', 'acme', 'kai')).toEqual([])
    expect(await membersOf(api, 'acme')).toEqual(['ada'])
    expect(await edit(api, 'link', 'nobody', 'kai')).toEqual([{ code: 'NOT_FOUND', path: ['account'] }])
    expect(await edit(api, 'link', 'acme', 'nobody')).toEqual([{ code: 'NOT_FOUND', path: ['profile'] }])
    expect(api.errors).toEqual([])
  })

  test('counts for rules about what is related, from either side, at once', async ({ api }) => {
    await api.query(`mutation {
      a: createAudience(input: { key: "with_pros", name: "A", entity: ACCOUNT, definition: { rule: { related: { rule: { trait: { path: "plan", is: { eq: "pro" } } } } } } }) { userErrors { message } }
      b: createAudience(input: { key: "of_big", name: "B", definition: { rule: { related: { rule: { trait: { path: "size", is: { eq: "big" } } } } } } }) { userErrors { message } }
    }`)
    await api.track({ type: 'identify', userId: 'ada', traits: { plan: 'pro' } }, group('acme', 'ada', 5, { size: 'big' }))
    await expect.poll(() => Promise.all([sizeOf(api, 'with_pros'), sizeOf(api, 'of_big')])).toEqual([1, 1])
    await edit(api, 'unlink', 'acme', 'ada')
    expect(await Promise.all([sizeOf(api, 'with_pros'), sizeOf(api, 'of_big')])).toEqual([0, 0])
    await edit(api, 'link', 'acme', 'ada')
    expect(await Promise.all([sizeOf(api, 'with_pros'), sizeOf(api, 'of_big')])).toEqual([1, 1])
  })
})

describe('the hierarchy of accounts', () => {
  const HIERARCHY = `query($groupId: String!) { account(by: { groupId: $groupId }) {
    parent { groupId } ancestors { groupId } children { nodes { groupId } totalCount { count } } } }`
  type Node = { groupId: string }
  type Found = { account: { parent: Node | null; ancestors: Node[]; children: { nodes: Node[]; totalCount: { count: number } } } }

  async function around(api: TestApi, groupId: string) {
    const { account } = await api.query<Found>(HIERARCHY, { groupId })
    const names = (nodes: readonly Node[]) => nodes.map((node) => node.groupId)
    expect(account.children.totalCount.count).toBe(account.children.nodes.length)
    return { parent: account.parent?.groupId ?? null, ancestors: names(account.ancestors), children: names(account.children.nodes).sort() }
  }

  test('follows the trait that names the parent, the first of them that says anything', async ({ api }) => {
    await api.track(
      group('world', 'ada', 1),
      group('europe', 'ada', 2, { parentGroupId: 'world' }),
      group('berlin', 'ada', 3, { parent_id: 'europe', parentGroupId: '' }),
      group('paris', 'ada', 4, { ParentId: 'world', parentId: 'europe' }),
      group('moon', 'ada', 5, { parentId: 'nowhere' }),
      { type: 'identify', userId: 'kai', traits: { parentId: 'world' } },
    )
    expect(await around(api, 'world')).toEqual({ parent: null, ancestors: [], children: ['europe'] })
    expect(await around(api, 'europe')).toEqual({ parent: 'world', ancestors: ['world'], children: ['berlin', 'paris'] })
    expect(await around(api, 'berlin')).toEqual({ parent: 'europe', ancestors: ['europe', 'world'], children: [] })
    expect(await around(api, 'moon')).toEqual({ parent: null, ancestors: [], children: [] })
    await api.track(group('europe', 'ada', 6, { parentGroupId: null }))
    expect(await around(api, 'world')).toEqual({ parent: null, ancestors: [], children: [] })
  })

  test('ends where accounts name each other, or themselves', async ({ api }) => {
    await api.track(
      group('a', 'ada', 1, { parentGroupId: 'b' }),
      group('b', 'ada', 2, { parentGroupId: 'c' }),
      group('c', 'ada', 3, { parentGroupId: 'b' }),
      group('self', 'ada', 4, { parentGroupId: 'self' }),
    )
    expect(await around(api, 'a')).toEqual({ parent: 'b', ancestors: ['b', 'c'], children: [] })
    expect(await around(api, 'b')).toEqual({ parent: 'c', ancestors: ['c'], children: ['a', 'c'] })
    expect(await around(api, 'self')).toEqual({ parent: null, ancestors: [], children: [] })
  })
})

test('an account has the history of its computed traits', async ({ api }) => {
  await api.query(
    `mutation { createComputedTrait(input: { key: "joins", name: "Joins", entity: ACCOUNT, definition: { count: { event: "$group" } } }) { userErrors { message } } }`,
  )
  await api.track(group('acme', 'ada', 1))
  await api.track(group('acme', 'lin', 2))
  const { account } = await api.query<{ account: unknown }>(
    '{ account(by: { groupId: "acme" }) { traits traitHistory(names: ["joins"]) { nodes { name value } totalCount { count } } } }',
  )
  const nodes = [2, 1].map((value) => ({ name: 'joins', value }))
  expect(account).toEqual({ traits: { joins: 2 }, traitHistory: { nodes, totalCount: { count: 2 } } })
})

test('an account shows what of it is known: events, a trait with its source, audiences', async ({ api }) => {
  await api.query(
    `mutation { createAudience(input: { key: "all", name: "All", entity: ACCOUNT, definition: { rule: { all: [] } } }) { userErrors { message } } }`,
  )
  await api.track(group('acme', 'ada', 1, { name: 'Acme' }), {
    ...{ type: 'track', userId: 'lin', event: 'Bought', messageId: 'b', timestamp: at(2), context: { groupId: 'acme' } },
  })
  const { account } = await api.query<{ account: { audiences: unknown } }>(`{ account(by: { groupId: "acme" }) {
    events { nodes { messageId } totalCount { count } } bought: events(names: ["Bought"]) { nodes { messageId } }
    trait(name: "name") { value source { name } } none: trait(name: "none") { value }
    inAudience(key: "all") audiences { nodes { audience { key } account { groupId } profile { id } } } } }`)
  expect(account).toEqual({
    events: { nodes: [{ messageId: 'b' }, { messageId: 'acme-ada-1' }], totalCount: { count: 2 } },
    bought: { nodes: [{ messageId: 'b' }] },
    trait: { value: 'Acme', source: { name: 'HTTP' } },
    none: null,
    inAudience: true,
    audiences: { nodes: [{ audience: { key: 'all' }, account: { groupId: 'acme' }, profile: null }] },
  })
})

describe('mergeAccounts', () => {
  const MERGE = `mutation($input: MergeAccountsInput!) { done: mergeAccounts(input: $input) { account { id } userErrors { code path } } }`
  const SIDE =
    '{ groupId traits members { nodes { identifiers(types: ["user_id"]) { nodes { value } } } } identifiers { nodes { value } } events { totalCount { count } } }'
  type Done = { done: { account: { id: string } | null; userErrors: unknown[] } }
  const merge = async (api: TestApi, into: string, groupId: string, reason = 'The same company.') =>
    (await api.query<Done>(MERGE, { input: { into: { groupId: into }, account: { groupId }, reason } })).done
  const idOf = async (api: TestApi, groupId: string) =>
    (await api.query<{ account: { id: string } }>(`{ account(by: { groupId: "${groupId}" }) { id } }`)).account.id

  test('makes two accounts one, under every name of either', async ({ api }) => {
    const rules = {
      big: { trait: { path: 'size', is: { eq: 'big' } } },
      busy: { event: { name: 'Bought', is: { gte: 2 } } },
      with_pros: { related: { rule: { trait: { path: 'plan', is: { eq: 'pro' } } } } },
    }
    const CREATE = 'mutation($input: CreateAudienceInput!) { createAudience(input: $input) { userErrors { message } } }'
    for (const [key, rule] of Object.entries(rules)) await api.query(CREATE, { input: { key, name: key, entity: 'ACCOUNT', definition: { rule } } })
    const ofBig = { related: { rule: { trait: { path: 'size', is: { eq: 'big' } } } } }
    await api.query(CREATE, { input: { key: 'of_big', name: 'of_big', definition: { rule: ofBig } } })
    await api.query(
      'mutation { createComputedTrait(input: { key: "bought", name: "Bought", entity: ACCOUNT, definition: { count: { event: "Bought" } } }) { userErrors { message } } }',
    )
    const bought = (messageId: string, userId: string, groupId: string) => ({
      type: 'track',
      event: 'Bought',
      messageId,
      userId,
      context: { groupId },
    })
    await api.track(
      group('acme', 'ada', 1, { name: 'Acme', size: 'small' }),
      group('umbra', 'lin', 2, { size: 'big', parentGroupId: 'world' }),
      group('world', 'kai', 3),
      group('berlin', 'kai', 3, { parentGroupId: 'umbra' }),
      group('paris', 'kai', 3, { parentGroupId: 'acme' }),
      { type: 'identify', userId: 'lin', messageId: 'pro', traits: { plan: 'pro' } },
      bought('b1', 'ada', 'acme'),
      bought('b2', 'lin', 'umbra'),
    )
    await expect.poll(() => Promise.all(['big', 'busy', 'with_pros', 'of_big'].map((key) => sizeOf(api, key)))).toEqual([1, 0, 1, 1])
    const ids = [await idOf(api, 'acme'), await idOf(api, 'umbra')].sort()
    expect(await merge(api, 'umbra', 'acme')).toEqual({ account: { id: ids[0] }, userErrors: [] })

    const SHOWN = `id groupId traits members { nodes { id } } events { totalCount { count } nodes { messageId } } parent { groupId }
      children { nodes { groupId } totalCount { count } } audiences { nodes { audience { key } } } identifiers { nodes { value } }
      merges { nodes { mergedAccountId reason messageId into { id } } totalCount { count } }`
    const answers = await Promise.all(
      [{ groupId: 'acme' }, { groupId: 'umbra' }, { id: ids[0] }, { id: ids[1] }].map((by) =>
        api.query<{ account: unknown }>(`query($by: AccountBy!) { account(by: $by) { ${SHOWN} } }`, { by }),
      ),
    )
    expect(answers[0]?.account).toMatchObject({
      ...{ id: ids[0], groupId: 'acme', parent: { groupId: 'world' } },
      traits: { name: 'Acme', size: 'big', bought: 2 },
      members: { nodes: [{}, {}] },
      events: { totalCount: { count: 4 } },
      children: { nodes: expect.arrayContaining([{ groupId: 'berlin' }, { groupId: 'paris' }]), totalCount: { count: 2 } },
      audiences: { nodes: [{ audience: { key: 'big' } }, { audience: { key: 'busy' } }, { audience: { key: 'with_pros' } }] },
      identifiers: { nodes: [{ value: 'acme' }, { value: 'umbra' }] },
      merges: { nodes: [{ mergedAccountId: ids[1], reason: 'The same company.', messageId: null, into: { id: ids[0] } }], totalCount: { count: 1 } },
    })
    for (const answer of answers) expect(answer).toEqual(answers[0])
    // Both people are now of a big account; whom a change reaches by way of another is evaluated soon after.
    await expect.poll(() => sizeOf(api, 'of_big')).toBe(2)
    await api.track(bought('b3', 'ada', 'umbra'))
    expect((await api.query<{ account: unknown }>('{ account(by: { groupId: "acme" }) { traits(names: ["bought"]) } }')).account).toEqual({
      traits: { bought: 3 },
    })
    expect(api.errors).toEqual([])
  })

  test('is undone by splitAccount, after which no message joins the two', async ({ api }) => {
    const SPLIT = `mutation($input: SplitAccountInput!) { done: splitAccount(input: $input) { account ${SIDE} split ${SIDE} userErrors { code path } } }`
    const named = (groupId: string, userId: string, day: number, ...ids: string[]) => ({
      ...group(groupId, userId, day, { name: groupId }),
      context: { externalIds: ids.map((id) => ({ collection: 'accounts', type: 'crm_id', id, encoding: 'none' })) },
    })
    await api.query(
      'mutation { updateIdentityRules(input: { rules: { types: [{ type: "group_id", limit: { count: 9 } }] } }) { userErrors { code } } }',
    )
    await api.track(named('acme', 'ada', 1, '7'), named('umbra', 'lin', 2, '8'), named('acme', 'kai', 3))
    expect(await edit(api, 'unlink', 'acme', 'kai')).toEqual([])
    expect((await merge(api, 'acme', 'umbra')).userErrors).toEqual([])
    const split = async (...identifiers: { type: string; value: string }[]) =>
      (await api.query<{ done: unknown }>(SPLIT, { input: { account: { groupId: 'acme' }, identifiers } })).done
    const wrong = { account: null, split: null, userErrors: [{ code: 'VALIDATION', path: ['identifiers'] }] }
    expect(await split({ type: 'crm_id', value: '8' })).toEqual(wrong)
    expect(await split({ type: 'group_id', value: 'umbra' }, { type: 'group_id', value: 'acme' })).toEqual(wrong)
    const side = (name: string, crm: string, userId: string, events: number) => ({
      ...{ groupId: name, traits: { name }, members: { nodes: [{ identifiers: { nodes: [{ value: userId }] } }] } },
      ...{ identifiers: { nodes: expect.arrayContaining([{ value: name }, { value: crm }]) }, events: { totalCount: { count: events } } },
    })
    const sides = { account: side('acme', '7', 'ada', 2), split: side('umbra', '8', 'lin', 1), userErrors: [] }
    expect(await split({ type: 'group_id', value: 'umbra' }, { type: 'crm_id', value: '8' })).toEqual(sides)

    await api.track(named('acme', 'ada', 4, '8'), named('umbra', 'lin', 5))
    const found = await api.query<{ refusals: unknown }>(
      '{ refusals(first: 1) { nodes { code message } } acme: account(by: { groupId: "acme" }) { merges { nodes { undoneAt } } events { totalCount { count } } } umbra: account(by: { groupId: "umbra" }) { events { totalCount { count } } } }',
    )
    expect(found).toEqual({
      refusals: { nodes: [{ code: 'cannot_link', message: 'These accounts were split; only mergeAccounts joins them again.' }] },
      acme: { merges: { nodes: [{ undoneAt: expect.any(String) }] }, events: { totalCount: { count: 3 } } },
      umbra: { events: { totalCount: { count: 2 } } },
    })
    expect((await merge(api, 'acme', 'umbra')).userErrors).toEqual([])
    await api.track(named('acme', 'ada', 6, '8'))
    expect(await membersOf(api, 'umbra')).toEqual(['ada', 'lin'])
    expect(api.errors).toEqual([])
  })

  test('says what cannot be', async ({ api }) => {
    await api.track(group('acme', 'ada', 1, { parentGroupId: 'umbra' }), group('umbra', 'ada', 2))
    const codes = async (...names: Parameters<typeof merge> extends [TestApi, ...infer Rest] ? Rest : never) =>
      (await merge(api, ...names)).userErrors
    expect(await codes('acme', 'nobody')).toEqual([{ code: 'NOT_FOUND', path: ['account'] }])
    expect(await codes('nobody', 'acme')).toEqual([{ code: 'NOT_FOUND', path: ['into'] }])
    expect(await codes('acme', 'acme')).toEqual([{ code: 'CONFLICT', path: ['account'] }])
    expect(await codes('acme', 'umbra', '')).toEqual([{ code: 'VALIDATION', path: ['reason'] }])
    expect(await codes('acme', 'umbra')).toEqual([])
    expect(await codes('acme', 'umbra')).toEqual([{ code: 'CONFLICT', path: ['account'] }])
    // It would be its own parent.
    expect(await api.query('{ account(by: { groupId: "umbra" }) { parent { id } ancestors { id } children { nodes { id } } } }')).toEqual({
      account: { parent: null, ancestors: [], children: { nodes: [] } },
    })
  })
})

describe('the identifiers of an account', () => {
  test('name it, and are listed as a connection', async ({ api }) => {
    const externalIds = ['1', '2'].map((id) => ({ collection: 'accounts', type: 'crm_id', id, encoding: 'none' }))
    await api.track({ ...group('acme', 'ada', 5), context: { externalIds } })
    const text = `query($by: AccountBy!) { account(by: $by) { groupId all: identifiers { nodes { type } totalCount { count } }
      own: identifiers(types: ["crm_id"], first: 1) { nodes { type raw } pageInfo { hasNextPage } } } }`
    const answer = (type: string, value: string) => api.query<{ account: unknown }>(text, { by: { identifier: { type, value } } })
    const { account } = await answer('crm_id', '2')
    expect(account).toMatchObject({
      groupId: 'acme',
      all: { nodes: expect.arrayContaining([{ type: 'group_id' }, { type: 'crm_id' }]), totalCount: { count: 3 } },
      own: { nodes: [{ type: 'crm_id' }], pageInfo: { hasNextPage: true } },
    })
    expect(await answer('group_id', 'acme')).toEqual({ account })
    expect(await answer('crm_id', '3')).toEqual({ account: null })
  })
})

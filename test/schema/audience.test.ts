import { describe, expect, vi } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { CreateAudienceInput, RuleInput } from '../generated/graphql.ts'
import { type TestApi, test } from '../helpers/graphql-server.ts'

const CREATE = graphql(`
  mutation CreateAudience($input: CreateAudienceInput!) {
    createAudience(input: $input) {
      audience { id key name description entity rule query enabled status size version createdAt updatedAt }
      userErrors { __typename message code path ... on KeyTakenError { existingId } ... on InvalidRuleError { line column } }
    }
  }
`)
const READ = graphql(`
  query ReadAudience($by: AudienceBy!) {
    audience(by: $by) { id key name description entity rule enabled status size version members { nodes { id since profile { id } audience { key } } totalCount { count precision } } }
  }
`)
const UPDATE = graphql(`
  mutation UpdateAudience($input: UpdateAudienceInput!) {
    updateAudience(input: $input) { audience { id name description enabled status } userErrors { __typename message code path } }
  }
`)
const DELETE = graphql(`
  mutation DeleteAudience($input: DeleteInput!) {
    deleteAudience(input: $input) { deletedId userErrors { __typename message code path ... on InUseError { by { id ... on Audience { key } } } } }
  }
`)
const PREVIEW = graphql(`
  query Preview($definition: AudienceDefinitionInput!, $entity: RuleEntity) {
    previewAudience(definition: $definition, entity: $entity) { count { count precision } sample { id } tookMs userErrors { __typename message code path ... on InvalidRuleError { line column } } }
  }
`)
const LIST = graphql(`query ListAudiences { audiences { nodes { key } totalCount { count precision } } }`)

const buyers: RuleInput = {
  event: { name: 'Order Completed', where: { property: { path: 'total', is: { gte: 10 } } }, window: { last: 'P30D' }, is: { gte: 2 } },
}
const input = (over: Partial<CreateAudienceInput> = {}): CreateAudienceInput => ({
  key: 'buyers',
  name: 'Buyers',
  definition: { rule: buyers },
  ...over,
})
const NEW_ID = 'aud_06h0io5ig9tqh3cdvoj0tvh338'

const order = (userId: string, total: number) => ({ type: 'track', userId, event: 'Order Completed', properties: { total } })
const live = (api: TestApi, key: string) =>
  vi.waitFor(async () => {
    const { audience } = await api.request(READ, { by: { key } })
    expect(audience?.status).toBe('LIVE')
    return audience
  }, 10_000)

describe('createAudience', () => {
  test('answers the audience, which is computed over what was there before', async ({ api }) => {
    await api.track(order('ada', 12), order('ada', 10), order('bob', 12), order('cyd', 50), order('cyd', 5))
    const { createAudience } = await api.request(CREATE, { input: input({ description: 'Two orders of 10 or more in 30 days' }) })
    expect(createAudience.userErrors).toEqual([])
    expect(createAudience.audience).toMatchObject({
      key: 'buyers',
      name: 'Buyers',
      description: 'Two orders of 10 or more in 30 days',
      entity: 'PROFILE',
      rule: buyers,
      enabled: true,
    })
    const audience = await live(api, 'buyers')
    expect(audience).toMatchObject({
      size: 1,
      version: 1,
      members: { nodes: [{ audience: { key: 'buyers' } }], totalCount: { count: 1, precision: 'EXACT' } },
    })
    expect(await api.request(READ, { by: { id: createAudience.audience?.id ?? '' } })).toEqual({ audience })
    await api.track(order('bob', 99))
    expect((await api.request(READ, { by: { key: 'buyers' } })).audience).toMatchObject({ size: 2, version: 2 })
    expect(api.errors).toEqual([])
  })

  test('takes the rule of another audience as it is read', async ({ api }) => {
    const rule: RuleInput = {
      all: [
        buyers,
        { not: { trait: { path: 'plan', is: { in: ['free', 1, true] } } } },
        {
          any: [
            { identifier: { type: 'email', count: { between: { from: 1, to: 3 } } } },
            { event: { type: 'PAGE', measure: { unit: 'UTC_DAYS' }, window: { ago: { from: 'P7D', to: 'P1D' } } } },
          ],
        },
        { event: { name: 'E', measure: { sum: 'a.*.b' }, window: { range: { from: '2026-01-01T01:00:00+01:00' } }, is: { lt: 1.5 } } },
      ],
    }
    const first = await api.request(CREATE, { input: input({ definition: { rule } }) })
    const second = await api.request(CREATE, {
      input: input({ key: 'copy', definition: { rule: first.createAudience.audience?.rule as RuleInput } }),
    })
    expect(second.createAudience.userErrors).toEqual([])
    expect(second.createAudience.audience?.rule).toEqual(first.createAudience.audience?.rule)
  })

  test('reports what is wrong as data, and creates nothing', async ({ api }) => {
    const { createAudience } = await api.request(CREATE, { input: input() })
    const problems = async (over: Partial<CreateAudienceInput>) => (await api.request(CREATE, { input: input(over) })).createAudience
    expect(await problems({})).toMatchObject({
      audience: null,
      userErrors: [{ __typename: 'KeyTakenError', code: 'KEY_TAKEN', path: ['key'], existingId: createAudience.audience?.id }],
    })
    expect(await problems({ key: 'No Key' })).toMatchObject({
      audience: null,
      userErrors: [{ __typename: 'ValidationError', code: 'VALIDATION', path: ['key'] }],
    })
    expect(await problems({ key: 'other', name: ' ' })).toMatchObject({ audience: null, userErrors: [{ code: 'VALIDATION', path: ['name'] }] })
    expect(await problems({ key: 'other', definition: { rule: { audience: { key: 'none' } } } })).toMatchObject({
      audience: null,
      userErrors: [
        { __typename: 'InvalidRuleError', code: 'RULE_INVALID', path: ['definition', 'rule', 'audience', 'key'], line: null, column: null },
      ],
    })
    expect(await problems({ key: 'other', definition: { rule: { event: {} } } })).toMatchObject({
      audience: null,
      userErrors: [{ code: 'RULE_INVALID' }],
    })
    expect(await api.request(LIST)).toEqual({ audiences: { nodes: [{ key: 'buyers' }], totalCount: { count: 1, precision: 'EXACT' } } })
    expect(api.errors).toEqual([])
  })

  test.for<[string, RuleInput, string, RegExp]>([
    ['eight thousand conditions', { any: Array<RuleInput>(8000).fill({ all: [] }) }, '', /at most 500 conditions; this one has \d{4}/],
    [
      'a window that ends before it begins',
      { any: [{ all: [] }, { event: { name: 'A', window: { ago: { from: 'P1D', to: 'P2D' } } } }] },
      'any.1.event.window.ago',
      /not longer ago/,
    ],
    [
      'a pattern that would be tried in ever more ways',
      { not: { trait: { path: 'a', is: { matches: '((a{100}){100}){100}' } } } },
      'not.trait.is.matches',
      /RE2/,
    ],
  ])('says where a rule is wrong: %s', async ([, rule, path, message], { api }) => {
    const { createAudience } = await api.request(CREATE, { input: input({ definition: { rule } }) })
    const way = ['definition', 'rule', ...path.split('.').filter(Boolean)]
    expect(createAudience).toMatchObject({
      audience: null,
      userErrors: [{ code: 'RULE_INVALID', path: way, message: expect.stringMatching(message) }],
    })
    expect(api.errors).toEqual([])
  })

  test('takes a rule as text, and gives it back in either spelling', async ({ api }) => {
    await api.track(order('ada', 12), order('ada', 10), order('bob', 12))
    const query = "event('Order Completed').where(property('total') >= 10).within(30 days).count() >= 2"
    const { createAudience } = await api.request(CREATE, { input: input({ definition: { query: query.replace('30 days', '4 weeks 2 days') } }) })
    expect(createAudience).toMatchObject({ audience: { rule: buyers, query }, userErrors: [] })
    expect(await live(api, 'buyers')).toMatchObject({ size: 1 })
    const copy = await api.request(CREATE, { input: input({ key: 'copy', definition: { rule: createAudience.audience?.rule as RuleInput } }) })
    expect(copy.createAudience).toMatchObject({ audience: { rule: buyers, query }, userErrors: [] })
  })

  test.for([
    ["event('Order Completed').count() >= 'two'", 1, 37, "expected a number after >=, found 'two'"],
    ["trait('plan') = 'pro'\n  AND trait('a..b') = 1", 2, 13, 'A path has no empty segment'],
    ["trait('plan') = 'pro' AND NOT audience('nobody')", 1, 40, 'There is no audience with the key "nobody".'],
    ['', 1, 1, 'expected a condition'],
  ] as const)('points into the text of a rule: %s', async ([query, line, column, message], { api }) => {
    const { createAudience } = await api.request(CREATE, { input: input({ definition: { query } }) })
    const problem = {
      ...{ __typename: 'InvalidRuleError', code: 'RULE_INVALID', path: ['definition', 'query'], line, column },
      message: expect.stringContaining(`line ${line}, column ${column}: ${message}`),
    }
    expect(createAudience).toMatchObject({ audience: null, userErrors: [problem] })
    expect((await api.request(PREVIEW, { definition: { query } })).previewAudience).toMatchObject({ count: null, userErrors: [problem] })
    expect(api.errors).toEqual([])
  })

  test('takes any text for a name but what Postgres cannot hold', async ({ api }) => {
    const { createAudience } = await api.request(CREATE, { input: input({ name: 'a\0b', description: '\ud800' }) })
    expect(createAudience.audience).toMatchObject({ name: 'a\ufffdb', description: '\ufffd' })
  })
})

describe('updateAudience', () => {
  test('changes what is given and keeps what is left out', async ({ api }) => {
    const { createAudience } = await api.request(CREATE, { input: input({ description: 'old' }) })
    const id = createAudience.audience?.id ?? ''
    await live(api, 'buyers')
    const update = async (over: object) => (await api.request(UPDATE, { input: { id, ...over } })).updateAudience
    expect(await update({ name: 'New' })).toMatchObject({ audience: { name: 'New', description: 'old', enabled: true }, userErrors: [] })
    expect(await update({ description: null })).toMatchObject({ audience: { name: 'New', description: null } })
    expect(await update({ enabled: false })).toMatchObject({ audience: { enabled: false, status: 'DISABLED' } })
    expect(await update({ enabled: true })).toMatchObject({ audience: { enabled: true } })
    await live(api, 'buyers')
    expect(await update({ name: null })).toMatchObject({ audience: null, userErrors: [{ code: 'VALIDATION', path: ['name'] }] })
    expect(await update({ enabled: null })).toMatchObject({ audience: null, userErrors: [{ code: 'VALIDATION', path: ['enabled'] }] })
  })

  test('reports an audience that is not there', async ({ api }) => {
    for (const id of [NEW_ID, 'prof_06h0io5ig9tqh3cdvoj0tvh338', 'nonsense']) {
      const { updateAudience } = await api.request(UPDATE, { input: { id, name: 'New' } })
      expect(updateAudience).toMatchObject({ audience: null, userErrors: [{ __typename: 'ValidationError', code: 'NOT_FOUND', path: ['id'] }] })
    }
  })
})

describe('deleteAudience', () => {
  test('makes it absent everywhere at once, and its key free', async ({ api }) => {
    const { createAudience } = await api.request(CREATE, { input: input({ definition: { rule: { all: [] } } }) })
    await api.track({ type: 'identify', userId: 'ada' })
    const id = createAudience.audience?.id ?? ''
    expect(await api.request(DELETE, { input: { id } })).toEqual({ deleteAudience: { deletedId: id, userErrors: [] } })
    expect(await api.request(READ, { by: { id } })).toEqual({ audience: null })
    expect(await api.request(READ, { by: { key: 'buyers' } })).toEqual({ audience: null })
    expect(await api.request(LIST)).toMatchObject({ audiences: { nodes: [] } })
    const OF_ADA = graphql(
      `query AudiencesOfAda { profile(by: { userId: "ada" }) { inAudience(key: "buyers") audiences { nodes { id } totalCount { count } } } }`,
    )
    expect(await api.request(OF_ADA)).toEqual({ profile: { inAudience: null, audiences: { nodes: [], totalCount: { count: 0 } } } })
    expect((await api.request(DELETE, { input: { id } })).deleteAudience).toMatchObject({
      deletedId: null,
      userErrors: [{ code: 'NOT_FOUND', path: ['id'] }],
    })
    expect((await api.request(CREATE, { input: input() })).createAudience.userErrors).toEqual([])
  })

  test('is refused while other rules refer to it', async ({ api }) => {
    const { createAudience } = await api.request(CREATE, { input: input() })
    await api.request(CREATE, { input: input({ key: 'user', definition: { rule: { audience: { key: 'buyers' } } } }) })
    const { deleteAudience } = await api.request(DELETE, { input: { id: createAudience.audience?.id ?? '' } })
    expect(deleteAudience).toMatchObject({
      deletedId: null,
      userErrors: [{ __typename: 'InUseError', code: 'IN_USE', path: ['id'], by: [{ key: 'user' }] }],
    })
  })
})

describe('previewAudience', () => {
  test('counts who would be in, and saves nothing', async ({ api }) => {
    await api.track(order('ada', 12), order('ada', 10), order('bob', 12), { type: 'group', userId: 'ada', groupId: 'acme', traits: { seats: 3 } })
    const { previewAudience } = await api.request(PREVIEW, { definition: { rule: buyers } })
    const ada = await api.request(graphql(`query AdaForPreview { profile(by: { userId: "ada" }) { id } }`))
    expect(previewAudience).toMatchObject({ count: { count: 1, precision: 'EXACT' }, sample: [ada.profile], userErrors: [] })
    expect(previewAudience.tookMs).toBeGreaterThan(0)
    const asText = await api.request(PREVIEW, { definition: { query: "event('Order Completed').where(property('total') >= 10).count() >= 2" } })
    expect(asText.previewAudience).toMatchObject({ count: { count: 1 }, sample: [ada.profile], userErrors: [] })
    const accounts = await api.request(PREVIEW, { definition: { rule: { trait: { path: 'seats', is: { gt: 2 } } } }, entity: 'ACCOUNT' })
    expect(accounts.previewAudience).toMatchObject({ count: { count: 1 }, sample: [] })
    expect(await api.request(LIST)).toMatchObject({ audiences: { nodes: [] } })
  })

  test('says what is wrong with a rule, and where', async ({ api }) => {
    const { previewAudience } = await api.request(PREVIEW, {
      definition: { rule: { all: [{ event: { name: 'E', is: { gt: 1 } } }, { event: {} }] } },
    })
    expect(previewAudience).toMatchObject({ count: null, sample: [], userErrors: [{ __typename: 'InvalidRuleError', code: 'RULE_INVALID' }] })
    expect(previewAudience.userErrors[0]?.path?.slice(0, 4)).toEqual(['definition', 'rule', 'all', '1'])
  })

  test('follows other audiences by their rules', async ({ api }) => {
    await api.track(order('ada', 12), order('ada', 10), order('bob', 12))
    await api.request(CREATE, { input: input() })
    const { previewAudience } = await api.request(PREVIEW, { definition: { rule: { audience: { key: 'buyers', member: false } } } })
    expect(previewAudience.count).toEqual({ count: 1, precision: 'EXACT' })
  })
  test('takes the members of an audience that is switched off as they are, as an audience of that rule would', async ({ api }) => {
    await api.track(order('ada', 12), order('ada', 10), order('bob', 12))
    const { createAudience } = await api.request(CREATE, { input: input() })
    await live(api, 'buyers')
    await api.request(UPDATE, { input: { id: createAudience.audience?.id ?? '', enabled: false } })
    await api.track(order('bob', 12), order('cyd', 12))
    const rule: RuleInput = { audience: { key: 'buyers' } }
    await api.request(CREATE, { input: input({ key: 'again', definition: { rule } }) })
    const again = await live(api, 'again')
    const { previewAudience } = await api.request(PREVIEW, { definition: { rule } })
    expect(again?.members.nodes).toHaveLength(1)
    expect(previewAudience).toMatchObject({ count: { count: 1 }, sample: again?.members.nodes.map(({ profile }) => profile) })
    const others = await api.request(PREVIEW, { definition: { rule: { audience: { key: 'buyers', member: false } } } })
    expect(others.previewAudience.count).toEqual({ count: 2, precision: 'EXACT' })
  })
})

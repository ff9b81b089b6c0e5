import { describe, expect } from 'vitest'
import { type TestApi, test } from '../helpers/graphql-server.ts'

const at = (day: number) => `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z`
const said = (day: number, traits: object, more: object = {}) => ({
  type: 'identify',
  userId: 'ada',
  messageId: `m-${day}`,
  timestamp: at(day),
  traits,
  ...more,
})

interface TraitAnswer {
  readonly value: unknown
  readonly decision: string
  readonly candidates: number | null
}

async function trait(api: TestApi, name: string): Promise<TraitAnswer | null> {
  const text = 'query($name: String!) { profile(by: { userId: "ada" }) { traits(names: [$name]) trait(name: $name) { value decision candidates } } }'
  const { profile } = await api.query<{ profile: { traits: Record<string, unknown>; trait: TraitAnswer | null } }>(text, { name })
  expect(profile.traits).toEqual(profile.trait ? { [name]: profile.trait.value } : {})
  return profile.trait
}

async function mutate(api: TestApi, field: string, input: object): Promise<unknown> {
  const type =
    field === 'setTraitRule'
      ? 'SetTraitRuleInput'
      : field === 'removeTraitRule'
        ? 'RemoveTraitRuleInput'
        : field === 'lockTrait'
          ? 'LockTraitInput'
          : 'UnlockTraitInput'
  const answer = await api.query<Record<string, { userErrors: unknown[] }>>(
    `mutation($input: ${type}!) { ${field}(input: $input) { userErrors { code path } } }`,
    { input },
  )
  return answer[field]?.userErrors
}

const settled = (api: TestApi) =>
  expect
    .poll(async () => (await api.query<{ traitRules: { status: string }[] }>('{ traitRules { status } }')).traitRules.map(({ status }) => status), {
      timeout: 10_000,
    })
    .not.toContain('COMPUTING')

describe('rules about traits', () => {
  test('choose anew what there is, and what comes', async ({ api }) => {
    await api.track(said(1, { plan: 'free' }), said(2, { plan: 'pro' }), said(3, { plan: 'pro' }), said(4, { plan: 'team' }))
    expect(await trait(api, 'plan')).toEqual({ value: 'team', decision: 'LATEST', candidates: null })
    expect(await mutate(api, 'setTraitRule', { name: 'plan', kind: 'EARLIEST' })).toEqual([])
    await settled(api)
    expect(await trait(api, 'plan')).toEqual({ value: 'free', decision: 'EARLIEST', candidates: 3 })
    await api.track(said(5, { plan: 'last' }), {
      ...said(1, { plan: 'first' }),
      messageId: 'early',
      timestamp: at(1).replace('T00', 'T00').replace('2026', '2025'),
    })
    expect(await trait(api, 'plan')).toEqual({ value: 'first', decision: 'EARLIEST', candidates: 5 })
    await mutate(api, 'setTraitRule', { name: 'plan', kind: 'MOST_FREQUENT' })
    await settled(api)
    expect(await trait(api, 'plan')).toEqual({ value: 'pro', decision: 'MOST_FREQUENT', candidates: 5 })
    const rules = await api.query('{ traitRules { name entity kind sources { id } status profilesDone } }')
    expect(rules).toEqual({ traitRules: [{ name: 'plan', entity: 'PROFILE', kind: 'MOST_FREQUENT', sources: [], status: 'LIVE', profilesDone: 1 }] })
    expect(await mutate(api, 'removeTraitRule', { name: 'plan' })).toEqual([])
    await expect.poll(() => trait(api, 'plan')).toEqual({ value: 'last', decision: 'LATEST', candidates: null })
    expect(await mutate(api, 'removeTraitRule', { name: 'plan' })).toEqual([{ code: 'NOT_FOUND', path: ['name'] }])
  })

  test('take the word of the stronger source', async ({ api }) => {
    type Made = { createSource: { source: { id: string; writeKeys: { key: string }[] } } }
    const { createSource } = await api.query<Made>('mutation { createSource(input: { name: "CRM" }) { source { id writeKeys { key } } } }')
    const sourceId = createSource.source.id
    await mutate(api, 'setTraitRule', { name: 'plan', kind: 'SOURCE_PRIORITY', sources: [sourceId] })
    await api.query(`mutation($batch: [JSONObject!]!) { ingest(input: { sourceId: "${sourceId}", batch: $batch }) { accepted } }`, {
      batch: [said(1, { plan: 'crm' })],
    })
    await api.track(said(2, { plan: 'site' }))
    expect(await trait(api, 'plan')).toEqual({ value: 'crm', decision: 'SOURCE_PRIORITY', candidates: 2 })
    await api.query(`mutation($batch: [JSONObject!]!) { ingest(input: { sourceId: "${sourceId}", batch: $batch }) { accepted } }`, {
      batch: [said(3, { plan: null })],
    })
    await api.track(said(0, {}, { type: 'track', event: 'E', messageId: 'wait', timestamp: at(1) }))
    expect(await trait(api, 'plan')).toEqual({ value: 'site', decision: 'SOURCE_PRIORITY', candidates: 2 })
  })

  test('say what is wrong', async ({ api }) => {
    const wrong = async (input: object) => ((await mutate(api, 'setTraitRule', { name: 'plan', kind: 'SOURCE_PRIORITY', ...input })) as object[])[0]
    expect(await wrong({})).toEqual({ code: 'VALIDATION', path: ['sources'] })
    expect(await wrong({ sources: ['src_none'] })).toEqual({ code: 'NOT_FOUND', path: ['sources', '0'] })
    expect(await wrong({ kind: 'LATEST', sources: ['src_none'] })).toEqual({ code: 'VALIDATION', path: ['sources'] })
    expect(await wrong({ name: '', kind: 'LATEST' })).toEqual({ code: 'VALIDATION', path: ['name'] })
    await api.track(said(1, { plan: 'free' }))
    const lock = (input: object) => mutate(api, 'lockTrait', { profile: { userId: 'ada' }, name: 'plan', value: 'x', ...input })
    expect(await lock({ value: 'a\u0000' })).toEqual([{ code: 'VALIDATION', path: ['value'] }])
    expect(await lock({ value: 'x'.repeat(40_000) })).toEqual([{ code: 'VALIDATION', path: ['value'] }])
    expect(await lock({ profile: { userId: 'nobody' } })).toEqual([{ code: 'NOT_FOUND', path: ['profile'] }])
    expect(await mutate(api, 'unlockTrait', { profile: { userId: 'ada' }, name: 'plan' })).toEqual([{ code: 'CONFLICT', path: ['name'] }])
    expect(api.errors).toEqual([])
  })
})

test('a locked value stays, whatever is said, and counts in audiences', async ({ api }) => {
  await api.query(
    'mutation { createAudience(input: { key: "vips", name: "V", definition: { rule: { trait: { path: "plan", is: { eq: "vip" } } } } }) { userErrors { message } } }',
  )
  await api.track(said(1, { plan: 'free' }))
  expect(await mutate(api, 'lockTrait', { profile: { userId: 'ada' }, name: 'plan', value: 'vip' })).toEqual([])
  const size = async () => (await api.query<{ audience: { size: number } }>('{ audience(by: { key: "vips" }) { size } }')).audience.size
  expect(await size()).toBe(1)
  await api.track(said(2, { plan: 'team' }), { type: 'track', userId: 'ada', event: 'E' })
  expect(await trait(api, 'plan')).toEqual({ value: 'vip', decision: 'LOCKED', candidates: 2 })
  expect(await mutate(api, 'unlockTrait', { profile: { userId: 'ada' }, name: 'plan' })).toEqual([])
  expect(await trait(api, 'plan')).toEqual({ value: 'team', decision: 'LATEST', candidates: null })
  expect(await size()).toBe(0)
})

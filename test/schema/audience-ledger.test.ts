import { describe, expect, vi } from 'vitest'
import type { JsonObject } from '../../src/engine/json.ts'
import { errorCodes, type TestApi, test } from '../helpers/graphql-server.ts'

const plan = (...plans: string[]) => ({ rule: { trait: { path: 'plan', is: { in: plans } } } })
const CREATE = 'mutation ($input: CreateAudienceInput!) { createAudience(input: $input) { audience { id } userErrors { code } } }'
const UPDATE = 'mutation ($input: UpdateAudienceInput!) { updateAudience(input: $input) { userErrors { code } } }'

async function createPros(api: TestApi): Promise<string> {
  const input = { key: 'pros', name: 'Pros', definition: plan('pro') }
  const { createAudience } = await api.query<{ createAudience: { audience: { id: string } } }>(CREATE, { input })
  await vi.waitFor(
    async () => expect(await api.query('{ audience(by: { key: "pros" }) { status } }')).toEqual({ audience: { status: 'LIVE' } }),
    10_000,
  )
  return createAudience.audience.id
}

const has = (userId: string, value: string) => ({ type: 'identify', userId, traits: { plan: value } })

interface Change {
  readonly change: string
  readonly reason: string
  readonly at: string
  readonly committedAt: string
  readonly cursor: string
  readonly profile: { readonly traits: JsonObject } | null
}

async function changes(api: TestApi, args = ''): Promise<Change[]> {
  const text = `{ audience(by: { key: "pros" }) { changes${args} { nodes { change reason at committedAt cursor profile { traits } } totalCount { count } } } }`
  const { nodes, totalCount } = (await api.query<{ audience: { changes: { nodes: Change[]; totalCount: { count: number } } } }>(text)).audience
    .changes
  if (!args.includes('last')) expect(totalCount.count).toBe(nodes.length)
  return nodes
}

describe('Audience.changes', () => {
  test('are in the order of the commits, each with its reason', async ({ api }) => {
    await api.track(has('ada', 'pro'))
    await createPros(api)
    await api.track(has('bob', 'pro'))
    await api.track(has('bob', 'free'))
    const said = async (args?: string) => (await changes(api, args)).map(({ change, reason }) => `${change} ${reason}`)
    expect(await said()).toEqual(['ENTERED DEFINITION', 'ENTERED TRAIT', 'EXITED TRAIT'])
    expect(await said('(kinds: [EXITED])')).toEqual(['EXITED TRAIT'])
    expect(await said('(reasons: [DEFINITION, CLOCK])')).toEqual(['ENTERED DEFINITION'])
    expect(await said('(profile: { userId: "ada" })')).toEqual(['ENTERED DEFINITION'])
    expect(await said('(profile: { userId: "nobody" })')).toEqual([])
    expect(await said('(last: 1)')).toEqual(['EXITED TRAIT'])
    const moments = (await changes(api)).map(({ committedAt }) => committedAt)
    expect(moments).toEqual(moments.toSorted())
  })

  test('have the cursors of the subscription', async ({ api }) => {
    await createPros(api)
    await api.track(has('ada', 'pro'))
    await api.track(has('ada', 'free'))
    const [first, second] = await changes(api)
    const frames: unknown[] = []
    const query = `subscription { audienceMembership(by: { key: "pros" }, after: "${first?.cursor}") { cursor } }`
    const stop = api.socket().subscribe({ query }, { next: ({ data }) => frames.push(data), error: () => {}, complete: () => {} })
    await vi.waitFor(() => expect(frames).toEqual([{ audienceMembership: { cursor: second?.cursor } }]), 10_000)
    stop()
  })
})

test('Audience.membersAsOf and sizeAsOf look back', async ({ api }) => {
  await api.track(has('ada', 'pro'), has('bob', 'free'))
  await createPros(api)
  await api.track(has('ada', 'free'), has('bob', 'pro'))
  const [entered, ...later] = await changes(api)
  expect(later).toHaveLength(2)
  const at = async (moment: string | undefined) => {
    const text = `query ($at: DateTime!) { audience(by: { key: "pros" }) {
      sizeAsOf(at: $at) membersAsOf(at: $at) { nodes { profileId profile { id identifiers { nodes { value } } } } totalCount { count } } } }`
    type Members = { profileId: string; profile: { id: string; identifiers: { nodes: { value: string }[] } } }[]
    type Answer = { audience: { sizeAsOf: number; membersAsOf: { nodes: Members; totalCount: { count: number } } } }
    const { audience } = await api.query<Answer>(text, { at: moment })
    const { nodes, totalCount } = audience.membersAsOf
    expect([audience.sizeAsOf, totalCount.count]).toEqual([nodes.length, nodes.length])
    for (const { profileId, profile } of nodes) expect(profile.id).toBe(profileId)
    return nodes.map(({ profile }) => profile.identifiers.nodes[0]?.value)
  }
  expect(await at('2020-01-01T00:00:00Z')).toEqual([])
  expect(await at(entered?.committedAt)).toEqual(['ada'])
  expect(await at(later.at(-1)?.committedAt)).toEqual(['bob'])
  const now = '{ audience(by: { key: "pros" }) { membersAsOf { nodes { profile { traits } } } } }'
  expect(await api.query(now)).toEqual({ audience: { membersAsOf: { nodes: [{ profile: { traits: { plan: 'pro' } } }] } } })
})

describe('previewAudienceEdit', () => {
  const PREVIEW = `query ($of: AudienceBy!, $definition: AudienceDefinitionInput!) { previewAudienceEdit(of: $of, definition: $definition) {
    difference { size sizeAfter entering leaving enteringSample { traits } leavingSample { traits } } tookMs userErrors { code path } } }`
  type Preview = { previewAudienceEdit: { difference: JsonObject | null; tookMs: number; userErrors: { code: string; path: string[] }[] } }
  const preview = async (api: TestApi, definition: object, of: object = { key: 'pros' }) =>
    (await api.query<Preview>(PREVIEW, { of, definition })).previewAudienceEdit

  test('says who would enter and who would leave, and saves nothing', async ({ api }) => {
    await api.track(has('ada', 'pro'), has('bob', 'free'), has('cleo', 'max'), has('dan', 'pro'))
    const id = await createPros(api)
    const { difference, tookMs, userErrors } = await preview(api, plan('free', 'max'))
    expect(userErrors).toEqual([])
    expect(tookMs).toBeGreaterThan(0)
    expect(difference).toMatchObject({ size: 2, sizeAfter: 2, entering: 2, leaving: 2 })
    const plans = (sample: string) => ((difference?.[sample] ?? []) as { traits: { plan: string } }[]).map(({ traits }) => traits.plan).sort()
    expect([plans('enteringSample'), plans('leavingSample')]).toEqual([
      ['free', 'max'],
      ['pro', 'pro'],
    ])
    expect((await preview(api, { query: "trait('plan') = 'pro' OR trait('plan') = 'max'" }, { id })).difference).toMatchObject({
      entering: 1,
      leaving: 0,
    })
    expect(await changes(api)).toHaveLength(2)
  })

  test('says what is wrong with it', async ({ api }) => {
    await createPros(api)
    expect(await preview(api, plan('x'), { key: 'nothing' })).toMatchObject({ difference: null, userErrors: [{ code: 'NOT_FOUND', path: ['of'] }] })
    expect(await preview(api, { rule: { audience: { key: 'pros' } } })).toMatchObject({ userErrors: [{ code: 'RULE_CYCLE' }] })
    expect(await preview(api, { rule: { audience: { key: 'nothing' } } })).toMatchObject({ userErrors: [{ code: 'RULE_INVALID' }] })
    expect(await errorCodes(api.query(UPDATE, { input: { id: 'aud_0', definition: {} } }))).toEqual(['BAD_USER_INPUT'])
  })
})

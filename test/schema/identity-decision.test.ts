import { expect } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { type TestApi, test } from '../helpers/graphql-server.ts'

const WHY = graphql(`
  query WhyOfEvents($by: ProfileBy!) {
    profile(by: $by) {
      id
      events(last: 50) {
        nodes {
          messageId
          profile { id }
          identityDecision { outcome identifiers { type raw value fate reason limitedBy } matchedProfileIds refusal rules { version } }
        }
      }
    }
  }
`)
const RULES = graphql(
  `mutation RulesForDecisions($input: UpdateIdentityRulesInput!) { updateIdentityRules(input: $input) { userErrors { message } } }`,
)
const ID = graphql(`query IdForDecision($by: ProfileBy!) { profile(by: $by) { id } }`)

const identify = (messageId: string, ids: object, traits: object = {}) => ({ type: 'identify', messageId, ...ids, traits })

async function decisionsOf(api: TestApi, userId: string) {
  const { profile } = await api.request(WHY, { by: { userId } })
  const told = (profile?.events.nodes ?? []).map(({ messageId, identityDecision: { identifiers, ...decision } }) => {
    const fates = identifiers.map(({ type, fate, limitedBy }) => `${type} ${fate}${limitedBy ? ` by ${limitedBy}` : ''}`)
    return [messageId, { ...decision, fates, identifiers }] as const
  })
  return new Map(told)
}

test('an event tells what it found, added, made and joined, and what was left out by which limit', async ({ api }) => {
  await api.track(identify('m1', { userId: 'abc123' }, { email: 'jane@example.com' }))
  await api.track(identify('m2', { userId: 'abc456' }, { email: ' Jane@Example.com' }))
  await api.track({ type: 'track', event: 'E', messageId: 'm3', anonymousId: 'web' }, identify('m4', { userId: 'abc123', anonymousId: 'app' }))
  const web = (await api.request(ID, { by: { anonymousId: 'web' } })).profile?.id
  const jane = (await api.request(ID, { by: { userId: 'abc123' } })).profile?.id
  await api.track(identify('m5', { userId: 'abc123', anonymousId: 'web' }), { type: 'track', event: 'E', messageId: 'm6', userId: 'abc123' })
  const first = await decisionsOf(api, 'abc123')
  expect(first.get('m1')).toMatchObject({ outcome: 'CREATED', fates: ['user_id ADDED', 'email ADDED'], matchedProfileIds: [] })
  expect(first.get('m3')).toMatchObject({ outcome: 'CREATED', fates: ['anonymous_id ADDED'] })
  expect(first.get('m4')).toMatchObject({ outcome: 'EXTENDED', fates: ['user_id FOUND', 'anonymous_id ADDED'], matchedProfileIds: [jane] })
  expect(first.get('m5')).toMatchObject({ outcome: 'MERGED', fates: ['user_id FOUND', 'anonymous_id FOUND'], rules: { version: 0 } })
  expect(first.get('m5')?.matchedProfileIds.toSorted()).toEqual([jane, web].sort())
  expect(first.get('m6')).toMatchObject({ outcome: 'FOUND', fates: ['user_id FOUND'], refusal: null })
  const other = await decisionsOf(api, 'abc456')
  expect(other.get('m2')).toMatchObject({ outcome: 'CREATED', fates: ['user_id ADDED', 'email LEFT_OUT by user_id'] })
  expect(other.get('m2')?.identifiers[1]).toEqual({
    ...{ type: 'email', raw: ' Jane@Example.com', value: 'jane@example.com', fate: 'LEFT_OUT', limitedBy: 'user_id' },
    reason: 'The profile would have held more than 1 user_id.',
  })
})

test('an event tells the same of its account', async ({ api }) => {
  const call = (messageId: string, groupId: string | null, ...ids: readonly string[]) => ({
    ...{ type: groupId ? 'group' : 'track', event: 'E', messageId, userId: 'ada', ...(groupId && { groupId }) },
    context: { externalIds: ids.map((id) => ({ collection: 'accounts', type: 'crm_id', id, encoding: 'none' })) },
  })
  await api.track(call('m1', null, '7'), call('m2', 'acme', '7'), call('m3', 'umbra', '8'), call('m4', 'acme', '8'), call('m5', 'umbra'))
  await api.request(RULES, { input: { rules: { types: [{ type: 'group_id', limit: { count: 2 } }] } } })
  await api.track(call('m6', null, '7', '8'))
  type Told = { outcome: string; identifiers: { type: string; fate: string }[]; matchedAccountIds: string[] } | null
  const { profile } = await api.query<{ profile: { events: { nodes: { messageId: string; identityDecision: { account: Told } }[] } } }>(
    `{ profile(by: { userId: "ada" }) { events { nodes { messageId identityDecision { account { outcome identifiers { type fate } matchedAccountIds } } } } } }`,
  )
  const told = new Map(profile.events.nodes.map(({ messageId, identityDecision }) => [messageId, identityDecision.account]))
  const fates = (id: string) => [told.get(id)?.outcome, ...(told.get(id)?.identifiers ?? []).map(({ type, fate }) => `${type} ${fate}`)]
  expect(fates('m1')).toEqual(['NOBODY', 'crm_id UNKNOWN'])
  expect(fates('m2')).toEqual(['CREATED', 'group_id ADDED', 'crm_id ADDED'])
  expect(fates('m4')).toEqual(['FOUND', 'group_id FOUND', 'crm_id LEFT_OUT'])
  expect(fates('m5')).toEqual(['FOUND', 'group_id FOUND'])
  expect(fates('m6')).toEqual(['MERGED', 'crm_id FOUND', 'crm_id FOUND'])
  expect(told.get('m6')?.matchedAccountIds.toSorted()).toEqual(['m4', 'm5'].flatMap((id) => told.get(id)?.matchedAccountIds ?? []).toSorted())
})

test('what is blocked or does not join is told by the rules of then, also after they have changed', async ({ api, db }) => {
  const rules = { types: [{ type: 'email', joins: false }], blocked: { values: ['kiosk'] }, mostIdentifiers: 1 }
  expect((await api.request(RULES, { input: { rules } })).updateIdentityRules.userErrors).toEqual([])
  await api.track(
    identify('m1', { userId: 'ada', anonymousId: 'kiosk' }, { email: 'ada@example.com' }),
    identify('m2', { userId: 'ada', anonymousId: 'a' }),
    { type: 'group', messageId: 'm3', userId: 'ada', groupId: 'g' },
  )
  await api.request(RULES, { input: { rules: {} } })
  await api.track({ type: 'track', event: 'E', messageId: 'm4', userId: 'ada', anonymousId: 'kiosk' })
  const told = await decisionsOf(api, 'ada')
  expect(told.get('m1')).toMatchObject({
    outcome: 'CREATED',
    fates: ['user_id ADDED', 'anonymous_id BLOCKED', 'email NOT_JOINING'],
    rules: { version: 1 },
  })
  expect(told.get('m2')).toMatchObject({ outcome: 'FOUND', fates: ['user_id FOUND', 'anonymous_id REFUSED'], refusal: 'mapping_limit' })
  expect(told.get('m3')).toMatchObject({ outcome: 'FOUND', fates: ['user_id FOUND', 'group_id ADDED'] })
  expect(told.get('m4')).toMatchObject({ outcome: 'EXTENDED', fates: ['user_id FOUND', 'anonymous_id ADDED'], rules: { version: 2 } })
  const plain = await db.prisma.$queryRaw`select count(*)::int as count from events where identity is null`
  expect(plain).toEqual([{ count: 0 }])
})

test('an event of nobody tells why, and one that only found its profile keeps nothing', async ({ api, db }) => {
  await api.track({ type: 'track', event: 'E', messageId: 'm1', userId: 'null' }, identify('m2', { userId: 'ada' }), {
    type: 'track',
    event: 'E',
    messageId: 'm3',
    userId: 'ada',
  })
  expect(await db.prisma.$queryRaw`select message_id, identity from events order by 1`).toEqual([
    { message_id: 'm1', identity: null },
    { message_id: 'm2', identity: { created: true } },
    { message_id: 'm3', identity: null },
  ])
  const WATCHED = graphql(`
    subscription DecisionsAsTheyCome { eventReceived { event { messageId identityDecision { outcome identifiers { fate reason } } } } }
  `)
  const watched = api.subscribe(WATCHED, {})
  await expect.poll(() => api.watched()).toBeGreaterThan(0)
  await api.track({ type: 'track', event: 'E', messageId: 'm4', userId: 'null' })
  await expect.poll(() => watched.frames.length, { timeout: 10_000 }).toBe(1)
  expect(watched.frames[0]?.eventReceived.event).toEqual({
    messageId: 'm4',
    identityDecision: {
      outcome: 'NOBODY',
      identifiers: [{ fate: 'BLOCKED', reason: 'The user_id "null" is blocked: it identifies nobody.' }],
    },
  })
  watched.stop()
})

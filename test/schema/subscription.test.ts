import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, vi } from 'vitest'
import { parseUuid } from '../../src/schema/global-id.ts'
import { graphql } from '../generated/gql.ts'
import { commitChanges } from '../helpers/audience-rows.ts'
import { type TestApi, test } from '../helpers/graphql-server.ts'

const COUNT = graphql(`
  subscription AudienceCount($by: AudienceBy!, $sinceVersion: SafeInt, $throttle: Duration) {
    audienceCount(by: $by, sinceVersion: $sinceVersion, throttle: $throttle) { audienceId key status size version asOf entered exited }
  }
`)
const CHANGES = graphql(`
  subscription AudienceMembership($by: AudienceBy!, $after: String) {
    audienceMembership(by: $by, after: $after) { cursor audienceId profileId profile { id traits } change at reason }
  }
`)
const CREATE = graphql(`
  mutation CreateForSubscription($input: CreateAudienceInput!) { createAudience(input: $input) { audience { id } userErrors { message } } }
`)
const UPDATE = graphql(`mutation UpdateForSubscription($input: UpdateAudienceInput!) { updateAudience(input: $input) { audience { status } } }`)
const DELETE = graphql(`mutation DeleteForSubscription($input: DeleteInput!) { deleteAudience(input: $input) { deletedId } }`)
const STATUS = graphql(`query StatusForSubscription { audience(by: { key: "pros" }) { status } }`)

const by = { key: 'pros' }

/** An audience of those whose plan is pro, computed. */
async function createPros(api: TestApi): Promise<string> {
  const rule = { trait: { path: 'plan', is: { eq: 'pro' } } }
  const { createAudience } = await api.request(CREATE, { input: { key: 'pros', name: 'Pros', definition: { rule } } })
  await vi.waitFor(async () => expect(await api.request(STATUS)).toEqual({ audience: { status: 'LIVE' } }), 10_000)
  return createAudience.audience?.id ?? ''
}
const plan = (userId: string, name: string) => ({ type: 'identify', userId, traits: { plan: name } })

describe('audienceCount', () => {
  test('shows the size at once, then after each change', async ({ api }) => {
    const audienceId = await createPros(api)
    const { frames } = api.subscribe(COUNT, { by, throttle: 'PT0S' })
    await vi.waitFor(() =>
      expect(frames).toMatchObject([{ audienceCount: { audienceId, key: 'pros', status: 'LIVE', size: 0, version: 0, entered: 0, exited: 0 } }]),
    )
    await api.track(plan('ada', 'pro'), plan('bob', 'free'))
    await vi.waitFor(() => expect(frames.at(-1)).toMatchObject({ audienceCount: { size: 1, version: 1, entered: 1, exited: 0 } }))
    await api.track(plan('ada', 'free'), plan('bob', 'pro'))
    await vi.waitFor(() => expect(frames.at(-1)).toMatchObject({ audienceCount: { size: 1, entered: 2, exited: 1 } }))
    expect(frames.map(({ audienceCount }) => audienceCount.version)).toEqual(
      frames.map(({ audienceCount }) => audienceCount.version).toSorted((a, b) => a - b),
    )
    expect(api.errors).toEqual([])
  })

  test('folds the changes within the throttle into the latest', async ({ api, db }) => {
    const audienceId = parseUuid('aud', await createPros(api)) ?? ''
    const { frames } = api.subscribe(COUNT, { by, throttle: 'PT2S' })
    await vi.waitFor(() => expect(frames.length).toBe(1))
    for (let n = 0; n < 10; n++) {
      await commitChanges(db, api.workspaceId, audienceId, { entered: [crypto.randomUUID()] })
      await sleep(100)
    }
    await vi.waitFor(() => expect(frames.at(-1)).toMatchObject({ audienceCount: { size: 10, version: 10 } }), 5_000)
    expect(frames.length).toBeLessThanOrEqual(3)
  })

  test('leaves out the first frame while the version is known', async ({ api }) => {
    await createPros(api)
    await api.track(plan('ada', 'pro'))
    const known = api.subscribe(COUNT, { by, sinceVersion: 1 })
    const behind = api.subscribe(COUNT, { by, sinceVersion: 0 })
    await vi.waitFor(() => expect(behind.frames).toMatchObject([{ audienceCount: { version: 1 } }]))
    await sleep(300)
    expect(known.frames).toEqual([])
    await api.track(plan('bob', 'pro'))
    await vi.waitFor(() => expect(known.frames).toMatchObject([{ audienceCount: { version: 2, size: 2 } }]))
  })

  test('shows that the audience is switched off and on, and ends when it is deleted', async ({ api }) => {
    const id = await createPros(api)
    await api.track(plan('ada', 'pro'))
    const { frames, ended } = api.subscribe(COUNT, { by: { id } })
    await vi.waitFor(() => expect(frames.length).toBe(1))
    await api.request(UPDATE, { input: { id, enabled: false } })
    await vi.waitFor(() => expect(frames.at(-1)).toMatchObject({ audienceCount: { status: 'DISABLED', size: 1 } }), 3_000)
    await api.request(UPDATE, { input: { id, enabled: true } })
    await vi.waitFor(() => expect(frames.at(-1)).toMatchObject({ audienceCount: { status: 'LIVE', size: 1 } }), 10_000)
    expect(frames.map(({ audienceCount }) => audienceCount.status)).not.toContain('COMPUTING')
    await api.request(DELETE, { input: { id } })
    expect(await ended).toBeNull()
  })

  test('is refused for an audience that is not there, or not of this workspace, and for a throttle out of range', async ({ api }) => {
    await createPros(api)
    const refused = async (variables: object) => {
      const error = await api.subscribe(COUNT, { by, ...variables }).ended
      return (error as { extensions?: { code?: string; requestId?: string } }[]).map(({ extensions }) => [
        extensions?.code,
        typeof extensions?.requestId,
      ])
    }
    expect(await refused({ by: { key: 'none' } })).toEqual([['NOT_FOUND', 'string']])
    expect(await refused({ by: { id: 'nonsense' } })).toEqual([['NOT_FOUND', 'string']])
    expect(await refused({ throttle: 'PT61S' })).toEqual([['BAD_USER_INPUT', 'string']])
    expect(await refused({ throttle: 'P1M' })).toEqual([['BAD_USER_INPUT', 'string']])
    expect(await refused({ by: {} })).toEqual([['BAD_USER_INPUT', 'string']])
  })
})

describe('audienceMembership', () => {
  test('shows entries and exits in order, and resumes after a cursor without loss or repetition', async ({ api }) => {
    const audienceId = await createPros(api)
    const live = api.subscribe(CHANGES, { by })
    await sleep(500)
    await api.track(plan('ada', 'pro'))
    await api.track(plan('bob', 'pro'))
    await api.track(plan('ada', 'free'))
    await vi.waitFor(() => expect(live.frames.length).toBe(3))
    const changes = live.frames.map(({ audienceMembership }) => audienceMembership)
    expect(changes.map(({ change, profile }) => [change, profile?.traits])).toEqual(
      [
        ['ENTERED', { plan: 'free' }],
        ['ENTERED', { plan: 'pro' }],
        ['EXITED', { plan: 'free' }],
      ].map(([change, traits], n) => [change, n === 0 ? expect.anything() : traits]),
    )
    expect(changes[0]).toMatchObject({ audienceId, profileId: changes[2]?.profileId, at: expect.any(String), reason: expect.any(String) })
    live.stop()
    await api.track(plan('cyd', 'pro'))
    for (const [n, { cursor }] of changes.entries()) {
      const resumed = api.subscribe(CHANGES, { by, after: cursor })
      await vi.waitFor(() => expect(resumed.frames.length).toBe(3 - n))
      expect(resumed.frames.map(({ audienceMembership }) => audienceMembership.cursor).slice(0, 2 - n)).toEqual(
        changes.slice(n + 1).map((one) => one.cursor),
      )
      resumed.stop()
    }
    expect(api.errors).toEqual([])
  })

  test('says so when what comes after a cursor is no longer kept', async ({ api, db }) => {
    await createPros(api)
    const live = api.subscribe(CHANGES, { by })
    await sleep(500)
    for (const userId of ['ada', 'bob', 'cyd']) await api.track(plan(userId, 'pro'))
    await vi.waitFor(() => expect(live.frames.length).toBe(3))
    await db.pool.query('delete from audience_change_sets where version <= 2')
    const [first, second] = live.frames.map(({ audienceMembership }) => audienceMembership.cursor)
    expect(await api.subscribe(CHANGES, { by, after: first ?? '' }).ended).toMatchObject([{ extensions: { code: 'RESUME_GAP' } }])
    const resumed = api.subscribe(CHANGES, { by, after: second ?? '' })
    await vi.waitFor(() => expect(resumed.frames.length).toBe(1))
    expect(await api.subscribe(CHANGES, { by, after: 'nonsense' }).ended).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })

  test('shows who a merged profile has become', async ({ api }) => {
    await createPros(api)
    const { frames } = api.subscribe(CHANGES, { by })
    await sleep(500)
    await api.track({ type: 'identify', anonymousId: 'anon', traits: { plan: 'pro' } })
    await vi.waitFor(() => expect(frames.length).toBe(1))
    await api.track({ type: 'identify', userId: 'ada', traits: { city: 'Graz' } }, { type: 'identify', userId: 'ada', anonymousId: 'anon' })
    const PERSON = graphql(`query PersonForSubscription { profile(by: { userId: "ada" }) { id traits } }`)
    const { profile } = await api.request(PERSON)
    const again = api.subscribe(CHANGES, { by, after: Buffer.from('0.0').toString('base64url') })
    await vi.waitFor(() => expect(again.frames.length).toBeGreaterThan(0))
    for (const { audienceMembership } of again.frames) expect(audienceMembership.profile).toEqual(profile)
  })
})

import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, vi } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { type TestApi, test } from '../helpers/graphql-server.ts'

const COUNTS = graphql(`
  subscription AudienceCounts($keys: [String!], $throttle: Duration) { audienceCounts(keys: $keys, throttle: $throttle) { key status size version } }
`)
const PROFILE = graphql(`
  subscription ProfileUpdated($by: ProfileBy!) { profileUpdated(by: $by, throttle: "PT0S") { version mergedInto profile { id traits } } }
`)
const EVENTS = graphql(`
  subscription EventReceived($names: [String!], $sourceId: ID) {
    eventReceived(names: $names, sourceId: $sourceId) { skipped event { name userId properties profile { traits } source { name } } }
  }
`)
const FIND = graphql(`query FindForLive($by: ProfileBy!) { profile(by: $by) { id } }`)
const SOURCES = graphql(`query SourcesForLive { sources { nodes { id } } }`)

async function createAudience(api: TestApi, key: string, rule: object): Promise<void> {
  await api.query('mutation ($input: CreateAudienceInput!) { createAudience(input: $input) { userErrors { message } } }', {
    input: { key, name: key, definition: { rule } },
  })
  await vi.waitFor(
    async () =>
      expect(await api.query('query ($key: String!) { audience(by: { key: $key }) { status } }', { key })).toEqual({ audience: { status: 'LIVE' } }),
    20_000,
  )
}
const hasPlan = (name: string) => ({ trait: { path: 'plan', is: { eq: name } } })
const plan = (userId: string, name: string) => ({ type: 'identify', userId, traits: { plan: name } })
const ordered = (userId: string, total: number) => ({ type: 'track', userId, event: 'Order Completed', properties: { total } })
const codesOf = (errors: unknown) => (errors as { extensions: { code: string } }[]).map(({ extensions }) => extensions.code)

describe('audienceCounts', () => {
  test('shows all audiences at once, each change as a frame about one of them, and those that come later', async ({ api }) => {
    await createAudience(api, 'pros', hasPlan('pro'))
    await createAudience(api, 'frees', hasPlan('free'))
    const all = api.subscribe(COUNTS, {})
    const some = api.subscribe(COUNTS, { keys: ['pros'] })
    const sizes = ({ frames }: typeof all) => Object.fromEntries(frames.map(({ audienceCounts: { key, size } }) => [key, size]))
    await vi.waitFor(() => expect([sizes(all), sizes(some)]).toEqual([{ pros: 0, frees: 0 }, { pros: 0 }]), 5_000)
    await api.track(plan('ada', 'pro'), plan('bob', 'free'), plan('cyd', 'free'))
    await vi.waitFor(() => expect([sizes(all), sizes(some)]).toEqual([{ pros: 1, frees: 2 }, { pros: 1 }]), 5_000)
    await createAudience(api, 'everyone', { all: [] })
    await vi.waitFor(() => expect(sizes(all)).toEqual({ pros: 1, frees: 2, everyone: 3 }), 5_000)
    expect(sizes(some)).toEqual({ pros: 1 })
    expect(api.errors).toEqual([])
  })

  test('is refused for a key that names no audience', async ({ api }) => {
    expect(codesOf(await api.subscribe(COUNTS, { keys: ['none'] }).ended)).toEqual(['NOT_FOUND'])
  })
})

describe('profileUpdated', () => {
  test('shows the profile at once, then after each change, and nothing when others change', async ({ api }) => {
    await api.track(plan('ada', 'free'))
    const { frames } = api.subscribe(PROFILE, { by: { userId: 'ada' } })
    const plans = () => frames.map(({ profileUpdated: { profile } }) => profile?.traits?.['plan'])
    await vi.waitFor(() => expect(plans()).toEqual(['free']), 5_000)
    await api.track(plan('bob', 'free'))
    await api.track(plan('ada', 'pro'))
    await vi.waitFor(() => expect(plans()).toEqual(['free', 'pro']), 5_000)
    expect(frames.every(({ profileUpdated }) => profileUpdated.mergedInto === null)).toBe(true)
    expect(api.errors).toEqual([])
  })

  test('follows a merge', async ({ api }) => {
    await api.track(plan('older', 'pro'))
    await api.track({ type: 'track', anonymousId: 'phone', event: 'Seen' })
    const { frames } = api.subscribe(PROFILE, { by: { anonymousId: 'phone' } })
    await vi.waitFor(() => expect(frames.length).toBe(1), 5_000)
    await api.track({ type: 'identify', userId: 'older', anonymousId: 'phone' })
    const { profile } = await api.request(FIND, { by: { userId: 'older' } })
    await vi.waitFor(
      () => expect(frames.at(-1)).toMatchObject({ profileUpdated: { mergedInto: profile?.id, profile: { traits: { plan: 'pro' } } } }),
      5_000,
    )
    await api.track(plan('older', 'free'))
    await vi.waitFor(() => expect(frames.at(-1)).toMatchObject({ profileUpdated: { profile: { traits: { plan: 'free' } } } }), 5_000)
    expect(api.errors).toEqual([])
  })

  test('ends with null when the profile is deleted', async ({ api, db }) => {
    await api.track(plan('ada', 'free'))
    const { frames, ended } = api.subscribe(PROFILE, { by: { userId: 'ada' } })
    await vi.waitFor(() => expect(frames.length).toBe(1), 5_000)
    await db.pool.query('update profiles set deleted_at = engine_now()')
    expect(await ended).toBeNull()
    expect(frames.at(-1)).toEqual({ profileUpdated: { version: expect.any(Number), mergedInto: null, profile: null } })
  })

  test('is refused for a profile that is not there, or not of this workspace', async ({ api }) => {
    await api.track(plan('ada', 'free'))
    expect(codesOf(await api.subscribe(PROFILE, { by: { userId: 'nobody' } }).ended)).toEqual(['NOT_FOUND'])
    expect(codesOf(await api.subscribe(PROFILE, { by: { id: 'prof_nonsense' } }).ended)).toEqual(['NOT_FOUND'])
  })
})

describe('eventReceived', () => {
  test('shows events as they are committed, of those names and that source', async ({ api }) => {
    const { sources } = await api.request(SOURCES)
    const all = api.subscribe(EVENTS, {})
    const orders = api.subscribe(EVENTS, { names: ['Order Completed'], sourceId: sources.nodes[0]?.id ?? '' })
    const elsewhere = api.subscribe(EVENTS, { names: ['Nothing'] })
    // A worker hears of an interest before long.
    await sleep(500)
    await api.track(plan('ada', 'pro'), ordered('ada', 5), { type: 'track', userId: 'bob', event: 'Seen' })
    const names = ({ frames }: typeof all) => frames.map(({ eventReceived: { event } }) => event.name).sort()
    await vi.waitFor(() => expect([names(all), names(orders)]).toEqual([['$identify', 'Order Completed', 'Seen'], ['Order Completed']]), 5_000)
    expect(orders.frames).toMatchObject([
      {
        eventReceived: {
          skipped: 0,
          event: { userId: 'ada', properties: { total: 5 }, profile: { traits: { plan: 'pro' } }, source: { name: 'HTTP' } },
        },
      },
    ])
    expect(elsewhere.frames).toEqual([])
    expect(api.errors).toEqual([])
  })

  test('shows at most 50 a second, and says how many it left out', async ({ api }) => {
    const { frames } = api.subscribe(EVENTS, { names: ['Order Completed'] })
    await sleep(500)
    const start = performance.now()
    await api.track(...Array.from({ length: 400 }, (_, n) => ordered(`person-${n}`, n)))
    const seen = () => frames.reduce((sum, { eventReceived: { skipped } }) => sum + 1 + skipped, 0)
    await sleep(1_500)
    await api.track(ordered('last', -1))
    await vi.waitFor(() => expect(frames.at(-1)).toMatchObject({ eventReceived: { event: { userId: 'last' } } }), 10_000)
    expect(seen()).toBe(401)
    expect(frames.length).toBeLessThanOrEqual(50 + Math.ceil(((performance.now() - start) / 1000) * 50))
    expect(api.errors).toEqual([])
  })

  test('is refused when there are too many different ones', async ({ api }) => {
    const tails = await Promise.all(
      Array.from({ length: 3 }, async (_, n) => {
        const client = api.socket()
        const filters = Array.from({ length: 40 }, (_, m) => `Name ${n} ${m}`)
        const codes = filters.map(
          (name) =>
            new Promise<string>((resolve) => {
              const query = 'subscription ($names: [String!]) { eventReceived(names: $names) { skipped } }'
              client.subscribe(
                { query, variables: { names: [name] } },
                {
                  next: ({ errors }) => resolve(String(errors?.[0]?.extensions?.['code'])),
                  error: () => resolve('error'),
                  complete: () => resolve('complete'),
                },
              )
            }),
        )
        return Promise.race([Promise.any(codes), sleep(5_000, 'none')])
      }),
    )
    expect(tails).toContain('RATE_LIMITED')
    expect(api.watched()).toBe(100)
  }, 20_000)

  test('is refused for a source that is not there', async ({ api }) => {
    expect(codesOf(await api.subscribe(EVENTS, { sourceId: 'src_nonsense' }).ended)).toEqual(['NOT_FOUND'])
  })
})

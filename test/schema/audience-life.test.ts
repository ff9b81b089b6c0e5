import fc from 'fast-check'
import { describe, expect, vi } from 'vitest'
import { type TestApi, test } from '../helpers/graphql-server.ts'

interface Problem {
  readonly code: string
  readonly path: string[] | null
}
interface Answer {
  readonly audience: { readonly id: string; readonly [field: string]: unknown } | null
  readonly userErrors: Problem[]
}

const FIELDS = 'audience { id key name description labels folder entity rule enabled } userErrors { code path }'

/** Runs a mutation with its one input. */
async function mutate<Result = Answer>(api: TestApi, name: string, input: object, fields = FIELDS): Promise<Result> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`
  const text = `mutation ($input: ${name === 'deleteAudience' ? 'DeleteInput' : type}!) { ${name}(input: $input) { ${fields} } }`
  return (await api.query<Record<string, Result>>(text, { input }))[name] as Result
}

const plan = (value: string) => ({ rule: { trait: { path: 'plan', is: { eq: value } } } })
const create = (api: TestApi, key: string, more: object = {}) =>
  mutate(api, 'createAudience', { key, name: key.toUpperCase(), definition: plan('pro'), ...more })

async function allLive(api: TestApi): Promise<void> {
  const text = '{ audiences { nodes { status } } }'
  await vi.waitFor(async () => {
    const { audiences } = await api.query<{ audiences: { nodes: { status: string }[] } }>(text)
    expect(audiences.nodes.filter(({ status }) => status !== 'LIVE')).toEqual([])
  }, 10_000)
}

describe('labels and folders', () => {
  const LIST = 'query ($labels: [String!], $folder: String) { audiences(labels: $labels, folder: $folder) { nodes { key } totalCount { count } } }'
  const keys = async (api: TestApi, filter: object) => {
    const { audiences } = await api.query<{ audiences: { nodes: { key: string }[]; totalCount: { count: number } } }>(LIST, filter)
    expect(audiences.totalCount.count).toBe(audiences.nodes.length)
    return audiences.nodes.map(({ key }) => key)
  }

  test('are by what audiences are found again', async ({ api }) => {
    const { audience } = await create(api, 'a', { labels: ['growth', ' trial ', 'growth'], folder: 'Growth/Trials' })
    expect(audience).toMatchObject({ labels: ['growth', 'trial'], folder: 'Growth/Trials' })
    await create(api, 'b', { labels: ['growth'] })
    await create(api, 'c')
    expect(await keys(api, {})).toEqual(['a', 'b', 'c'])
    expect(await keys(api, { labels: ['growth'] })).toEqual(['a', 'b'])
    expect(await keys(api, { labels: ['growth', 'trial'] })).toEqual(['a'])
    expect(await keys(api, { folder: 'Growth/Trials' })).toEqual(['a'])
    expect(await keys(api, { labels: ['nothing'] })).toEqual([])
    const changed = await mutate(api, 'updateAudience', { id: audience?.id, labels: [], folder: null })
    expect(changed.audience).toMatchObject({ labels: [], folder: null, name: 'A' })
    const kept = await mutate(api, 'updateAudience', { id: audience?.id, name: 'Still' })
    expect(kept.audience).toMatchObject({ labels: [], folder: null, name: 'Still' })
  })

  test('are bounded', async ({ api }) => {
    for (const [field, value] of [
      ['labels', ['']],
      ['labels', ['x'.repeat(61)]],
      ['labels', Array.from({ length: 21 }, (_, n) => `l${n}`)],
      ['folder', ' '],
      ['folder', 'x'.repeat(256)],
    ] as const) {
      expect((await create(api, 'a', { [field]: value })).userErrors, field).toMatchObject([{ code: 'VALIDATION', path: [field] }])
    }
    const { audience } = await create(api, 'a')
    expect((await mutate(api, 'updateAudience', { id: audience?.id, labels: null })).userErrors).toMatchObject([
      { code: 'VALIDATION', path: ['labels'] },
    ])
  })
})

describe('cloneAudience', () => {
  test('makes another audience of the same rule, which goes its own way', async ({ api }) => {
    await api.track({ type: 'identify', userId: 'ada', traits: { plan: 'pro' } })
    const original = (await create(api, 'pros', { description: 'Who pays.', labels: ['paid'], folder: 'Sales' })).audience
    const { audience, userErrors } = await mutate(api, 'cloneAudience', { id: original?.id, key: 'copies', name: 'Copies' })
    expect(userErrors).toEqual([])
    expect(audience).toEqual({ ...original, id: audience?.id, key: 'copies', name: 'Copies' })
    await allLive(api)
    await mutate(api, 'updateAudience', { id: original?.id, definition: plan('free') })
    const read = '{ audience(by: { key: "copies" }) { rule size } }'
    expect(await api.query(read)).toEqual({ audience: { rule: plan('pro').rule, size: 1 } })
  })

  test('says what is in the way', async ({ api }) => {
    const id = (await create(api, 'pros')).audience?.id
    expect((await mutate(api, 'cloneAudience', { id, key: 'pros', name: 'Pros' })).userErrors).toMatchObject([{ code: 'KEY_TAKEN' }])
    expect((await mutate(api, 'cloneAudience', { id, key: 'No', name: 'Pros' })).userErrors).toMatchObject([{ code: 'VALIDATION', path: ['key'] }])
    expect((await mutate(api, 'cloneAudience', { id: 'aud_0', key: 'no', name: 'No' })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})

describe('Audience.consumers', () => {
  test('are what would miss it; it can go when they have let go of it', async ({ api }) => {
    const id = (await create(api, 'pros')).audience?.id
    const by = async () => {
      const text = 'query ($id: ID!) { audience(by: { id: $id }) { consumers { kind id name } } }'
      return (await api.query<{ audience: { consumers: { kind: string; id: string; name: string }[] } }>(text, { id })).audience.consumers
    }
    expect(await by()).toEqual([])
    const rule = { not: { audience: { key: 'pros' } } }
    const user = (await create(api, 'others', { definition: { rule } })).audience?.id
    const settings = { url: 'http://127.0.0.1:9/' }
    const named = { name: 'CRM', connector: 'webhook', settings, audienceKeys: ['pros'] }
    const { destination } = await mutate<{ destination: { id: string } }>(api, 'createDestination', named, 'destination { id }')
    await mutate(api, 'createDestination', { name: 'All', connector: 'webhook', settings }, 'destination { id }')
    expect(await by()).toEqual([
      { kind: 'AUDIENCE', id: user, name: 'others' },
      { kind: 'DESTINATION', id: destination.id, name: 'CRM' },
    ])
    const remove = () =>
      mutate(api, 'deleteAudience', { id }, 'deletedId userErrors { code path ... on InUseError { by { __typename id } } }') as Promise<unknown>
    expect(await remove()).toEqual({
      deletedId: null,
      userErrors: [
        {
          ...{ code: 'IN_USE', path: ['id'] },
          by: [
            { __typename: 'Audience', id: user },
            { __typename: 'Destination', id: destination.id },
          ],
        },
      ],
    })
    await allLive(api)
    // A rule that is still to take its place holds on to it as well.
    await mutate(api, 'updateAudience', { id: user, definition: plan('free') })
    await mutate(api, 'updateDestination', { id: destination.id, audienceKeys: null }, 'destination { id }')
    await vi.waitFor(async () => expect(await by()).toEqual([]), 10_000)
    expect(await remove()).toEqual({ deletedId: id, userErrors: [] })
    expect((await create(api, 'pros')).userErrors).toEqual([])
  })
})

describe('audienceOverlap', () => {
  const OVERLAP = `query ($keys: [String!]!) { audienceOverlap(keys: $keys) {
    sizes { keys count } pairs { keys count } exactly { keys count } inAll inAny } }`
  type Shares = { keys: string[]; count: number }[]
  type Overlap = { audienceOverlap: { sizes: Shares; pairs: Shares; exactly: Shares; inAll: number; inAny: number } }

  test('counts what counting one by one counts', async ({ api, db }) => {
    const all = Array.from({ length: 5 }, (_, n) => `a${n}`)
    for (const key of all) await create(api, key, { enabled: false })
    const members = fc.array(fc.uniqueArray(fc.constantFrom(...all)), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(members, fc.shuffledSubarray(all, { minLength: 2 }), async (people, keys) => {
        await db.pool.query('delete from audience_members')
        for (const one of people)
          await db.pool.query(`insert into audience_members select workspace_id, id, $2, now() from audiences where key = any($1)`, [
            one,
            crypto.randomUUID(),
          ])
        const count = (holds: (one: readonly string[]) => boolean) => people.filter(holds).length
        const inAll = (of: readonly string[]) => count((one) => of.every((key) => one.includes(key)))
        const { audienceOverlap } = await api.query<Overlap>(OVERLAP, { keys })
        const { sizes, pairs, exactly } = audienceOverlap
        expect(sizes).toEqual(keys.map((key) => ({ keys: [key], count: inAll([key]) })))
        expect(pairs).toEqual(keys.flatMap((a, n) => keys.slice(n + 1).map((b) => ({ keys: [a, b], count: inAll([a, b]) }))))
        expect(audienceOverlap.inAll).toBe(inAll(keys))
        expect(audienceOverlap.inAny).toBe(count((one) => keys.some((key) => one.includes(key))))
        expect(exactly.reduce((sum, part) => sum + part.count, 0)).toBe(audienceOverlap.inAny)
        for (const part of exactly) expect(part.count).toBe(count((one) => keys.every((key) => one.includes(key) === part.keys.includes(key))))
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 15) },
    )
  })

  test('compares 2 to 10 audiences that there are', async ({ api }) => {
    await create(api, 'a')
    const errors = async (keys: string[]) => {
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        body: JSON.stringify({ query: OVERLAP, variables: { keys } }),
        headers: { 'content-type': 'application/json', authorization: `Bearer ${api.keys.read}` },
      })
      return (await response.json()) as unknown
    }
    const code = (is: string) => ({ errors: [{ extensions: { code: is } }] })
    expect(await errors(['a', 'a'])).toMatchObject(code('BAD_USER_INPUT'))
    expect(await errors(Array.from({ length: 11 }, (_, n) => `a${n}`))).toMatchObject(code('BAD_USER_INPUT'))
    expect(await errors(['a', 'b'])).toMatchObject(code('NOT_FOUND'))
  })
})

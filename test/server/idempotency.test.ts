import { describe, expect, vi } from 'vitest'
import { maintain } from '../../src/engine/maintain.ts'
import { type TestApi, test } from '../helpers/graphql-server.ts'

interface Answer {
  readonly status: number
  readonly repeated: string | null
  readonly body: { readonly data?: Record<string, unknown> | null; readonly errors?: readonly { readonly extensions: { readonly code: string } }[] }
}

async function post(api: TestApi, idempotencyKey: string, body: object, key = api.keys.secret): Promise<Answer> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, 'idempotency-key': idempotencyKey },
  })
  return { status: response.status, repeated: response.headers.get('idempotent-replayed'), body: (await response.json()) as Answer['body'] }
}

const CREATE = `mutation Create($input: CreateAudienceInput!) {
  createAudience(input: $input) { audience { id key size status members { totalCount { count } } } userErrors { code ... on KeyTakenError { existingId } } }
}`
const create = (key: string) => ({
  query: CREATE,
  variables: { input: { key, name: 'Everyone', definition: { rule: { event: { name: 'Order Completed' } } } } },
})
const codes = ({ body }: Answer) => body.errors?.map(({ extensions }) => extensions.code)
const audiences = async (api: TestApi) =>
  (await api.query<{ audiences: { nodes: { key: string }[] } }>('{ audiences { nodes { key } } }')).audiences.nodes.map(({ key }) => key)

describe('a mutation with an Idempotency-Key', () => {
  test('changes something once, and answers the same however often it comes', async ({ api }) => {
    const first = await post(api, 'k 1', create('buyers'))
    expect(first).toMatchObject({ status: 200, repeated: null, body: { data: { createAudience: { audience: { key: 'buyers' }, userErrors: [] } } } })
    const { query, variables } = create('buyers')
    const [again, reordered] = [
      await post(api, 'k 1', { query, variables }),
      await post(api, 'k 1', { variables: { input: { ...variables.input } }, query }),
    ]
    for (const repeated of [again, reordered]) expect(repeated).toEqual({ ...first, repeated: 'true' })
    expect(await audiences(api)).toEqual(['buyers'])
    // Without the key it is another request, and so it is with another one.
    expect((await post(api, 'k 2', create('buyers'))).body.data).toMatchObject({
      createAudience: { audience: null, userErrors: [{ code: 'KEY_TAKEN' }] },
    })
    expect(api.errors).toEqual([])
  })

  test('keeps an answer with userErrors too, though the reason is gone', async ({ api }) => {
    const made = await post(api, 'a', create('buyers'))
    const taken = await post(api, 'b', create('buyers'))
    const { id } = (made.body.data as { createAudience: { audience: { id: string } } }).createAudience.audience
    expect(taken.body.data).toMatchObject({ createAudience: { userErrors: [{ code: 'KEY_TAKEN', existingId: id }] } })
    await post(api, 'c', { query: `mutation { deleteAudience(input: { id: "${id}" }) { deletedId } }` })
    expect(await post(api, 'b', create('buyers'))).toEqual({ ...taken, repeated: 'true' })
    expect(await audiences(api)).toEqual([])
  })

  test('is refused when the key was used for something else, or is being used', async ({ api, db }) => {
    await post(api, 'a', create('buyers'))
    const other = await post(api, 'a', create('others'))
    expect([other.status, codes(other)]).toEqual([422, ['IDEMPOTENCY_KEY_PARAMETER_MISMATCH']])
    const renamed = await post(api, 'a', { ...create('buyers'), query: `${CREATE} # another text` })
    expect(codes(renamed)).toEqual(['IDEMPOTENCY_KEY_PARAMETER_MISMATCH'])

    const holder = await db.pool.connect()
    await holder.query('begin')
    await holder.query('lock table audiences in exclusive mode')
    const slow = post(api, 'b', create('slow'))
    await vi.waitFor(
      async () =>
        expect(
          (
            await db.pool.query(
              'select from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())',
            )
          ).rowCount,
        ).toBeGreaterThan(0),
      20_000,
    )
    const meanwhile = await post(api, 'b', create('slow'))
    expect([meanwhile.status, codes(meanwhile)]).toEqual([409, ['IDEMPOTENCY_CONCURRENT_REQUEST']])
    await holder.query('rollback')
    holder.release()
    expect((await slow).body.data).toMatchObject({ createAudience: { audience: { key: 'slow' } } })
    expect((await post(api, 'b', create('slow'))).repeated).toBe('true')
    expect(await audiences(api)).toEqual(['buyers', 'slow'])
    expect(api.errors).toEqual([])
  })

  test('of many at once one takes effect, and none waits for ever', async ({ api }) => {
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => post(api, `k${n % 5}`, create(`audience_${n % 5}`))))
    const refused = answers.filter(({ body }) => body.errors)
    for (const answer of refused) expect(codes(answer)).toEqual(['IDEMPOTENCY_CONCURRENT_REQUEST'])
    expect(answers.filter(({ repeated, body }) => repeated === null && body.data)).toHaveLength(5)
    expect((await audiences(api)).toSorted()).toEqual([0, 1, 2, 3, 4].map((n) => `audience_${n}`))
    expect(api.errors).toEqual([])
  })

  test('that fails in part changes nothing, and may come again', async ({ api, db }) => {
    const query = `mutation($input: CreateAudienceInput!, $first: Int!) { createAudience(input: $input) { audience { id members(first: $first) { nodes { since } } } userErrors { code } } }`
    const { variables } = create('buyers')
    const wrong = await post(api, 'a', { query, variables: { ...variables, first: 1000 } })
    expect([wrong.body.data, codes(wrong)]).toEqual([null, ['BAD_USER_INPUT']])
    expect(await audiences(api)).toEqual([])
    expect((await post(api, 'a', { query, variables: { ...variables, first: 10 } })).body.data).toMatchObject({ createAudience: { userErrors: [] } })

    await db.pool.query('alter table audience_counters rename to elsewhere')
    const failed = await post(api, 'b', create('others')).finally(() => db.pool.query('alter table elsewhere rename to audience_counters'))
    expect([failed.body.data, codes(failed)]).toEqual([null, ['INTERNAL']])
    expect((await post(api, 'b', create('others'))).body.data).toMatchObject({ createAudience: { audience: { key: 'others' } } })
    expect(await audiences(api)).toEqual(['buyers', 'others'])
    // No connection is left in a transaction.
    const open = () => db.pool.query(`select from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`)
    await vi.waitFor(async () => expect((await open()).rowCount).toBe(0), 20_000)
  })

  test('takes in messages once, and wakes whoever processes them', async ({ api, db }) => {
    const ingest = {
      query:
        'mutation { ingest(input: { batch: [{ type: "track", userId: "ada", event: "A" }, { type: "track", userId: "ada" }] }) { accepted messageIds userErrors { message } } }',
    }
    const first = await post(api, 'a', ingest)
    expect(first.body.data).toMatchObject({ ingest: { accepted: 1, userErrors: [{}] } })
    expect(await post(api, 'a', ingest)).toEqual({ ...first, repeated: 'true' })
    await vi.waitFor(async () => expect(await db.prisma.inbox.count()).toBe(0), 20_000)
    const events = await api.query('{ profile(by: { userId: "ada" }) { events { totalCount { count } } } }')
    expect(events).toEqual({ profile: { events: { totalCount: { count: 1 } } } })
  })

  test('several in one operation take effect together or not at all', async ({ api }) => {
    const { query: _, variables } = create('one')
    const query = `mutation($input: CreateAudienceInput!) {
      one: createAudience(input: $input) { audience { key } userErrors { code } }
      two: createAudience(input: $input) { audience { key } userErrors { code } }
      source: createSource(input: { name: "Shop" }) { source { name writeKeys { key } } userErrors { code } }
    }`
    const answer = await post(api, 'a', { query, variables })
    expect(answer.body).toMatchObject({
      data: {
        one: { audience: { key: 'one' }, userErrors: [] },
        two: { audience: null, userErrors: [{ code: 'KEY_TAKEN' }] },
        source: { source: { name: 'Shop', writeKeys: [{}] }, userErrors: [] },
      },
    })
    expect(await post(api, 'a', { query, variables })).toEqual({ ...answer, repeated: 'true' })
    expect(api.errors).toEqual([])
  })
})

test('keys are of a workspace, have 1 to 255 printable characters, mean nothing to queries, and last for a day', async ({ api, db }) => {
  const others = await api.anotherWorkspace()
  await post(api, 'a', create('buyers'))
  expect(await post(api, 'a', create('mine'), others.keys.secret)).toMatchObject({
    repeated: null,
    body: { data: { createAudience: { userErrors: [] } } },
  })
  expect(codes(await post(api, 'x', create('mine'), api.keys.read))).toEqual(['FORBIDDEN'])
  for (const wrong of ['', 'x'.repeat(256), 'é']) {
    const answer = await post(api, wrong, create('wrong'))
    expect([answer.status, codes(answer)], wrong).toEqual([400, ['BAD_USER_INPUT']])
  }
  expect(await post(api, 'x'.repeat(255), create('long'))).toMatchObject({ status: 200, body: { data: { createAudience: { userErrors: [] } } } })
  const query = { query: '{ audiences { nodes { key } } }' }
  expect([await post(api, 'a', query), await post(api, 'a', query)]).toMatchObject([
    { repeated: null, body: { data: {} } },
    { repeated: null, body: { data: {} } },
  ])

  expect(await db.prisma.idempotencyKey.count()).toBe(3)
  await db.pool.query(`update idempotency_keys set expires_at = engine_now() where key = 'a'`)
  expect((await post(api, 'a', create('buyers'))).body.data).toMatchObject({ createAudience: { userErrors: [{ code: 'KEY_TAKEN' }] } })
  await maintain(db.pool)
  expect(await db.prisma.idempotencyKey.count()).toBe(2)
  expect(api.errors).toEqual([])
})

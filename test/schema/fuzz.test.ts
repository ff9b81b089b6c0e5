import { expect } from 'vitest'
import { schema } from '../../src/schema/index.ts'
import { type TestApi, test } from '../helpers/graphql-server.ts'
import { mutate, type Random, randomFrom, randomQuery } from '../helpers/random-query.ts'

const COUNT = Number(process.env['FUZZ_BODIES'] ?? 2_400)
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_123)

interface Seen {
  readonly statuses: Map<number, number>
  readonly codes: Map<string, number>
  data: number
}

test(`${COUNT} random bodies are answered, none of them by a failure of ours (seed ${SEED})`, async ({ api }) => {
  const ids = await seed(api)
  const random = randomFrom(SEED)
  const bodies = Array.from({ length: COUNT }, () => randomBody(random, ids))
  const seen: Seen = { statuses: new Map(), codes: new Map(), data: 0 }
  const next = bodies.values()
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const body of next) await send(api, body, seen)
    }),
  )
  const said = JSON.stringify({ statuses: [...seen.statuses], codes: [...seen.codes], data: seen.data })
  expect(
    [...seen.statuses.keys()].filter((status) => status >= 500),
    said,
  ).toEqual([])
  expect(seen.codes.get('INTERNAL') ?? 0, said).toBe(0)
  expect(api.errors).toEqual([])
  // The generator must not waste itself on what is refused at the door.
  expect(seen.data, said).toBeGreaterThan(COUNT / 5)
  expect((await fetch(`${api.url}/graphql`, { method: 'POST' })).status).toBe(401)
}, 300_000)

/** Something to find, and the ids by which it is found. */
async function seed(api: TestApi): Promise<string[]> {
  await api.query(
    'mutation { createAudience(input: { key: "everyone", name: "Everyone", definition: { rule: { all: [] } } }) { userErrors { code } } }',
  )
  await api.track(
    { type: 'identify', userId: 'ada', anonymousId: 'anon', traits: { email: 'ada@x.org', n: 1 } },
    { type: 'group', userId: 'ada', groupId: 'acme' },
    { type: 'track', userId: 'ada' },
  )
  const found = await api.query<Record<string, unknown>>(`{
    profile(by: { userId: "ada" }) { id events { edges { cursor node { id } } } audiences { edges { cursor node { id } } } accounts { nodes { id } } identifiers { edges { cursor } } }
    audiences { edges { cursor node { id } } } refusals { edges { cursor node { id } } } sources { edges { cursor node { id } } }
  }`)
  return [...JSON.stringify(found).matchAll(/"(?:id|cursor)":"([^"]+)"/g)].map(([, id]) => id ?? '')
}

function randomBody(random: Random, ids: readonly string[]): string {
  const query = randomQuery(schema, random, ids)
  switch (random(8)) {
    case 0:
      return JSON.stringify({ query: mutate(query, random) })
    case 1:
      return mutate(JSON.stringify({ query, variables: { x: [null, {}, '\0'] }, operationName: random(2) === 0 ? null : 'x' }), random)
    case 2:
      return String.fromCharCode(...Array.from({ length: random(60) }, () => random(256)))
    default:
      return JSON.stringify({ query })
  }
}

async function send(api: TestApi, body: string, seen: Seen): Promise<void> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${api.keys.secret}` },
  })
  const answer = (await response.json()) as { data?: unknown; errors?: { extensions: { code: string; requestId?: string } }[] }
  seen.statuses.set(response.status, (seen.statuses.get(response.status) ?? 0) + 1)
  for (const { extensions } of answer.errors ?? []) {
    if (extensions.code === 'INTERNAL') process.stderr.write(`${body}\n`)
    seen.codes.set(extensions.code, (seen.codes.get(extensions.code) ?? 0) + 1)
  }
  if (answer.data) seen.data++
}

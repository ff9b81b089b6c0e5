import { getNamedType, isLeafType } from 'graphql'
import { expect } from 'vitest'
import { schema } from '../../src/schema/index.ts'
import { type TestApi, test } from '../helpers/graphql-server.ts'
import { leastArguments } from './schema-walk.ts'

const ROOTS = { query: schema.getQueryType(), mutation: schema.getMutationType(), subscription: schema.getSubscriptionType() } as const
type Kind = keyof typeof ROOTS

interface Operation {
  readonly kind: Kind
  readonly field: string
  readonly text: string
}

const OPERATIONS: readonly Operation[] = (['query', 'mutation', 'subscription'] as const).flatMap((kind) =>
  Object.values(ROOTS[kind]?.getFields() ?? {}).map((field) => {
    const given = leastArguments(field)
    const selected = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }'
    return { kind, field: field.name, text: `${kind} { ${field.name}${given && `(${given})`} ${selected} }` }
  }),
)

/** What a key of each kind may, by the scopes it has; `viewer` is open to every key. */
const MAY: Readonly<Record<string, readonly Kind[]>> = { secret: ['query', 'mutation', 'subscription'], read: ['query', 'subscription'], write: [] }

interface Outcome {
  readonly status: number
  readonly codes: readonly string[]
}

async function run(api: TestApi, { kind, text }: Operation, key: string | null): Promise<Outcome> {
  const headers = { 'content-type': 'application/json', ...(key !== null && { authorization: `Bearer ${key}` }) }
  const path = kind === 'subscription' ? '/graphql/stream' : '/graphql'
  const stop = new AbortController()
  const response = await fetch(api.url + path, { method: 'POST', headers, body: JSON.stringify({ query: text }), signal: stop.signal })
  // A stream says in its first event what is wrong; that it began is all there is to know.
  if (response.headers.get('content-type') === 'text/event-stream') {
    stop.abort()
    return { status: response.status, codes: [] }
  }
  const { errors = [] } = (await response.json()) as { errors?: { extensions: { code: string } }[] }
  return { status: response.status, codes: errors.map(({ extensions }) => extensions.code) }
}

test('every field at the root is open to the keys that may, and to no other', async ({ api, db }) => {
  const revoked = (await api.anotherWorkspace()).keys
  await db.pool.query(`update api_keys set revoked_at = engine_now() where workspace_id <> $1`, [api.workspaceId])
  expect(OPERATIONS.length).toBeGreaterThan(25)
  for (const operation of OPERATIONS) {
    const named = `${operation.kind} ${operation.field}`
    for (const [kind, may] of Object.entries(MAY)) {
      const { status, codes } = await run(api, operation, api.keys[kind as keyof typeof api.keys])
      const open = may.includes(operation.kind) || operation.field === 'viewer'
      expect(codes.includes('FORBIDDEN'), `${named} with a ${kind} key: ${codes}`).toBe(!open)
      if (!open) expect([status, codes], `${named} with a ${kind} key`).toEqual([403, ['FORBIDDEN']])
      expect(codes, `${named} with a ${kind} key`).not.toContain('UNAUTHENTICATED')
      expect(codes, `${named} with a ${kind} key`).not.toContain('INTERNAL')
    }
    for (const key of [null, 'nonsense', revoked.secret, revoked.read, revoked.write])
      expect(await run(api, operation, key), `${named} with ${key}`).toEqual({ status: 401, codes: ['UNAUTHENTICATED'] })
  }
  expect(api.errors).toEqual([])
}, 180_000)

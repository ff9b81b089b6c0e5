import type { Queryable } from '../db/db.ts'
import { digestBigint } from './id.ts'

/** What a caller named a request by, and a digest of what it asked for. */
export interface NamedRequest {
  readonly workspaceId: string
  readonly key: string
  readonly digest: string
}

/** What is known of a request: nothing; that it is being answered; that the key names another one; or its answer. */
export type Known =
  | { readonly kind: 'new' }
  | { readonly kind: 'running' }
  | { readonly kind: 'different' }
  | { readonly kind: 'answered'; readonly answer: string }

/** Takes the key until the transaction ends, and looks whether the request was answered in the last 24 hours. */
export async function claimRequest(client: Queryable, { workspaceId, key, digest }: NamedRequest): Promise<Known> {
  const lock = digestBigint('idempotency', workspaceId, key)
  const { rows: locks } = await client.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [lock])
  if (!locks[0]?.mine) return { kind: 'running' }
  // Only now: what held the key until a moment ago may have answered.
  const { rows } = await client.query<{ digest: string; answer: string }>(
    'select digest, answer from idempotency_keys where workspace_id = $1 and key = $2 and expires_at > engine_now()',
    [workspaceId, key],
  )
  const known = rows[0]
  if (!known) return { kind: 'new' }
  return known.digest === digest ? { kind: 'answered', answer: known.answer } : { kind: 'different' }
}

/** Keeps the answer for 24 hours: from when the transaction commits, with everything that the request changed. */
export async function keepAnswer(client: Queryable, { workspaceId, key, digest }: NamedRequest, answer: string): Promise<void> {
  await client.query(
    `insert into idempotency_keys (workspace_id, key, digest, answer, expires_at) values ($1, $2, $3, $4, engine_now() + interval '24 hours')
     on conflict (workspace_id, key) do update set digest = excluded.digest, answer = excluded.answer, expires_at = excluded.expires_at`,
    [workspaceId, key, digest, answer],
  )
}

/** Forgets the answers that are older. */
export async function forgetAnswers(db: Queryable): Promise<void> {
  await db.query('delete from idempotency_keys where expires_at <= (select engine_now())')
}

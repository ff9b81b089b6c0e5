import type { Queryable } from '../../db/db.ts'
import { readReferences } from './edit.ts'

/** What depends on an audience: it refers to it by its key. */
export interface Consumer {
  readonly kind: 'AUDIENCE' | 'DESTINATION'
  readonly id: string
  readonly name: string
}

/** What depends on each of the audiences with these keys. A destination that is sent all audiences depends on none. */
export async function readConsumers(db: Queryable, workspaceId: string, keys: readonly string[]): Promise<Consumer[][]> {
  const audiences = await readReferences(db, workspaceId)
  const { rows: destinations } = await db.query<{ id: string; name: string; keys: readonly string[] }>(
    `select id, name, audience_keys as keys from destinations
     where workspace_id = $1 and deleted_at is null and audience_keys && $2::text[] order by id`,
    [workspaceId, keys],
  )
  return keys.map((key) => [
    ...audiences.flatMap((one): Consumer[] => (one.key !== key && one.uses.has(key) ? [{ kind: 'AUDIENCE', id: one.id, name: one.key }] : [])),
    ...destinations.flatMap((one): Consumer[] => (one.keys.includes(key) ? [{ kind: 'DESTINATION', id: one.id, name: one.name }] : [])),
  ])
}

import type { Queryable } from '../../db/db.ts'
import { audienceName, type Defined, readDefined } from './dependencies.ts'

/** What depends on an audience or a computed trait: it refers to it by its key. */
export interface Consumer {
  readonly kind: 'AUDIENCE' | 'COMPUTED_TRAIT' | 'DESTINATION'
  readonly id: string
  readonly name: string
}

/** What depends on each of the audiences with these keys. A destination that is sent all audiences depends on none. */
export async function readConsumers(db: Queryable, workspaceId: string, keys: readonly string[]): Promise<Consumer[][]> {
  const defined = await readDefined(db, workspaceId)
  const { rows: destinations } = await db.query<{ id: string; name: string; keys: readonly string[] }>(
    `select id, name, audience_keys as keys from destinations
     where workspace_id = $1 and deleted_at is null and audience_keys && $2::text[] order by id`,
    [workspaceId, keys],
  )
  return keys.map((key) => [
    ...consumersOf(audienceName(key), defined),
    ...destinations.flatMap((one): Consumer[] => (one.keys.includes(key) ? [{ kind: 'DESTINATION', id: one.id, name: one.name }] : [])),
  ])
}

/** The audiences and computed traits that depend on one of them, which is known by the name it has in messages. */
export const consumersOf = (name: string, defined: readonly Defined[]): Consumer[] =>
  defined.filter((one) => one.name !== name && one.uses.has(name)).map(({ kind, id, key }) => ({ kind: KINDS[kind], id, name: key }))

const KINDS = { audience: 'AUDIENCE', trait: 'COMPUTED_TRAIT' } as const

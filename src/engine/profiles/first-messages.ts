import type { Queryable } from '../../db/db.ts'
import type { HeldIdentifier } from './identifiers-of.ts'
import { prepared } from './prepared.ts'
import type { Entity } from './profile.ts'

/** Of identifiers of one profile, whose every id is given: the message on which each was first seen, by its hash; those whose event has gone are left out. */
export async function readFirstMessages(
  db: Queryable,
  { workspaceId, ids, entity }: { readonly workspaceId: string; readonly ids: readonly string[]; readonly entity: Entity },
  identifiers: readonly Pick<HeldIdentifier, 'hash' | 'firstSeenAt'>[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await prepared<{ hash: string; messageId: string }>(
    db,
    `select seen.hash::text, min(e.message_id collate "C") as "messageId"
      from unnest($3::bigint[], $4::float8[]) as seen (hash, at) join events e
        on e.workspace_id = $1 and e.${entity === 'PROFILE' ? 'profile_id' : 'account_id'} = any($2::uuid[]) and e.timestamp = to_timestamp(seen.at / 1000.0)::timestamptz(3) and seen.hash = any(e.identifiers)
      group by seen.hash`,
    [workspaceId, ids, identifiers.map(({ hash }) => hash), identifiers.map(({ firstSeenAt }) => firstSeenAt)],
  )
  return new Map(rows.map(({ hash, messageId }) => [hash, messageId]))
}

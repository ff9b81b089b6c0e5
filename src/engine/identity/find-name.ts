import type { Queryable } from '../../db/db.ts'
import { type Identifier, identifierHash } from './identifier.ts'
import { recentRules } from './rules-in-force.ts'

/** An identifier that somebody names, as it is matched: normalised as that of a message is. */
export async function findName(
  db: Queryable,
  workspaceId: string,
  { type, value: raw }: { readonly type: string; readonly value: string },
): Promise<Omit<Identifier, 'raw'>> {
  const rules = await recentRules(db, workspaceId)
  const value = rules.normalise(type, raw)
  return { type, value, hash: identifierHash(workspaceId, type, value) }
}

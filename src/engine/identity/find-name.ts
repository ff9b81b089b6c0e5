import type { Queryable } from '../../db/db.ts'
import { type Identifier, identifierHash } from './identifier.ts'
import { recentRules } from './rules-in-force.ts'

/** An identifier that somebody names, as it is matched: normalised as that of a message is. */
export async function findName(
  db: Queryable,
  asking: { readonly workspaceId: string; readonly identityVersion: number },
  { type, value: raw }: { readonly type: string; readonly value: string },
): Promise<Omit<Identifier, 'raw'>> {
  const rules = await recentRules(db, asking)
  const value = rules.normalise(type, raw)
  return { type, value, hash: identifierHash(asking.workspaceId, type, value) }
}

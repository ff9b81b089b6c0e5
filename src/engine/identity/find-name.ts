import type { Queryable } from '../../db/db.ts'
import { accountRules } from './account-rules.ts'
import { accountHash, type Identifier, identifierHash } from './identifier.ts'
import { recentRules } from './rules-in-force.ts'

/** An identifier that somebody names, as it is matched: normalised as that of a message is. */
export async function findName(
  db: Queryable,
  asking: { readonly workspaceId: string; readonly identityVersion: number },
  { type, value: raw, entity = 'PROFILE' }: { readonly type: string; readonly value: string; readonly entity?: 'PROFILE' | 'ACCOUNT' },
): Promise<Omit<Identifier, 'raw'>> {
  const rules = await recentRules(db, asking)
  const value = (entity === 'ACCOUNT' ? accountRules(rules) : rules).normalise(type, raw)
  return { type, value, hash: (entity === 'ACCOUNT' ? accountHash : identifierHash)(asking.workspaceId, type, value) }
}

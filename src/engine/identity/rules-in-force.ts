import type { Queryable } from '../../db/db.ts'
import { SECOND } from '../clock.ts'
import { compileRules, DEFAULT_RULES, type IdentityRules } from './identity-rules.ts'
import { readRuleSet } from './rule-set.ts'

/** The rules in force until this transaction ends: a change of them waits for it. */
export async function holdRules(client: Queryable, workspaceId: string): Promise<IdentityRules> {
  const { rows } = await client.query<{ version: number }>({
    name: 'hold-identity-rules',
    text: 'select hold_identity_rules($1) as version',
    values: [workspaceId],
  })
  return readRules(client, workspaceId, rows[0]?.version ?? 0)
}

/** The rules in force at this moment. */
export async function rulesInForce(db: Queryable, workspaceId: string): Promise<IdentityRules> {
  const { rows } = await db.query<{ version: number }>({
    name: 'identity-version',
    text: 'select identity_version as version from workspaces where id = $1',
    values: [workspaceId],
  })
  return readRules(db, workspaceId, rows[0]?.version ?? 0)
}

interface Recent {
  readonly at: number
  readonly rules: Promise<IdentityRules>
}
const MOST_WORKSPACES = 1000
const recent = new Map<string, Recent>()

/** The rules as they were in force within the last second: for look-ups, which would otherwise read twice. */
export function recentRules(db: Queryable, workspaceId: string, now = performance.now()): Promise<IdentityRules> {
  const known = recent.get(workspaceId)
  if (known && now - known.at < SECOND) return known.rules
  const rules = rulesInForce(db, workspaceId)
  remember(recent, workspaceId, { at: now, rules })
  // A look-up that failed says nothing; the next one asks again.
  rules.catch(() => recent.delete(workspaceId))
  return rules
}

/** What this process has changed it sees at once. */
export const forgetRecentRules = (workspaceId: string): boolean => recent.delete(workspaceId)

/** A version never changes, so that what was compiled of it holds for good. */
const compiled = new Map<string, IdentityRules>()

/** The rules of one version; 0 are the defaults. */
export async function readRules(db: Queryable, workspaceId: string, version: number): Promise<IdentityRules> {
  if (version === 0) return DEFAULT_RULES
  const key = `${workspaceId} ${version}`
  const known = compiled.get(key)
  if (known) return known
  const { rows } = await db.query<{ rules: unknown }>('select rules from identity_rules where workspace_id = $1 and version = $2', [
    workspaceId,
    version,
  ])
  if (!rows[0]) throw new Error(`There is no version ${version} of the identity rules of ${workspaceId}.`)
  const rules = compileRules(version, readRuleSet(rows[0].rules))
  remember(compiled, key, rules)
  return rules
}

function remember<Value>(entries: Map<string, Value>, key: string, value: Value): void {
  entries.delete(key)
  entries.set(key, value)
  const [oldest] = entries.keys()
  if (entries.size > MOST_WORKSPACES && oldest !== undefined) entries.delete(oldest)
}

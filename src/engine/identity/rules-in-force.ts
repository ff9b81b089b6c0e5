import type { Queryable } from '../../db/db.ts'
import { compileRules, DEFAULT_RULES, type IdentityRules } from './identity-rules.ts'
import { readRuleSet } from './read-rule-set.ts'

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

const MOST_KEPT = 1000

/** The versions that this process has put in force itself: it sees them at once, whatever else it knew. */
const changed = new Map<string, number>()

export const noteChange = (workspaceId: string, version: number): void => remember(changed, workspaceId, version)

/** The rules that were in force up to a second ago, by what a credential says: for look-ups, which would otherwise read twice. */
export const recentRules = (
  db: Queryable,
  { workspaceId, identityVersion }: { readonly workspaceId: string; readonly identityVersion: number },
): Promise<IdentityRules> => readRules(db, workspaceId, Math.max(identityVersion, changed.get(workspaceId) ?? 0))

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
  if (entries.size > MOST_KEPT && oldest !== undefined) entries.delete(oldest)
}

import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'
import { DEFAULT_RULE_SET, readRuleSet } from './read-rule-set.ts'
import type { RuleSet } from './rule-set.ts'

/** One version of the rules of a workspace. */
export interface StoredRules {
  readonly version: number
  readonly set: RuleSet
  readonly changedAt: Millis | null
  readonly reason: string | null
}

const DEFAULTS: StoredRules = { version: 0, set: DEFAULT_RULE_SET, changedAt: null, reason: null }

/** The rules of a version, or of that in force; null: there never was such a version. */
export async function readRulesVersion(db: Queryable, workspaceId: string, version: number | null): Promise<StoredRules | null> {
  const { rows } = await db.query<{ version: number; rules: unknown; changedAt: Millis | null; reason: string | null }>(
    `select asked.version, r.rules, ${asMillis('r.changed_at')} as "changedAt", r.reason
     from (select coalesce($2::int, identity_version) as version from workspaces where id = $1) asked
     left join identity_rules r on r.workspace_id = $1 and r.version = asked.version`,
    [workspaceId, version],
  )
  const [row] = rows
  if (!row || row.version === 0) return row ? DEFAULTS : null
  return row.rules === null ? null : { ...row, set: readRuleSet(row.rules) }
}

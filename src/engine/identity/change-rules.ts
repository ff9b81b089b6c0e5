import type pg from 'pg'
import { type Queryable, transaction } from '../../db/db.ts'
import { ConflictError, ValidationError } from '../errors.ts'
import { canonicalJson } from '../rules/leaf.ts'
import { parseRuleSet } from './read-rule-set.ts'
import type { RuleSet } from './rule-set.ts'
import { noteChange, rulesInForce } from './rules-in-force.ts'

export const LONGEST_REASON = 500

export interface WantedRules {
  readonly workspaceId: string
  /** What is left out is as it is by default. */
  readonly rules: unknown
  /** The version that was looked at; another one in force is a conflict. */
  readonly basedOn?: number | null | undefined
  readonly reason?: string | null | undefined
}

/** Puts rules in force for the messages that take effect from now on, and answers their version; that of rules that are in force already stays. */
export async function changeRules(pool: pg.Pool, wanted: WantedRules): Promise<number> {
  const version = await transaction(pool, (client) => changeRulesWithin(client, wanted))
  noteChange(wanted.workspaceId, version)
  return version
}

/** The same within a transaction; whoever commits it notes the change. */
export async function changeRulesWithin(client: Queryable, { workspaceId, rules: input, basedOn, reason }: WantedRules): Promise<number> {
  const rules = requireRules(input, ['rules'])
  if (reason && reason.length > LONGEST_REASON) throw new ValidationError(`A reason has at most ${LONGEST_REASON} characters.`, ['reason'])
  // The same lock as of hold_identity_rules: no message is resolved half by these rules and half by those.
  await client.query('select pg_advisory_xact_lock(7002, hashtext($1))', [workspaceId])
  const current = await rulesInForce(client, workspaceId)
  if (basedOn != null && basedOn !== current.version)
    throw new ConflictError(`The rules have changed: version ${current.version} is in force, not ${basedOn}.`, ['basedOn'])
  if (canonicalJson(current.set) === canonicalJson(rules)) return current.version
  const next = current.version + 1
  await client.query('insert into identity_rules (workspace_id, version, rules, reason, changed_at) values ($1, $2, $3, $4, engine_now())', [
    workspaceId,
    next,
    JSON.stringify(rules),
    reason ?? null,
  ])
  await client.query('update workspaces set identity_version = $2 where id = $1', [workspaceId, next])
  return next
}

/** Complete rules of what was given, whose place in the input is said where they cannot be taken. */
export function requireRules(input: unknown, place: readonly string[]): RuleSet {
  const rules = parseRuleSet(input)
  if ('path' in rules) throw new ValidationError(rules.message, [...place, ...rules.path])
  return rules
}

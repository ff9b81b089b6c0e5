import type { Queryable } from '../../db/db.ts'
import { DomainError } from '../errors.ts'
import { uuidv7 } from '../id.ts'
import { referencedAudiences } from '../rules/conditions.ts'
import { canonicalJson } from '../rules/leaf.ts'
import { parseRule } from '../rules/parse-rule.ts'
import type { Rule } from '../rules/rule.ts'
import type { Entity } from './definitions.ts'

/** A rule that depends on itself. */
export class RuleCycleError extends DomainError {
  readonly code = 'RULE_CYCLE'

  constructor(keys: readonly string[]) {
    super(`The rule would depend on itself: ${keys.map((key) => `"${key}"`).join(' refers to ')}.`, ['definition'])
  }
}

export interface Editable {
  readonly id: string
  readonly workspaceId: string
  readonly key: string
  readonly entity: Entity
  /** RuleInput as JSON. */
  readonly rule: unknown
  readonly status: 'COMPUTING' | 'LIVE' | 'DISABLED' | 'FAILED'
}

/**
 * Gives an audience another rule. While it is LIVE the new rule is computed beside the old one, which stays in force until then; otherwise it is there at
 * once, and what was computed begins anew.
 */
export async function changeRule(
  client: Queryable,
  audience: Editable,
  { input, now }: { readonly input: unknown; readonly now: number },
): Promise<void> {
  await dropEdit(client, audience)
  if (canonicalJson(audience.rule) === canonicalJson(input)) return
  const rule = JSON.stringify(input)
  if (audience.status !== 'LIVE')
    await client.query('update audiences set rule = $2, backfill_cursor = null, backfill_done = 0 where id = $1', [audience.id, rule])
  else
    await client.query(
      'insert into audience_edits (id, workspace_id, audience_id, rule, created_at) values ($1, $2, $3, $4, to_timestamp($5 / 1000.0))',
      [uuidv7(now), audience.workspaceId, audience.id, rule, now],
    )
}

/** Of an audience that is switched off there is nothing to compute: the rule that was waiting is its rule. */
export async function applyEdit(client: Queryable, audience: Editable): Promise<void> {
  await client.query('update audiences a set rule = e.rule from audience_edits e where a.id = $1 and e.audience_id = a.id and e.deleted_at is null', [
    audience.id,
  ])
  await dropEdit(client, audience)
}

/** Gives up the rule that is being computed, if there is one. */
export async function dropEdit(client: Queryable, { id }: Pick<Editable, 'id'>): Promise<void> {
  await client.query('update audience_edits set deleted_at = engine_now() where audience_id = $1 and deleted_at is null', [id])
}

/** Throws when the audience would depend on itself, through its rule or those that wait to be. */
export async function refuseCycle(db: Queryable, { workspaceId, key }: Pick<Editable, 'workspaceId' | 'key'>, rule: Rule): Promise<void> {
  const audiences = await readReferences(db, workspaceId)
  const uses = new Map(audiences.map((one) => [one.key, one.uses]))
  uses.set(key, referencedAudiences(rule))
  const way = wayBack(key, uses)
  if (way) throw new RuleCycleError(way)
}

/** The audiences of a workspace, with the keys that their rules refer to: those in force, and those that are being computed. */
export async function readReferences(
  db: Queryable,
  workspaceId: string,
): Promise<readonly (Pick<Editable, 'id' | 'key' | 'entity'> & { readonly uses: ReadonlySet<string> })[]> {
  const { rows } = await db.query<Pick<Editable, 'id' | 'key' | 'entity'> & { rules: unknown[] }>(
    `select a.id, a.key, a.entity, array_agg(r.rule) as rules from audiences a
       cross join lateral (select a.rule union all select e.rule from audience_edits e where e.audience_id = a.id and e.deleted_at is null) r
     where a.workspace_id = $1 and a.deleted_at is null group by a.id order by a.id`,
    [workspaceId],
  )
  return rows.map(({ rules, ...audience }) => ({ ...audience, uses: new Set(rules.flatMap((rule) => [...referencedAudiences(parseRule(rule))])) }))
}

/** The keys from one back to itself; undefined: there is no such way. */
function wayBack(key: string, uses: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | undefined {
  const ways: (readonly string[])[] = [[key]]
  const seen = new Set<string>()
  for (const way of ways) {
    for (const next of uses.get(way.at(-1) ?? '') ?? []) {
      if (next === key) return [...way, key]
      if (!seen.has(next)) ways.push([...way, next])
      seen.add(next)
    }
  }
  return undefined
}

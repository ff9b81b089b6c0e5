import type { Queryable } from '../../db/db.ts'
import { DomainError } from '../errors.ts'
import { audienceReferences, traitReferences } from '../rules/conditions.ts'
import { parseRule } from '../rules/parse-rule.ts'
import type { Rule } from '../rules/rule.ts'
import { parseTraitDefinition } from '../traits/parse-trait-definition.ts'
import { rulesOf, type TraitDefinition, traitsReadBy } from '../traits/trait-definition.ts'
import type { Entity } from './definitions.ts'

/** A rule or a trait that depends on itself. */
export class RuleCycleError extends DomainError {
  readonly code = 'RULE_CYCLE'

  constructor(way: readonly string[]) {
    super(`The definition would depend on itself: ${way.join(' refers to ')}.`, ['definition'])
  }
}

/** An audience or a computed trait, and what it refers to, by the names that these have in messages. */
export interface Defined {
  readonly kind: 'audience' | 'trait'
  readonly id: string
  readonly key: string
  readonly name: string
  readonly uses: ReadonlySet<string>
}

export const audienceName = (key: string): string => `"${key}"`
export const traitName = (key: string, entity: Entity): string => `the trait "${key}"${entity === 'ACCOUNT' ? ' of accounts' : ''}`

/** What a rule refers to, by name. Traits that nobody computes are among them. */
export const usesOfRule = (rule: Rule, entity: Entity): ReadonlySet<string> =>
  new Set([
    ...[...audienceReferences(rule, entity)].map(({ key }) => audienceName(key)),
    ...[...traitReferences(rule, entity)].map((trait) => traitName(trait.name, trait.entity)),
  ])

/** What the definition of a computed trait refers to, by name. */
export const usesOfTrait = (definition: TraitDefinition, entity: Entity): ReadonlySet<string> =>
  new Set([
    ...rulesOf(definition).flatMap((rule) => [...usesOfRule(rule, entity)]),
    ...[...traitsReadBy(definition, entity)].map((trait) => traitName(trait.name, trait.entity)),
  ])

/** Throws when what has this name would depend on itself, through what it would use and through definitions that are in force or wait to be. */
export async function refuseCycle(db: Queryable, workspaceId: string, { name, uses }: Pick<Defined, 'name' | 'uses'>): Promise<void> {
  const graph = new Map((await readDefined(db, workspaceId)).map((one) => [one.name, one.uses]))
  graph.set(name, uses)
  const way = wayBack(name, graph)
  if (way) throw new RuleCycleError(way)
}

/** The same of an audience that is given another rule. */
export const refuseRuleCycle = (db: Queryable, { workspaceId, key, entity }: Editable, rule: Rule): Promise<void> =>
  refuseCycle(db, workspaceId, { name: audienceName(key), uses: usesOfRule(rule, entity) })

interface Editable {
  readonly workspaceId: string
  readonly key: string
  readonly entity: Entity
}

/** The audiences and computed traits of a workspace, with what their definitions refer to: those in force, and those that are being computed. */
export async function readDefined(db: Queryable, workspaceId: string): Promise<readonly Defined[]> {
  const { rows: audiences } = await db.query<{ id: string; key: string; entity: Entity; rules: unknown[] }>(
    `select a.id, a.key, a.entity, array_agg(r.rule) as rules from audiences a
       cross join lateral (select a.rule union all select e.rule from audience_edits e where e.audience_id = a.id and e.deleted_at is null) r
     where a.workspace_id = $1 and a.deleted_at is null group by a.id order by a.id`,
    [workspaceId],
  )
  const { rows: traits } = await db.query<{ id: string; key: string; entity: Entity; definition: unknown }>(
    'select id, key, entity, definition from computed_traits where workspace_id = $1 and deleted_at is null order by id',
    [workspaceId],
  )
  return [
    ...audiences.map(({ id, key, entity, rules }) => {
      const uses = new Set(rules.flatMap((rule) => [...usesOfRule(parseRule(rule), entity)]))
      return { kind: 'audience' as const, ...{ id, key, name: audienceName(key), uses } }
    }),
    ...traits.map(({ id, key, entity, definition }) => {
      const uses = usesOfTrait(parseTraitDefinition(definition), entity)
      return { kind: 'trait' as const, ...{ id, key, name: traitName(key, entity), uses } }
    }),
  ]
}

/** The names from one back to itself; undefined: there is no such way. */
function wayBack(name: string, uses: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | undefined {
  const ways: (readonly string[])[] = [[name]]
  const seen = new Set<string>()
  for (const way of ways) {
    for (const next of uses.get(way.at(-1) ?? '') ?? []) {
      if (next === name) return [...way, name]
      if (!seen.has(next)) ways.push([...way, next])
      seen.add(next)
    }
  }
  return undefined
}

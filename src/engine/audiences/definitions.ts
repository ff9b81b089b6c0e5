import type { Queryable } from '../../db/db.ts'
import { type LeafRule, leafRules, otherEntity, type RelatedRule, referencedAudiences, rulesWithin } from '../rules/conditions.ts'
import { compilePredicate, type NumberedLeaf, type Predicate } from '../rules/evaluate.ts'
import { eventNamesOf, type Leaf, leafHash, leafOf } from '../rules/leaf.ts'
import { datedTraits, type TraitRule } from '../rules/next-change.ts'
import { parseRule } from '../rules/parse-rule.ts'
import { relationHash } from '../rules/relation.ts'
import type { Rule } from '../rules/rule.ts'

export type Entity = 'PROFILE' | 'ACCOUNT'

/** An audience that is being kept up to date. */
export interface ActiveAudience {
  readonly id: string
  readonly number: number
  readonly key: string
  readonly rule: Rule
  readonly holds: Predicate
  /** Whether any event can change it; if not, its changes come from traits and identifiers. */
  readonly usesEvents: boolean
}

/** What is computed for one kind of entity. */
export interface Program {
  /** Each after those that it refers to. */
  readonly audiences: readonly ActiveAudience[]
  readonly leaves: readonly NumberedLeaf[]
  /** Leaves by the name of the event they count, and by its type for those that take any name. */
  readonly leavesByName: ReadonlyMap<string, readonly NumberedLeaf[]>
  readonly leavesByType: ReadonlyMap<string, readonly NumberedLeaf[]>
  readonly datedTraits: readonly TraitRule[]
  /** The numbers of what its rules say about what is related, by id. */
  readonly relations: ReadonlyMap<string, number>
  readonly usesIdentifiers: boolean
}

/** Everything the engine computes for a workspace, as of one version of its settings. */
export interface Definitions {
  readonly version: string
  readonly programs: Readonly<Record<Entity, Program>>
  /** Every leaf whose state is worth keeping, by number. */
  readonly leaves: ReadonlyMap<number, Leaf>
  /** The number of every audience that exists, by key: also of those that are switched off, whose membership stands still. */
  readonly numbers: ReadonlyMap<string, number>
  readonly audienceIds: ReadonlyMap<number, string>
}

interface AudienceRow {
  readonly id: string
  readonly number: number
  readonly key: string
  readonly entity: Entity
  readonly rule: unknown
  readonly status: 'COMPUTING' | 'LIVE' | 'DISABLED' | 'FAILED'
}

export async function loadDefinitions(db: Queryable, workspaceId: string, version: string): Promise<Definitions> {
  const { rows: audiences } = await db.query<AudienceRow>(
    'select id, number, key, entity, rule, status from audiences where workspace_id = $1 and deleted_at is null order by number',
    [workspaceId],
  )
  // Under its own id an edit is one more audience, which nobody can refer to: no key looks like an id.
  const { rows: edits } = await db.query<AudienceRow>(
    `select e.id, e.number, e.id as key, a.entity, e.rule, a.status from audience_edits e join audiences a on a.id = e.audience_id
     where e.workspace_id = $1 and e.deleted_at is null and a.deleted_at is null order by e.number`,
    [workspaceId],
  )
  const { rows: relations } = await db.query<AudienceRow & { hash: string }>(
    'select id, number, id as key, entity, rule, status, hash from relations where workspace_id = $1 and deleted_at is null order by number',
    [workspaceId],
  )
  const all = [...audiences, ...edits, ...relations]
  const { rows: leaves } = await db.query<{ number: number; hash: string }>('select number, hash from leaves where workspace_id = $1', [workspaceId])
  const numberOf = new Map(leaves.map((leaf) => [leaf.hash, leaf.number]))
  const relationOf = new Map(relations.map((relation) => [relation.hash, relation]))
  const programs = {
    PROFILE: buildProgram('PROFILE', all, { leaves: numberOf, relations: relationOf }),
    ACCOUNT: buildProgram('ACCOUNT', all, { leaves: numberOf, relations: relationOf }),
  }
  return {
    version,
    programs,
    leaves: new Map([...programs.PROFILE.leaves, ...programs.ACCOUNT.leaves].map(({ number, leaf }) => [number, leaf])),
    numbers: new Map(audiences.map((audience) => [audience.key, audience.number])),
    audienceIds: new Map(all.map((audience) => [audience.number, audience.id])),
  }
}

interface Known {
  readonly leaves: ReadonlyMap<string, number>
  readonly relations: ReadonlyMap<string, Pick<AudienceRow, 'id' | 'number'>>
}

function buildProgram(entity: Entity, rows: readonly AudienceRow[], known: Known): Program {
  const active = rows.filter((row) => row.entity === entity && (row.status === 'LIVE' || row.status === 'COMPUTING'))
  const rules = new Map(active.map((row) => [row.key, parseRule(row.rule)]))
  const leaves = new Map<string, NumberedLeaf>()
  const numbered = (rule: LeafRule): NumberedLeaf => {
    const leaf = leafOf(entity, rule)
    const hash = leafHash(leaf)
    const there = leaves.get(hash)
    if (there) return there
    const number = known.leaves.get(hash)
    if (number === undefined) throw new Error(`The leaf ${hash} of a saved audience has no number.`)
    const added = { number, leaf }
    leaves.set(hash, added)
    return added
  }
  const relations = new Map<string, number>()
  const related = (rule: RelatedRule): number => {
    const hash = relationHash(otherEntity(entity), rule.rule)
    const relation = known.relations.get(hash)
    if (!relation) throw new Error(`What is related by ${hash} is not kept for a saved audience.`)
    relations.set(relation.id, relation.number)
    return relation.number
  }
  const audiences = inOrder(active, rules).map((row) => {
    const rule = rules.get(row.key) as Rule
    return { ...row, rule, holds: compilePredicate(rule, { leaf: numbered, relation: related }), usesEvents: [...leafRules(rule)].length > 0 }
  })
  const all = [...leaves.values()]
  return {
    audiences,
    leaves: all,
    leavesByName: groupBy(all, ({ leaf }) => eventNamesOf(leaf)),
    leavesByType: groupBy(all, ({ leaf }) =>
      leaf.kind === 'event' && leaf.condition.name === null && leaf.condition.type ? [leaf.condition.type] : [],
    ),
    datedTraits: audiences.flatMap(({ rule }) => datedTraits(rule)),
    relations,
    usesIdentifiers: audiences.some(({ rule }) => [...rulesWithin(rule)].some((one) => one.kind === 'identifier')),
  }
}

/** Each audience after those it refers to. Saving an audience refuses cycles, so that there is always such an order. */
function inOrder(rows: readonly AudienceRow[], rules: ReadonlyMap<string, Rule>): readonly AudienceRow[] {
  const byKey = new Map(rows.map((row) => [row.key, row]))
  const done = new Set<AudienceRow>()
  const visit = (row: AudienceRow) => {
    if (done.has(row)) return
    for (const key of referencedAudiences(rules.get(row.key) as Rule)) {
      const other = byKey.get(key)
      if (other && other !== row) visit(other)
    }
    done.add(row)
  }
  for (const row of rows) visit(row)
  return [...done]
}

function groupBy(leaves: readonly NumberedLeaf[], keysOf: (leaf: NumberedLeaf) => readonly string[]): ReadonlyMap<string, readonly NumberedLeaf[]> {
  const groups = new Map<string, NumberedLeaf[]>()
  for (const leaf of leaves) for (const key of keysOf(leaf)) groups.set(key, [...(groups.get(key) ?? []), leaf])
  return groups
}

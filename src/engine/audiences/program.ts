import { createHash } from 'node:crypto'
import { type LeafRule, leafRules, otherEntity, type RelatedRule, rulesWithin } from '../rules/conditions.ts'
import { compilePredicate, type NumberedLeaf, type Predicate } from '../rules/evaluate.ts'
import { eventNamesOf, type Leaf, leafHash, leafOf, measuredLeaf } from '../rules/leaf.ts'
import { datedTraits, type TraitRule } from '../rules/next-change.ts'
import { parseRule } from '../rules/parse-rule.ts'
import { relationHash } from '../rules/relation.ts'
import type { MeasuredEvents, Rule } from '../rules/rule.ts'
import { type StateLayout, stateLayout } from '../rules/state-layout.ts'
import { compileTrait, type TraitNumbers, type TraitValueOf } from '../traits/compile-trait.ts'
import { parseTraitDefinition } from '../traits/parse-trait-definition.ts'
import { rulesOf, type TraitDefinition } from '../traits/trait-definition.ts'
import { audiencesOfBlank } from './blank-profile.ts'
import type { Entity } from './definitions.ts'
import { audienceName, traitName, usesOfRule, usesOfTrait } from './dependencies.ts'
import { Reach, type Reached } from './reach.ts'

/** An audience that is being kept up to date. */
export interface ActiveAudience {
  readonly kind: 'audience'
  readonly id: string
  readonly number: number
  readonly key: string
  readonly rule: Rule
  readonly holds: Predicate
  /** Whether any event can change it; if not, its changes come from traits and identifiers. */
  readonly usesEvents: boolean
}

/** A computed trait that is being kept up to date. */
export interface ActiveTrait {
  readonly kind: 'trait'
  readonly number: number
  readonly key: string
  readonly value: TraitValueOf
}

type Node = ActiveAudience | ActiveTrait

/** What is computed for one kind of entity. */
export interface Program {
  /** Audiences and computed traits, each after those that it refers to. */
  readonly nodes: readonly Node[]
  readonly reach: Reach<Node>
  /** What a profile is in of which nothing is known. */
  readonly blank: ReadonlySet<number>
  /** By number. */
  readonly audiences: ReadonlyMap<number, ActiveAudience>
  readonly layout: StateLayout
  /** Leaves by the name of the event they count, and by its type for those that take any name. */
  readonly leavesByName: ReadonlyMap<string, readonly NumberedLeaf[]>
  readonly leavesByType: ReadonlyMap<string, readonly NumberedLeaf[]>
  readonly datedTraits: readonly TraitRule[]
  /** The numbers of what its rules say about what is related, by id. */
  readonly relations: ReadonlyMap<string, number>
  readonly usesIdentifiers: boolean
  /** The keys of computed traits, also of those that are switched off, whose values stand still: no custom trait of such a name shows. */
  readonly computed: ReadonlySet<string>
  /** Their numbers. A profile that has a value of one is a member of it, as it were. */
  readonly computedNumbers: ReadonlySet<number>
  /** The keys of computed traits that were deleted and are being cleared away: custom traits of these names show again. */
  readonly released: readonly string[]
}

export interface AudienceRow {
  readonly id: string
  readonly number: number
  readonly key: string
  readonly entity: Entity
  readonly rule: unknown
  readonly status: 'COMPUTING' | 'LIVE' | 'DISABLED' | 'FAILED'
}

export interface TraitRow extends Omit<AudienceRow, 'rule'> {
  readonly definition: unknown
  readonly started: boolean
  readonly deleted: boolean
}

interface Rows {
  readonly audiences: readonly AudienceRow[]
  readonly traits: readonly TraitRow[]
}

/** Under which numbers things are kept, by hash. */
interface Known {
  readonly leaves: ReadonlyMap<string, number>
  readonly relations: ReadonlyMap<string, Pick<AudienceRow, 'id' | 'number'>>
}

export const isActive = ({ status }: Pick<AudienceRow, 'status'>) => status === 'LIVE' || status === 'COMPUTING'

export function buildProgram(entity: Entity, { audiences, traits }: Rows, known: Known): Program {
  const own = traits.filter((row) => row.entity === entity)
  const living = own.filter((row) => row.started && !row.deleted)
  const drafts = inOrder([
    ...living.filter(isActive).map((row) => traitDraft(row, parseTraitDefinition(row.definition))),
    ...audiences.filter((row) => row.entity === entity && isActive(row)).map((row) => audienceDraft(row, parseRule(row.rule))),
  ])
  const registry = createRegistry(entity, known)
  const reached = drafts.map((draft) => compile(draft, registry))
  const nodes = reached.map(({ node }) => node)
  const rules = drafts.flatMap((draft) => draft.rules)
  const leaves = [...registry.leaves.values()]
  const computed = new Set(living.map(({ key }) => key))
  return {
    nodes,
    reach: new Reach(reached),
    blank: audiencesOfBlank(nodes),
    audiences: new Map(nodes.filter((node) => node.kind === 'audience').map((node) => [node.number, node])),
    layout: stateLayout(stampOf({ audiences, traits }, leaves), leaves),
    leavesByName: groupBy(leaves, ({ leaf }) => eventNamesOf(leaf)),
    leavesByType: groupBy(leaves, ({ leaf }) =>
      leaf.kind === 'event' && leaf.condition.name === null && leaf.condition.type ? [leaf.condition.type] : [],
    ),
    datedTraits: rules.flatMap(datedTraits),
    relations: registry.relations,
    usesIdentifiers: rules.some((rule) => [...rulesWithin(rule)].some((one) => one.kind === 'identifier')),
    computed,
    computedNumbers: new Set(living.map(({ number }) => number)),
    released: own.filter(({ deleted, key }) => deleted && !computed.has(key)).map(({ key }) => key),
  }
}

/** What becomes a node once it is known what it comes after. */
interface Draft {
  readonly name: string
  readonly uses: ReadonlySet<string>
  /** Beside its rules. */
  readonly readsTraits: boolean
  readonly rules: readonly Rule[]
  compile(registry: Registry): Node
}

/** Compiles it, and notes what its answer depends on. */
function compile(draft: Draft, registry: Registry): Reached<Node> {
  const leaves = new Set<number>()
  const noted = (leaf: NumberedLeaf): NumberedLeaf => {
    leaves.add(leaf.number)
    return leaf
  }
  const node = draft.compile({ ...registry, leaf: (rule) => noted(registry.leaf(rule)), value: (events) => noted(registry.value(events)) })
  const conditions = draft.rules.flatMap((rule) => [...rulesWithin(rule)])
  const inputs = {
    leaves,
    traits: draft.readsTraits || conditions.some(({ kind }) => kind === 'trait'),
    elsewhere: conditions.some(({ kind }) => kind === 'identifier' || kind === 'related'),
  }
  return { node, name: draft.name, uses: draft.uses, inputs }
}

/** Equal for equal definitions only. */
function stampOf({ audiences, traits }: Rows, leaves: readonly NumberedLeaf[]): number {
  const defined = {
    audiences: audiences.map((row) => [row.number, row.key, row.entity, isActive(row), row.rule]),
    traits: traits.map((row) => [row.number, row.key, row.entity, isActive(row), row.started, row.deleted, row.definition]),
    // Their numbers tell what they mean, also from one version of the program to the next.
    leaves: leaves.map(({ number }) => number),
  }
  return createHash('sha256').update(JSON.stringify(defined)).digest().readUIntBE(0, 6) || 1
}

const audienceDraft = ({ id, number, key, entity }: AudienceRow, rule: Rule): Draft => ({
  name: audienceName(key),
  uses: usesOfRule(rule, entity),
  readsTraits: false,
  rules: [rule],
  compile: (numbers) => ({
    ...{ kind: 'audience', id, number, key, rule },
    ...{ holds: compilePredicate(rule, numbers), usesEvents: [...leafRules(rule)].length > 0 },
  }),
})

const traitDraft = ({ number, key, entity }: TraitRow, definition: TraitDefinition): Draft => ({
  name: traitName(key, entity),
  uses: usesOfTrait(definition, entity),
  readsTraits: definition.kind === 'formula',
  rules: rulesOf(definition),
  compile: (numbers) => ({ kind: 'trait', number, key, value: compileTrait(definition, numbers) }),
})

/** Each after those it refers to. Saving refuses cycles, so that there is always such an order. */
function inOrder(drafts: readonly Draft[]): readonly Draft[] {
  const byName = new Map(drafts.map((draft) => [draft.name, draft]))
  const done = new Set<Draft>()
  const visit = (draft: Draft) => {
    if (done.has(draft)) return
    for (const name of draft.uses) {
      const other = byName.get(name)
      if (other) visit(other)
    }
    done.add(draft)
  }
  for (const draft of drafts) visit(draft)
  return [...done]
}

interface Registry extends TraitNumbers {
  readonly leaves: ReadonlyMap<string, NumberedLeaf>
  readonly relations: ReadonlyMap<string, number>
}

/** Collects what the nodes need, each once. */
function createRegistry(entity: Entity, known: Known): Registry {
  const leaves = new Map<string, NumberedLeaf>()
  const relations = new Map<string, number>()
  const numbered = (leaf: Leaf): NumberedLeaf => {
    const hash = leafHash(leaf)
    const there = leaves.get(hash)
    if (there) return there
    const number = known.leaves.get(hash)
    if (number === undefined) throw new Error(`The leaf ${hash} of what was saved has no number.`)
    const added = { number, leaf }
    leaves.set(hash, added)
    return added
  }
  return {
    leaves,
    relations,
    leaf: (rule: LeafRule) => numbered(leafOf(entity, rule)),
    value: (events: MeasuredEvents) => numbered(measuredLeaf(entity, events)),
    relation(rule: RelatedRule) {
      const hash = relationHash(otherEntity(entity), rule.rule)
      const relation = known.relations.get(hash)
      if (!relation) throw new Error(`What is related by ${hash} is not kept for what was saved.`)
      relations.set(relation.id, relation.number)
      return relation.number
    },
  }
}

function groupBy(leaves: readonly NumberedLeaf[], keysOf: (leaf: NumberedLeaf) => readonly string[]): ReadonlyMap<string, readonly NumberedLeaf[]> {
  const groups = new Map<string, NumberedLeaf[]>()
  for (const leaf of leaves) for (const key of keysOf(leaf)) groups.set(key, [...(groups.get(key) ?? []), leaf])
  return groups
}

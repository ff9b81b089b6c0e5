import type { Path, PropertyRule, Rule } from './rule.ts'

/** The rule and every rule within it that is about the same entity, outermost first: not those about what is related. */
export function* rulesWithin(rule: Rule): Generator<Rule> {
  yield rule
  switch (rule.kind) {
    case 'all':
    case 'any':
      for (const one of rule.of) yield* rulesWithin(one)
      return
    case 'not':
      yield* rulesWithin(rule.rule)
      return
    case 'trait':
    case 'event':
    case 'sequence':
    case 'audience':
    case 'identifier':
    case 'related':
      return
  }
}

export type LeafRule = Extract<Rule, { kind: 'event' | 'sequence' }>

/** The conditions of a rule that need state, in the order in which it names them; not those of the audiences that it refers to. */
export function* leafRules(rule: Rule): Generator<LeafRule> {
  for (const one of rulesWithin(rule)) if (one.kind === 'event' || one.kind === 'sequence') yield one
}

export type RelatedRule = Extract<Rule, { kind: 'related' }>

/** What a rule says about what is related, in the order in which it says it; not what that says about what is related in turn. */
export function* relatedRules(rule: Rule): Generator<RelatedRule> {
  for (const one of rulesWithin(rule)) if (one.kind === 'related') yield one
}

interface Reference {
  readonly key: string
  /** Whom the audience must be about. */
  readonly entity: Entity
  /** To the key in the JSON form. */
  readonly path: readonly string[]
}

/** Each mention of an audience in a rule about this entity. */
export function* audienceReferences(rule: Rule, entity: Entity, path: readonly string[] = []): Generator<Reference> {
  switch (rule.kind) {
    case 'all':
    case 'any':
      for (const [i, one] of rule.of.entries()) yield* audienceReferences(one, entity, [...path, rule.kind, String(i)])
      return
    case 'not':
      yield* audienceReferences(rule.rule, entity, [...path, 'not'])
      return
    case 'audience':
      yield { key: rule.key, entity, path: [...path, 'audience', 'key'] }
      return
    case 'related':
      yield* audienceReferences(rule.rule, otherEntity(entity), [...path, 'related', 'rule'])
      return
    case 'trait':
    case 'event':
    case 'sequence':
    case 'identifier':
      return
  }
}

/** A trait that something refers to, and whose it is. */
export interface TraitReference {
  readonly name: string
  readonly entity: Entity
}

/** Each mention of a trait in a rule about this entity. */
export function* traitReferences(rule: Rule, entity: Entity): Generator<TraitReference> {
  for (const one of rulesWithin(rule)) {
    if (one.kind === 'related') yield* traitReferences(one.rule, otherEntity(entity))
    if (one.kind !== 'trait') continue
    yield* rootOf(one.path, entity)
    if (one.is.kind === 'eqTrait' || one.is.kind === 'gtTrait' || one.is.kind === 'ltTrait') yield* rootOf(one.is.path, entity)
  }
}

/** The trait that a path begins at: of any element there is none, because traits are no list. */
export function* rootOf([first]: Path, entity: Entity): Generator<TraitReference> {
  if (first?.kind === 'key') yield { name: first.key, entity }
}

type Entity = 'PROFILE' | 'ACCOUNT'

/** Whom a rule about what is related is about. */
export const otherEntity = (entity: Entity): Entity => (entity === 'PROFILE' ? 'ACCOUNT' : 'PROFILE')

/** How many tests a rule makes, those within event conditions included; an `all` or `any` of nothing counts as one. */
export function countConditions(rule: Rule | PropertyRule): number {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return Math.max(1, sum(rule.of.map(countConditions)))
    case 'not':
    case 'related':
      return countConditions(rule.rule)
    case 'event':
      return 1 + (rule.condition.where ? countConditions(rule.condition.where) : 0)
    case 'sequence':
      return sum(rule.sequence.steps.map((step) => 1 + (step.where ? countConditions(step.where) : 0)))
    case 'trait':
    case 'audience':
    case 'identifier':
    case 'property':
    case 'context':
      return 1
  }
}

const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0)

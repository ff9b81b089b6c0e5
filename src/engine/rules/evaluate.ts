import type { Millis } from '../clock.ts'
import type { JsonObject } from '../json.ts'
import type { LeafRule, RelatedRule } from './conditions.ts'
import type { Leaf } from './leaf.ts'
import type { LeafState } from './leaf-state.ts'
import { leafHolds, passesCount } from './leaf-value.ts'
import { valuesAt } from './match-path.ts'
import { matchesTrait, matchesValue } from './match-value.ts'
import type { Point } from './point.ts'
import type { Rule } from './rule.ts'
import { findChain } from './sequence-state.ts'

/** What a rule can see of a profile at one moment. */
export interface View {
  readonly now: Millis
  readonly traits: JsonObject
  /** How many identifiers of a type the profile has. */
  identifierCount(type: string): number
  isMember(audienceKey: string): boolean
  /** Of what is related to it: how many there are, and for how many the rule with this number holds. */
  related(number: number): { readonly all: number; readonly holding: number }
  leafState(leafNumber: number): LeafState
  /** The points of a leaf that had to be read from the events. */
  readPoints(leafNumber: number): readonly Point[]
}

export type Predicate = (view: View) => boolean

/** A leaf with the number under which its state is kept. */
export interface NumberedLeaf {
  readonly number: number
  readonly leaf: Leaf
}

/** Under which numbers that which a rule needs is kept. */
export interface Numbers {
  leaf(rule: LeafRule): NumberedLeaf
  relation(rule: RelatedRule): number
}

/** Turns a rule into a function, once, so that evaluating it looks nothing up. */
export function compilePredicate(rule: Rule, numbers: Numbers): Predicate {
  switch (rule.kind) {
    case 'all': {
      const parts = rule.of.map((one) => compilePredicate(one, numbers))
      return (view) => parts.every((part) => part(view))
    }
    case 'any': {
      const parts = rule.of.map((one) => compilePredicate(one, numbers))
      return (view) => parts.some((part) => part(view))
    }
    case 'not': {
      const part = compilePredicate(rule.rule, numbers)
      return (view) => !part(view)
    }
    case 'trait':
      return traitPredicate(rule)
    case 'event':
      return eventPredicate(rule, numbers.leaf(rule))
    case 'sequence': {
      const { number } = numbers.leaf(rule)
      return (view) => findChain(rule.sequence, view.leafState(number).points, view.now) !== null
    }
    case 'audience':
      return (view) => view.isMember(rule.key) === rule.member
    case 'identifier':
      return (view) => passesCount(rule.count, view.identifierCount(rule.type))
    case 'related':
      return relatedPredicate(rule.quantifier, numbers.relation(rule))
  }
}

function relatedPredicate(quantifier: RelatedRule['quantifier'], number: number): Predicate {
  switch (quantifier) {
    case 'any':
      return (view) => view.related(number).holding > 0
    case 'none':
      return (view) => view.related(number).holding === 0
    case 'all':
      return (view) => {
        const { all, holding } = view.related(number)
        return holding === all
      }
  }
}

function traitPredicate({ path, is }: Extract<Rule, { kind: 'trait' }>): Predicate {
  switch (is.kind) {
    case 'eqTrait':
    case 'gtTrait':
    case 'ltTrait':
      return ({ traits }) => {
        const others = valuesAt(traits, is.path)
        return valuesAt(traits, path).some((value) => others.some((other) => matchesTrait(is, value, other)))
      }
    default:
      return (view) => valuesAt(view.traits, path).some((value) => matchesValue(is, value, view.now))
  }
}

function eventPredicate({ is, condition }: Extract<Rule, { kind: 'event' }>, { number, leaf }: NumberedLeaf): Predicate {
  if (leaf.kind !== 'event') throw new Error('An event condition has a leaf of its own kind.')
  const asked = { measure: condition.measure, test: is }
  return (view) => leafHolds(leaf, view.leafState(number), asked, { now: view.now, read: view.readPoints(number) })
}

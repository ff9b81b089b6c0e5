import type { Millis } from '../clock.ts'
import type { JsonObject } from '../json.ts'
import type { Leaf } from './leaf.ts'
import type { LeafState, Point } from './leaf-state.ts'
import { leafHolds, passesCount } from './leaf-value.ts'
import { valuesAt } from './match-path.ts'
import { matchesValue } from './match-value.ts'
import type { NumberTest, Rule } from './rule.ts'

/** What a rule can see of a profile at one moment. */
export interface View {
  readonly now: Millis
  readonly traits: JsonObject
  /** How many identifiers of a type the profile has. */
  identifierCount(type: string): number
  isMember(audienceKey: string): boolean
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

/** Turns a rule into a function, once, so that evaluating it looks nothing up. */
export function compilePredicate(rule: Rule, leafOf: (rule: Extract<Rule, { kind: 'event' }>) => NumberedLeaf): Predicate {
  switch (rule.kind) {
    case 'all': {
      const parts = rule.of.map((one) => compilePredicate(one, leafOf))
      return (view) => parts.every((part) => part(view))
    }
    case 'any': {
      const parts = rule.of.map((one) => compilePredicate(one, leafOf))
      return (view) => parts.some((part) => part(view))
    }
    case 'not': {
      const part = compilePredicate(rule.rule, leafOf)
      return (view) => !part(view)
    }
    case 'trait':
      return (view) => valuesAt(view.traits, rule.path).some((value) => matchesValue(rule.is, value, view.now))
    case 'event':
      return eventPredicate(leafOf(rule), rule.is)
    case 'audience':
      return (view) => view.isMember(rule.key) === rule.member
    case 'identifier':
      return (view) => passesCount(rule.count, view.identifierCount(rule.type))
  }
}

function eventPredicate({ number, leaf }: NumberedLeaf, test: NumberTest): Predicate {
  return (view) => leafHolds(leaf, view.leafState(number), test, { now: view.now, read: view.readPoints(number) })
}

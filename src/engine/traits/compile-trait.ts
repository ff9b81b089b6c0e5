import { Big } from 'big.js'
import type { Json } from '../json.ts'
import { compilePredicate, type NumberedLeaf, type Numbers, type View } from '../rules/evaluate.ts'
import { compileFormula } from '../rules/formula/evaluate-formula.ts'
import { measuredValue } from '../rules/measured-value.ts'
import type { MeasuredEvents } from '../rules/rule.ts'
import type { ScoreDefinition, TraitDefinition } from './trait-definition.ts'

/** What a trait is at a moment; null: the profile has none. */
export type TraitValueOf = (view: View) => Json

/** Under which numbers that which a definition needs is kept. */
export interface TraitNumbers extends Numbers {
  value(events: MeasuredEvents): NumberedLeaf
}

/** Turns a definition into a function, once, so that evaluating it looks nothing up. */
export function compileTrait(definition: TraitDefinition, numbers: TraitNumbers): TraitValueOf {
  switch (definition.kind) {
    case 'measure':
      return valueOfEvents(numbers.value(definition.events))
    case 'score':
      return compileScore(definition, numbers)
    case 'formula': {
      const value = compileFormula(definition.formula)
      return ({ traits }) => value(traits)
    }
  }
}

function valueOfEvents({ number, leaf }: NumberedLeaf): TraitValueOf {
  if (leaf.kind !== 'event') throw new Error('What is measured of events has a leaf of its own kind.')
  return (view) => measuredValue(leaf, view.leafState(number), { now: view.now, read: view.readPoints(number) }) ?? null
}

function compileScore({ rules, events, min, max }: ScoreDefinition, numbers: TraitNumbers): TraitValueOf {
  const ruled = rules.map(({ rule, points }) => ({ holds: compilePredicate(rule, numbers), points }))
  const scored = events.map((one) => valueOfEvents(numbers.value(one)))
  return (view) => {
    // Decimals, so that the order of the parts makes no difference.
    let sum = new Big(0)
    for (const { holds, points } of ruled) if (holds(view)) sum = sum.plus(points)
    for (const value of scored) sum = sum.plus(value(view) as number)
    const score = Math.min(Math.max(sum.toNumber(), min ?? Number.NEGATIVE_INFINITY), max ?? Number.POSITIVE_INFINITY)
    return Number.isFinite(score) ? score : null
  }
}

import type { Millis } from '../clock.ts'
import { rulesWithin } from './conditions.ts'
import type { NumberedLeaf, View } from './evaluate.ts'
import { isEmpty } from './leaf-state.ts'
import { nextLeafChange } from './leaf-value.ts'
import { valuesAt } from './match-path.ts'
import { nextValueChange } from './match-value.ts'
import type { Rule } from './rule.ts'

export type TraitRule = Extract<Rule, { kind: 'trait' }>

/** The trait conditions whose answer the clock can change. */
export function datedTraits(rule: Rule): readonly TraitRule[] {
  return [...rulesWithin(rule)].filter((one) => one.kind === 'trait').filter((one) => 'length' in one.is)
}

/** The next moment at which the clock alone can change an answer about this profile; Infinity: never. May be early, never late. */
export function nextChange(view: View, leaves: readonly NumberedLeaf[], traits: readonly TraitRule[]): Millis {
  let next = Number.POSITIVE_INFINITY
  for (const { number, leaf } of leaves) {
    const state = view.leafState(number)
    if (isEmpty(state)) continue
    next = Math.min(next, nextLeafChange(leaf, state, { now: view.now, read: view.readPoints(number) }))
  }
  for (const { path, is } of traits) {
    for (const value of valuesAt(view.traits, path)) next = Math.min(next, nextValueChange(is, value, view.now))
  }
  return next
}

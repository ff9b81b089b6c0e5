import { rootOf, type TraitReference, traitReferences } from '../rules/conditions.ts'
import { type Formula, traitPaths } from '../rules/formula/formula.ts'
import type { MeasuredEvents, Rule } from '../rules/rule.ts'

/** How a trait is computed. */
export type TraitDefinition =
  /** What events come to. */
  | { readonly kind: 'measure'; readonly events: MeasuredEvents }
  | ScoreDefinition
  /** Arithmetic over other traits. */
  | { readonly kind: 'formula'; readonly formula: Formula }

/** The points of each rule that holds, and those of events; the sum is kept within `min` and `max`. */
export interface ScoreDefinition {
  readonly kind: 'score'
  readonly rules: readonly { readonly rule: Rule; readonly points: number }[]
  /** Whose measure is points that decay. */
  readonly events: readonly MeasuredEvents[]
  readonly min: number | null
  readonly max: number | null
}

/** The rules within a definition: those of a score. */
export const rulesOf = (definition: TraitDefinition): readonly Rule[] => (definition.kind === 'score' ? definition.rules.map(({ rule }) => rule) : [])

/** What a definition measures of events. */
export function measuresOf(definition: TraitDefinition): readonly MeasuredEvents[] {
  switch (definition.kind) {
    case 'measure':
      return [definition.events]
    case 'score':
      return definition.events
    case 'formula':
      return []
  }
}

/** The traits that a definition reads. */
export function* traitsReadBy(definition: TraitDefinition, entity: TraitReference['entity']): Generator<TraitReference> {
  switch (definition.kind) {
    case 'measure':
      return
    case 'score':
      for (const { rule } of definition.rules) yield* traitReferences(rule, entity)
      return
    case 'formula':
      for (const path of traitPaths(definition.formula)) yield* rootOf(path, entity)
      return
  }
}

import type { JsonObject } from '../../json.ts'
import type { Written } from './origins.ts'
import type { Tree } from './read-boolean.ts'

/** An event as it is written, before it is known whether it is counted or a step of a sequence. */
export interface EventText {
  readonly at: number
  readonly name: Written<string> | null
  readonly type: Written<string> | null
  readonly where: Tree<WhereLeaf> | null
  readonly window: Written<JsonObject> | null
  /** `within(parent: …)` */
  readonly withinParent: Written<string> | null
  /** `first()` and `last()` */
  readonly occurrence: Written<string> | null
  /** Those of `then(…)`. */
  readonly steps: readonly StepText[]
}

/** An event, what is measured of it, and the test of that; nulls stand for at least one. */
export interface CountedText {
  readonly event: EventText
  readonly measure: Written<JsonObject | null> | null
  readonly is: Written<JsonObject> | null
}

export interface StepText {
  readonly at: number
  readonly did: boolean
  readonly event: CountedText
}

export type WhereLeaf = { readonly kind: 'test'; readonly rule: JsonObject } | { readonly kind: 'event'; readonly counted: CountedText }

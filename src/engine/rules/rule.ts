import type { Millis } from '../clock.ts'
import type { EventType } from '../ingest/message.ts'
import type { JsonScalar } from '../json.ts'

/** One boolean rule about a profile. It is never unknown: a test on a missing value is false, and `not` is plain negation. */
export type Rule =
  | { readonly kind: 'all'; readonly of: readonly Rule[] }
  | { readonly kind: 'any'; readonly of: readonly Rule[] }
  | { readonly kind: 'not'; readonly rule: Rule }
  | { readonly kind: 'trait'; readonly path: Path; readonly is: ValueTest | TraitComparison }
  | { readonly kind: 'event'; readonly condition: EventCondition; readonly is: NumberTest }
  | { readonly kind: 'sequence'; readonly sequence: Sequence }
  | { readonly kind: 'audience'; readonly key: string; readonly member: boolean }
  | { readonly kind: 'identifier'; readonly type: string; readonly count: NumberTest }
  /** About the accounts of a person, or the people of an account: of none, `all` and `none` hold. */
  | { readonly kind: 'related'; readonly quantifier: 'any' | 'all' | 'none'; readonly rule: Rule }

/** The events that match, inside the window. */
export interface EventSelection {
  /** At least one of `type` and `name` is set. */
  readonly type: EventType | null
  readonly name: string | null
  readonly where: PropertyRule | null
  /** Null: from the beginning until now. */
  readonly window: Window | null
}

/** What is counted or measured of them, and is put to a test. */
export interface EventCondition extends EventSelection {
  readonly measure: Measure
}

/** What a value is made of that nothing tests: that of a computed trait. */
export interface MeasuredEvents extends EventSelection {
  readonly measure: Measure | ValueMeasure
}

/** Half-open (start, end]; never beyond now. */
export type Window =
  | { readonly kind: 'last'; readonly length: Millis }
  /** From `from` ago to `to` ago; `from` is the longer. */
  | { readonly kind: 'ago'; readonly from: Millis; readonly to: Millis }
  | { readonly kind: 'range'; readonly from: Millis | null; readonly to: Millis | null }

/** Steps that happened in this order, each at a strictly later moment than the one before. */
export interface Sequence {
  /** The first is done. */
  readonly steps: readonly SequenceStep[]
  /** In which all steps that are done lie. */
  readonly window: Window | null
}

/**
 * A step that is done is an event after the done step before it, at most `within` later. One that is not done demands that no such event follows the
 * done step before it: within `within`, which must be over; without it, until the next done step, or until now.
 */
export interface SequenceStep {
  readonly event: string
  readonly where: PropertyRule | null
  readonly within: Millis | null
  readonly did: boolean
  /** Which matching events may be this step: any, or only the first or the last of all that there ever were. */
  readonly occurrence: 'ANY' | 'FIRST' | 'LAST'
}

export type Measure =
  | { readonly kind: 'events' }
  | { readonly kind: 'utcDays' }
  | { readonly kind: 'sum' | 'avg' | 'min' | 'max' | 'uniqueCount'; readonly path: Path }

/** Measures that no rule can test, because what they give need not be a number. */
export type ValueMeasure =
  /** The value that the earliest or latest event with one has: order is (timestamp, messageId), and within one event that of its lists. */
  | { readonly kind: 'first' | 'last'; readonly path: Path }
  /** The most frequent value, if it is there that often; of several the smallest. */
  | { readonly kind: 'mode'; readonly path: Path; readonly minFrequency: number }
  /** Each value once, from the smallest on. */
  | { readonly kind: 'uniqueList'; readonly path: Path }
  /** Points per event, which halve with each half-life; null: they stay. Has no window. */
  | { readonly kind: 'decay'; readonly points: number; readonly halfLife: Millis | null }

export type PropertyRule =
  | { readonly kind: 'all'; readonly of: readonly PropertyRule[] }
  | { readonly kind: 'any'; readonly of: readonly PropertyRule[] }
  | { readonly kind: 'not'; readonly rule: PropertyRule }
  | { readonly kind: 'property' | 'context' | 'trait'; readonly path: Path; readonly is: ValueTest }

export type NumberTest =
  | { readonly kind: 'eq' | 'neq' | 'gt' | 'gte' | 'lt' | 'lte'; readonly value: number }
  /** Both included. */
  | { readonly kind: 'between'; readonly from: number; readonly to: number }

/** Every test is false when the value is missing or of another type, except `exists: false`. */
export type ValueTest =
  | { readonly kind: 'eq' | 'neq' | 'contains' | 'notContains'; readonly value: JsonScalar }
  | { readonly kind: 'gt' | 'gte' | 'lt' | 'lte'; readonly value: number | string }
  | { readonly kind: 'between'; readonly from: number; readonly to: number }
  | { readonly kind: 'in' | 'nin'; readonly values: readonly JsonScalar[] }
  | { readonly kind: 'startsWith' | 'endsWith'; readonly value: string }
  /** A whole-string RE2 pattern. */
  | { readonly kind: 'matches'; readonly pattern: string }
  | { readonly kind: 'exists'; readonly value: boolean }
  | { readonly kind: 'before' | 'after'; readonly value: Millis }
  /**
   * Dates against the clock (for properties: against the event's own timestamp).
   * The four partition time: withinLast (now − d, now], beforeLast ≤ now − d, withinNext (now, now + d], afterNext > now + d.
   */
  | { readonly kind: 'withinLast' | 'beforeLast' | 'withinNext' | 'afterNext'; readonly length: Millis }

/** Against another trait of the same profile; `gtTrait` and `ltTrait` hold only between two numbers or two strings. */
export interface TraitComparison {
  readonly kind: 'eqTrait' | 'gtTrait' | 'ltTrait'
  readonly path: Path
}

/** `key`: an own key of an object or, when it is a plain decimal such as 0 or 12, an index of a list. `any`: any element of a list. */
export type Path = readonly PathSegment[]
export type PathSegment = { readonly kind: 'key'; readonly key: string } | { readonly kind: 'any' }

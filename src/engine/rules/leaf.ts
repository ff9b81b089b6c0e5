import { createHash } from 'node:crypto'
import { DAY, HOUR, type Millis } from '../clock.ts'
import type { LeafRule } from './conditions.ts'
import { decayStart, decayStep } from './decay.ts'
import type { EventCondition, MeasuredEvents, NumberTest, Sequence, Window } from './rule.ts'

/** Grows when the meaning of any state changes, so that no bytes are ever read under another meaning; prepareSaved does the rest. */
const SEMANTICS = 2

/** The most moments that state keeps one by one; the rest is kept in buckets, or read from the events. */
export const MOST_POINTS = 64

/** A condition that needs state. Rules with the same leaf share its state. */
export type Leaf = EventLeaf | SequenceLeaf

/**
 * What is measured of events, and how much state that needs.
 *
 * `newest`: what the newest few decide, with all that are yet to come: counts (of events, days or distinct values) whose window ends now and whose
 * test needs no more than `keep` of them, the latest value, and the distinct values.
 * `oldest`: the earliest value of a window whose start stands still.
 * `cells`: everything else: the newest moments one by one, older ones in buckets.
 */
export interface EventLeaf {
  readonly kind: 'event'
  readonly entity: 'PROFILE' | 'ACCOUNT'
  readonly condition: MeasuredEvents
  readonly mode: LeafMode
}

type LeafMode = { readonly kind: 'newest'; readonly keep: number } | { readonly kind: 'oldest' } | { readonly kind: 'cells' }

/** A sequence: its state is which moments are which of its steps. */
export interface SequenceLeaf {
  readonly kind: 'sequence'
  readonly entity: 'PROFILE' | 'ACCOUNT'
  readonly sequence: Sequence
}

export function leafOf(entity: Leaf['entity'], rule: LeafRule): Leaf {
  return rule.kind === 'sequence' ? { kind: 'sequence', entity, sequence: rule.sequence } : eventLeaf(entity, rule.condition, rule.is)
}

function eventLeaf(entity: Leaf['entity'], condition: EventCondition, test: NumberTest): EventLeaf {
  const { measure, window } = condition
  const countable = measure.kind === 'events' || measure.kind === 'utcDays' || measure.kind === 'uniqueCount'
  const endsNow = window === null || window.kind === 'last'
  const keep = needed(test)
  return { kind: 'event', entity, condition, mode: countable && endsNow && keep <= MOST_POINTS ? { kind: 'newest', keep } : { kind: 'cells' } }
}

/** The leaf whose value is what is measured: what `measuredValue` reads. */
export function measuredLeaf(entity: Leaf['entity'], { measure, ...events }: MeasuredEvents): EventLeaf {
  const condition = { ...events, window: measure.kind === 'decay' ? null : events.window, measure }
  return { kind: 'event', entity, condition, mode: modeOf(condition) }
}

function modeOf({ measure, window }: MeasuredEvents): LeafMode {
  switch (measure.kind) {
    case 'events':
    case 'utcDays':
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
    case 'mode':
    case 'decay':
      return { kind: 'cells' }
    case 'first':
      return { kind: window === null || window.kind === 'range' ? 'oldest' : 'cells' }
    case 'last':
      return window?.kind === 'ago' ? { kind: 'cells' } : { kind: 'newest', keep: 1 }
    case 'uniqueCount':
    case 'uniqueList':
      // One more than are ever kept: so many have to be read from the events.
      return window?.kind === 'ago' ? { kind: 'cells' } : { kind: 'newest', keep: 2 * MOST_POINTS + 1 }
  }
}

/** How high one must count to know the answer of a test. */
function needed(test: NumberTest): number {
  switch (test.kind) {
    case 'gte':
    case 'lt':
      return Math.max(1, Math.ceil(test.value))
    case 'eq':
    case 'neq':
    case 'gt':
    case 'lte':
      return Math.max(1, Math.floor(test.value) + 1)
    case 'between':
      return Math.max(1, Math.floor(test.to) + 1)
  }
}

/** Identifies what a leaf means: equal leaves have equal hashes, in every process and version. */
export function leafHash(leaf: Leaf): string {
  return createHash('sha256')
    .update(canonicalJson({ semantics: SEMANTICS, ...leaf }))
    .digest('base64url')
}

/** JSON with the keys of every object in order. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  )
}

/** How wide the buckets of a leaf are; 0 stands for calendar months, for windows whose start does not move. */
export function bucketWidth({ condition: { measure, window } }: EventLeaf): Millis {
  if (measure.kind === 'decay' && measure.halfLife !== null) return decayStep(measure.halfLife)
  if (window === null || window.kind === 'range') return 0
  return (window.kind === 'last' ? window.length : window.from) > 60 * DAY ? DAY : HOUR
}

/** The names of the events that it is about; none: those of a type, whatever their name. */
export function eventNamesOf(leaf: Leaf): readonly string[] {
  if (leaf.kind === 'sequence') return [...new Set(leaf.sequence.steps.map((step) => step.event))]
  return leaf.condition.name === null ? [] : [leaf.condition.name]
}

/** From when to when events count at a moment: (start, end]. */
export function spanAt(leaf: Leaf, now: Millis): { readonly start: Millis; readonly end: Millis } {
  const measure = leaf.kind === 'event' ? leaf.condition.measure : null
  if (measure?.kind === 'decay' && measure.halfLife !== null) return { start: decayStart(measure.halfLife, now), end: now }
  return windowAt(leaf.kind === 'event' ? leaf.condition.window : leaf.sequence.window, now)
}

/** A window at a moment: (start, end]. */
export function windowAt(window: Window | null, now: Millis): { readonly start: Millis; readonly end: Millis } {
  if (window === null) return { start: Number.NEGATIVE_INFINITY, end: now }
  switch (window.kind) {
    case 'last':
      return { start: now - window.length, end: now }
    case 'ago':
      return { start: now - window.from, end: now - window.to }
    case 'range':
      return { start: window.from ?? Number.NEGATIVE_INFINITY, end: Math.min(window.to ?? now, now) }
  }
}

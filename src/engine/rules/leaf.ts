import { createHash } from 'node:crypto'
import { DAY, HOUR, type Millis } from '../clock.ts'
import type { EventCondition, NumberTest } from './rule.ts'

/** Grows when the meaning of any state changes, so that no bytes are ever read under another meaning. */
const SEMANTICS = 1

/** The most moments that state keeps one by one; the rest is kept in buckets, or read from the events. */
export const MOST_POINTS = 64

/**
 * An event condition that needs state, and how much of it. Rules with the same leaf share its state.
 *
 * `newest`: counts (of events, days or distinct values) whose window ends now and whose test needs no more than a few: the newest
 * `keep` of them, and all that are yet to come, decide it exactly.
 * `cells`: everything else: the newest moments one by one, older ones in buckets.
 */
export interface Leaf {
  readonly entity: 'PROFILE' | 'ACCOUNT'
  readonly condition: EventCondition
  readonly mode: { readonly kind: 'newest'; readonly keep: number } | { readonly kind: 'cells' }
}

export function leafOf(entity: Leaf['entity'], condition: EventCondition, test: NumberTest): Leaf {
  const { measure, window } = condition
  const countable = measure.kind === 'events' || measure.kind === 'utcDays' || measure.kind === 'uniqueCount'
  const endsNow = window === null || window.kind === 'last'
  const keep = needed(test)
  return { entity, condition, mode: countable && endsNow && keep <= MOST_POINTS ? { kind: 'newest', keep } : { kind: 'cells' } }
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
export function bucketWidth(leaf: Leaf): Millis {
  const window = leaf.condition.window
  if (window === null || window.kind === 'range') return 0
  return (window.kind === 'last' ? window.length : window.from) > 60 * DAY ? DAY : HOUR
}

/** The window of a leaf at a moment: (start, end]. */
export function windowAt(leaf: Leaf, now: Millis): { readonly start: Millis; readonly end: Millis } {
  const window = leaf.condition.window
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

import type { Millis } from '../clock.ts'
import type { JsonScalar } from '../json.ts'
import { parseDateTime } from './date-time.ts'
import { parseDuration } from './duration.ts'
import { parsePath } from './path.ts'
import { fail, type Place } from './place.ts'
import type { Path } from './rule.ts'

const MOST_SEGMENTS = 32

export function textAt(place: Place): string {
  if (typeof place.value !== 'string') fail(place, 'A string belongs here.')
  // Nothing stored holds them, and Postgres refuses them.
  if (place.value.includes('\0') || /\p{Surrogate}/u.test(place.value)) fail(place, 'A string has no U+0000 and no lone surrogates.')
  return place.value
}

export function nameAt(place: Place): string {
  const text = textAt(place)
  return text === '' ? fail(place, 'A name is not empty.') : text
}

export function numberAt(place: Place): number {
  if (typeof place.value !== 'number' || !Number.isFinite(place.value)) fail(place, 'A finite number belongs here.')
  // Adding 0 turns -0, which JSON cannot tell from 0, into 0.
  return place.value + 0
}

export function booleanAt(place: Place): boolean {
  return typeof place.value === 'boolean' ? place.value : fail(place, 'true or false belongs here.')
}

export function scalarAt(place: Place): JsonScalar {
  switch (typeof place.value) {
    case 'string':
      return textAt(place)
    case 'number':
      return numberAt(place)
    case 'boolean':
      return place.value
    default:
      return fail(place, 'A string, a number or a boolean belongs here.')
  }
}

export function orderedAt(place: Place): number | string {
  return typeof place.value === 'string'
    ? textAt(place)
    : typeof place.value === 'number'
      ? numberAt(place)
      : fail(place, 'A number or a string belongs here.')
}

export function pathAt(place: Place): Path {
  const path = parsePath(textAt(place))
  if (!path) fail(place, 'A path has no empty segment; segments are separated by ".", a literal dot is "\\.".')
  return path.length <= MOST_SEGMENTS ? path : fail(place, `A path has at most ${MOST_SEGMENTS} segments.`)
}

export function durationAt(place: Place): Millis {
  const length = parseDuration(textAt(place))
  if (typeof length !== 'number') fail(place, length.error)
  return length > 0 ? length : fail(place, 'A duration is longer than nothing.')
}

export function momentAt(place: Place): Millis {
  return parseDateTime(textAt(place)) ?? fail(place, 'A moment in ISO 8601 with a zone belongs here, such as 2026-01-31T12:00:00.000Z.')
}

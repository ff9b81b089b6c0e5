import { SECOND } from '../engine/clock.ts'
import { parseDuration } from '../engine/rules/duration.ts'
import { apiError } from './api-error.ts'

const DEFAULT_THROTTLE = 100
const MAX_THROTTLE = 60 * SECOND

/** Of a subscription whose frames are the same for all who ask the same: it is executed once for all of them. It answers a Feed. */
export const SHARED = { shared: true }

export const throttleDescription = 'At least so long from one change that is shown to the next: PT0S to PT60S, by default PT0.1S.'

export function throttleOf(text: string | null | undefined): number {
  const throttle = text == null ? DEFAULT_THROTTLE : parseDuration(text)
  if (typeof throttle === 'number' && throttle <= MAX_THROTTLE) return throttle
  throw apiError('BAD_USER_INPUT', '`throttle` is at most PT60S.')
}

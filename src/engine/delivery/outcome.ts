import type { Answer } from '../../connectors/contract.ts'
import { HOUR, MINUTE, type Millis, SECOND } from '../clock.ts'

/** What became of an attempt. */
export type Outcome =
  | { readonly kind: 'delivered' }
  /** It may go better later; `after`: not before, as the destination asked. */
  | { readonly kind: 'failed'; readonly error: string; readonly after: Millis | null }
  /** It will never be taken; `gone`: nor will anything else. */
  | { readonly kind: 'refused'; readonly error: string; readonly gone: boolean }
  /** It is not to be sent. */
  | { readonly kind: 'discarded'; readonly error: string }
  /** It was not tried: it waits for an older one about the same profile. */
  | { readonly kind: 'blocked'; readonly until: Millis }

const LONGEST_RETRY_AFTER = 24 * HOUR
const WORTH_TRYING_AGAIN = new Set([408, 423, 429])

/** What a response says about a delivery. Redirects are not followed: the address is to be put right. */
export function judge(answer: Pick<Answer, 'status' | 'headers'>, text: string, now: Millis): Outcome {
  const { status } = answer
  if (status >= 200 && status < 300) return { kind: 'delivered' }
  const error = describe(status, text)
  if (status >= 400 && status < 500 && !WORTH_TRYING_AGAIN.has(status)) return { kind: 'refused', error, gone: status === 410 }
  const asked = status === 429 || status === 503 ? retryAfter(answer.headers.get('retry-after'), now) : null
  return { kind: 'failed', error, after: asked }
}

function describe(status: number, text: string): string {
  const shown = text.trim().replaceAll(/\s+/g, ' ').slice(0, 200)
  const what = status >= 300 && status < 400 ? `HTTP ${status}, a redirect, which is not followed` : `HTTP ${status}`
  return shown === '' ? what : `${what}: ${shown}`
}

/** Seconds, or a date. */
function retryAfter(header: string | null, now: Millis): Millis | null {
  if (header === null) return null
  const wait = /^\d+$/.test(header.trim()) ? Number(header) * SECOND : Date.parse(header) - now
  return Number.isNaN(wait) ? null : Math.min(Math.max(0, wait), LONGEST_RETRY_AFTER)
}

/** While an older delivery holds up those behind it, it is tried often; then as Standard Webhooks says, for 75 hours. Counted from the attempt before. */
const IN_ORDER: readonly Millis[] = [5, 10, 20, 40, 60, 60, 60].map((seconds) => seconds * SECOND)
const ASIDE: readonly Millis[] = [5 * MINUTE, 30 * MINUTE, ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR)]
export const DELAYS: readonly Millis[] = [...IN_ORDER, ...ASIDE]
/** So long a delivery holds up those behind it. */
export const ORDERED_FOR = 5 * MINUTE

export type Next = { readonly kind: 'retry'; readonly due: Millis /** Later ones may pass. */; readonly aside: boolean } | { readonly kind: 'dead' }

/** When a delivery that has failed is tried again. */
export function nextAttempt({
  attempts,
  firstAttemptAt,
  now,
  after,
}: {
  /** With this one. */
  readonly attempts: number
  readonly firstAttemptAt: Millis
  readonly now: Millis
  readonly after: Millis | null
}): Next {
  const delay = DELAYS[attempts - 1]
  if (delay === undefined) return { kind: 'dead' }
  const due = now + Math.max(delay, after ?? 0)
  return { kind: 'retry', due, aside: due - firstAttemptAt > ORDERED_FOR }
}

import type { Delivery, Fetch } from '../../connectors/contract.ts'
import { SECOND } from '../clock.ts'
import { boundedText } from '../refusal-sample.ts'
import { judge, type Outcome } from './outcome.ts'

/** A whole attempt: to connect, to send, and to read the answer, however slowly it comes. */
const TIMEOUT = 15 * SECOND

export interface Attempt {
  readonly deliver: (call: { readonly delivery: Delivery; readonly fetch: Fetch; readonly signal: AbortSignal }) => Promise<Response>
  readonly delivery: Delivery
  readonly fetch: Fetch
  /** Ends it early. */
  readonly stop: AbortSignal
}

/** Makes one attempt. Never throws: whatever goes wrong is an outcome. Undefined: it was stopped, and nothing is known. */
export async function attempt({ deliver, delivery, fetch, stop }: Attempt): Promise<Outcome | undefined> {
  const ending = new AbortController()
  // A connector that does not listen to the signal is left behind.
  const ended = new Promise<never>((_, reject) => {
    ending.signal.addEventListener('abort', () => reject(ending.signal.reason), { once: true })
  })
  const timer = setTimeout(() => ending.abort(new Error(`There was no answer within ${TIMEOUT / SECOND} s`)), TIMEOUT)
  const onStop = () => ending.abort(stop.reason)
  stop.addEventListener('abort', onStop)
  if (stop.aborted) onStop()
  try {
    const response = await Promise.race([deliver({ delivery, fetch, signal: ending.signal }), ended])
    const text = response.ok ? '' : await response.text()
    return judge(response, boundedText(text, 300), delivery.at.getTime())
  } catch (error) {
    return stop.aborted ? undefined : { kind: 'failed', error: reasonOf(ending.signal.aborted ? ending.signal.reason : error), after: null }
  } finally {
    clearTimeout(timer)
    stop.removeEventListener('abort', onStop)
    // Nobody waits for it any more.
    ended.catch(() => {})
  }
}

/** The innermost reason: what wraps it says less. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  if (!(error instanceof Error)) return boundedText(String(error), 300)
  return error.cause instanceof Error ? reasonOf(error.cause) : boundedText(error.message || error.name, 300)
}

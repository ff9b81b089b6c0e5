import type { Answer, Delivery, Fetch } from '../../connectors/contract.ts'
import { boundedText } from '../refusal-sample.ts'
import { judge, type Outcome } from './outcome.ts'

export interface Attempt {
  readonly deliver: (call: { readonly delivery: Delivery; readonly fetch: Fetch; readonly signal: AbortSignal }) => Promise<Answer>
  readonly delivery: Delivery
  readonly fetch: Fetch
  /** Aborted when it has taken too long. */
  readonly signal: AbortSignal
}

/** Makes one attempt. Never throws: whatever goes wrong is an outcome. */
export async function attempt({ deliver, delivery, fetch, signal }: Attempt): Promise<Outcome> {
  try {
    const answer = await unlessAborted(signal, deliver({ delivery, fetch, signal }))
    const text = answer.ok ? '' : await unlessAborted(signal, answer.text())
    return judge(answer, boundedText(text, 300), delivery.at.getTime())
  } catch (error) {
    return { kind: 'failed', error: reasonOf(signal.aborted ? signal.reason : error), after: null }
  }
}

/** A connector that does not listen to its signal is left behind. */
function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort)
    work.then(
      (result) => {
        signal.removeEventListener('abort', onAbort)
        resolve(result)
      },
      (error: unknown) => {
        signal.removeEventListener('abort', onAbort)
        reject(error)
      },
    )
  })
}

/** The innermost reason: what wraps it says less. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  if (!(error instanceof Error)) return boundedText(String(error), 300)
  return error.cause instanceof Error ? reasonOf(error.cause) : boundedText(error.message || error.name, 300)
}

import { setTimeout as sleep } from 'node:timers/promises'
import type { Millis } from './clock.ts'

/**
 * Does something again and again, with a pause between, until the signal; an error is reported and does not end it. Resolves after the last round.
 * Work that knows when there is something to do answers for how long there is not: the pause is never longer than that.
 */
export async function repeat(
  { every, signal, onError }: { readonly every: Millis; readonly signal: AbortSignal; readonly onError: (error: unknown) => void },
  work: (() => Promise<void>) | (() => Promise<Millis>),
): Promise<void> {
  while (!signal.aborted) {
    const nothingFor = await work().catch(onError)
    await sleep(typeof nothingFor === 'number' ? Math.min(nothingFor, every) : every, undefined, { signal }).catch(() => {})
  }
}

import { setTimeout as sleep } from 'node:timers/promises'

/** Does something again and again, with a pause between, until the signal; an error is reported and does not end it. Resolves after the last round. */
export async function repeat(
  { every, signal, onError }: { readonly every: number; readonly signal: AbortSignal; readonly onError: (error: unknown) => void },
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    await work().catch(onError)
    await sleep(every, undefined, { signal }).catch(() => {})
  }
}

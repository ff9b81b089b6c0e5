import { setMaxListeners } from 'node:events'
import { type Millis, SECOND } from '../clock.ts'

/** A whole attempt: to connect, to send, and to read the answer, however slowly it comes. */
export const TIMEOUT: Millis = 15 * SECOND

/** Signals that are aborted when an attempt has taken too long: those that begin within the same second share one, because making one for each takes longer than to send. */
export class Deadlines {
  readonly #stop: AbortSignal
  readonly #timers = new Set<NodeJS.Timeout>()
  #current: AbortSignal | null = null

  /** `stop` ends all of them early. */
  constructor(stop: AbortSignal) {
    this.#stop = stop
  }

  /** For an attempt that begins now. */
  next(): AbortSignal {
    this.#current ??= this.#open()
    return this.#current
  }

  /** When none is needed any more. */
  close(): void {
    for (const timer of this.#timers) clearTimeout(timer)
  }

  #open(): AbortSignal {
    const late = new AbortController()
    const signal = AbortSignal.any([late.signal, this.#stop])
    setMaxListeners(0, signal)
    this.#after(SECOND, () => {
      this.#current = null
    })
    this.#after(TIMEOUT + SECOND, () => late.abort(new Error(`There was no answer within ${TIMEOUT / SECOND} s`)))
    return signal
  }

  #after(wait: Millis, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      work()
    }, wait)
    this.#timers.add(timer)
  }
}

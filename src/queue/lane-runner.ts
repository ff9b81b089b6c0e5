import type { OnError } from './backend.ts'

export interface LaneRunnerOptions {
  /** How many lanes are drained at the same time. */
  readonly concurrency: number
  /** Drains a lane until it is empty; idempotent, and harmless where there is nothing to do. */
  readonly drain: (lane: number) => Promise<void>
  readonly onError: OnError
}

interface Run {
  /** Something came after it began. */
  again: boolean
  done: Promise<void>
}

/**
 * Drains lanes in this process: each at most once at a time, and once more for whatever came meanwhile; those for which there is no room wait
 * for their turn, in order.
 */
export class LaneRunner {
  readonly #options: LaneRunnerOptions
  readonly #running = new Map<number, Run>()
  readonly #waiting = new Set<number>()
  #closed = false

  constructor(options: LaneRunnerOptions) {
    this.#options = options
  }

  /** Drains a lane now or when its turn comes; false: it is closed. */
  take(lane: number): boolean {
    if (this.#closed) return false
    const run = this.#running.get(lane)
    if (run) run.again = true
    else if (this.#running.size >= this.#options.concurrency) this.#waiting.add(lane)
    else this.#start(lane)
    return true
  }

  /** The same; resolves when that is done. */
  async run(lane: number): Promise<void> {
    this.take(lane)
    while (this.#waiting.has(lane)) await Promise.race([...this.#running.values()].map(({ done }) => done))
    await this.#running.get(lane)?.done
  }

  /** Begins nothing more, and waits for what runs, however long it takes. */
  async close(): Promise<void> {
    this.#closed = true
    this.#waiting.clear()
    await Promise.all([...this.#running.values()].map(({ done }) => done))
  }

  #start(lane: number): void {
    const run: Run = { again: false, done: Promise.resolve() }
    this.#running.set(lane, run)
    run.done = this.#drain(lane, run)
  }

  async #drain(lane: number, run: Run): Promise<void> {
    const { drain, onError } = this.#options
    try {
      do {
        run.again = false
        await drain(lane)
      } while (run.again && !this.#closed && this.#waiting.size === 0)
    } catch (error) {
      // The lane is looked at again within a second.
      onError(error instanceof Error ? error : new Error(String(error)))
    } finally {
      this.#running.delete(lane)
      this.#next()
      // Others waited: it goes behind them.
      if (run.again) this.take(lane)
    }
  }

  #next(): void {
    const [lane] = this.#waiting
    if (lane === undefined || this.#closed) return
    this.#waiting.delete(lane)
    this.#start(lane)
  }
}

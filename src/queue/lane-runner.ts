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

/** Drains lanes in this process: each at most once at a time, and once more for whatever came meanwhile. */
export class LaneRunner {
  readonly #options: LaneRunnerOptions
  readonly #running = new Map<number, Run>()
  #closed = false

  constructor(options: LaneRunnerOptions) {
    this.#options = options
  }

  /** Begins to drain a lane now, if it can; false: it has enough to do. */
  take(lane: number): boolean {
    const run = this.#running.get(lane)
    if (run) run.again = true
    else if (this.#closed || this.#running.size >= this.#options.concurrency) return false
    else this.#start(lane)
    return true
  }

  /** Drains a lane as soon as it can; resolves when that is done. */
  async run(lane: number): Promise<void> {
    while (!this.take(lane)) {
      if (this.#closed) return
      await Promise.race([...this.#running.values()].map(({ done }) => done))
    }
    await this.#running.get(lane)?.done
  }

  /** Begins nothing more, and waits for what runs, however long it takes. */
  async close(): Promise<void> {
    this.#closed = true
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
      } while (run.again && !this.#closed)
    } catch (error) {
      // The lane is looked at again within a second.
      onError(error instanceof Error ? error : new Error(String(error)))
    } finally {
      this.#running.delete(lane)
    }
  }
}

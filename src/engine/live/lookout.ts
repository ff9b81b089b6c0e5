import { SECOND } from '../clock.ts'

export interface LookoutOptions {
  /** All that is watched. */
  readonly watched: () => Iterable<string>
  /** Looks at some of it, and shows what it finds. */
  readonly look: (keys: readonly string[]) => Promise<void>
  readonly onError: (error: Error) => void
}

/** Looks at all that is watched once per second; a hint only says where to look before the second is over. */
export class Lookout {
  readonly #options: LookoutOptions
  readonly #asked = new Set<string>()
  #looking = false
  #timer: NodeJS.Timeout | undefined

  constructor(options: LookoutOptions) {
    this.#options = options
  }

  start(): void {
    this.#timer ??= setInterval(() => this.ask(this.#options.watched()), SECOND)
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  ask(keys: Iterable<string>): void {
    for (const key of keys) this.#asked.add(key)
    if (!this.#looking) void this.#look()
  }

  /** One look at a time, so that a later one never shows an earlier state; what is asked for meanwhile is the next one. */
  async #look(): Promise<void> {
    this.#looking = true
    while (this.#asked.size > 0) {
      const keys = [...this.#asked]
      this.#asked.clear()
      try {
        await this.#options.look(keys)
      } catch (error) {
        // The next second tries again.
        this.#options.onError(error instanceof Error ? error : new Error(String(error)))
      }
    }
    this.#looking = false
  }
}

import { MINUTE, type Millis, SECOND } from '../clock.ts'

/** In flight at the same time, of each lane. */
const WIDEST = 16
const FIRST = 4
/** So many failures in a row, and the destination is left alone for a while. */
const PATIENCE = 8
const LONGEST_PAUSE = MINUTE
const LONGEST_ASKED = 15 * MINUTE

/** How fast a destination is sent to: as fast as it answers, and hardly at all while it fails, so that what waits for it waits untried. */
export class Pace {
  readonly #elapsed: () => number
  #width = FIRST
  #failures = 0
  #pausedUntil = 0

  constructor(elapsed: () => number) {
    this.#elapsed = elapsed
  }

  /** How many deliveries of a lane may be in flight. */
  get width(): number {
    return this.#width
  }

  get paused(): boolean {
    return this.#elapsed() < this.#pausedUntil
  }

  succeeded(): void {
    this.#failures = 0
    this.#width = Math.min(WIDEST, this.#width + 1)
  }

  /** `after`: for so long it wants to be left alone. */
  failed(after: Millis | null): void {
    this.#failures++
    this.#width = Math.max(1, this.#width >> 1)
    const pause = this.#failures < PATIENCE ? 0 : Math.min(LONGEST_PAUSE, SECOND * 2 ** (this.#failures - PATIENCE))
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#elapsed() + Math.max(pause, Math.min(after ?? 0, LONGEST_ASKED)))
  }
}

import type { Queryable } from '../../db/db.ts'
import { readRevoked } from '../../engine/credentials.ts'

const LOOK_EVERY = 1_000

/** Tells those who are connected by a key when it is revoked: one query per second for all that are in use. */
export class KeyWatch {
  readonly #db: Queryable
  readonly #onError: (error: unknown) => void
  readonly #holders = new Map<string, Set<() => void>>()
  #timer: NodeJS.Timeout | undefined

  constructor(db: Queryable, onError: (error: unknown) => void) {
    this.#db = db
    this.#onError = onError
  }

  /** Calls back once when the key is revoked, until what it answers is called. */
  hold(key: string, onRevoked: () => void): () => void {
    const holders = this.#holders.get(key) ?? new Set()
    this.#holders.set(key, holders.add(onRevoked))
    this.#timer ??= setInterval(() => void this.#look().catch(this.#onError), LOOK_EVERY)
    return () => {
      holders.delete(onRevoked)
      if (holders.size === 0) this.#holders.delete(key)
      if (this.#holders.size > 0) return
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }

  async #look(): Promise<void> {
    for (const key of await readRevoked(this.#db, [...this.#holders.keys()])) {
      for (const onRevoked of [...(this.#holders.get(key) ?? [])]) onRevoked()
    }
  }
}

/** Who watches what. */
export class Watchers<Watcher> {
  readonly #byKey = new Map<string, Set<Watcher>>()

  get size(): number {
    return this.#byKey.size
  }

  keys(): Iterable<string> {
    return this.#byKey.keys()
  }

  has(key: string): boolean {
    return this.#byKey.has(key)
  }

  of(key: string): Iterable<Watcher> {
    return this.#byKey.get(key) ?? []
  }

  add(key: string, watcher: Watcher): void {
    const watchers = this.#byKey.get(key) ?? new Set()
    this.#byKey.set(key, watchers.add(watcher))
  }

  remove(key: string, watcher: Watcher): void {
    const watchers = this.#byKey.get(key)
    watchers?.delete(watcher)
    if (watchers?.size === 0) this.#byKey.delete(key)
  }
}

import type { Feed } from './feed.ts'
import type { Interest } from './interest.ts'
import type { Listener, Listening } from './listening.ts'
import { Lookout } from './lookout.ts'
import { Watchers } from './watchers.ts'

interface Watching<Watcher> {
  readonly key: string
  readonly watcher: Watcher
  /** Where hints of it come. */
  readonly topic: string
  /** Of what must be asked for. */
  readonly interest?: Interest
}

export interface WatchedOptions {
  readonly listening: Listening
  /** Looks at some of it, and shows what it finds. */
  readonly look: (keys: readonly string[]) => Promise<void>
  /** What a hint is about; if left out, the keys that it names. */
  readonly keysOf?: (topic: string, data: unknown) => Iterable<string>
  readonly onError: (error: Error) => void
}

/** What is watched of one kind, and by whom: looked at when a hint comes, and once per second, for as long as somebody watches. */
export class Watched<Watcher> implements Listener {
  readonly #watchers = new Watchers<Watcher>()
  readonly #listening: Listening
  readonly #lookout: Lookout
  readonly #keysOf: (topic: string, data: unknown) => Iterable<string>

  constructor({ listening, look, keysOf = (_topic, data) => this.#named(data), onError }: WatchedOptions) {
    this.#listening = listening
    this.#keysOf = keysOf
    this.#lookout = new Lookout({ watched: () => this.#watchers.keys(), look, onError })
  }

  /** Until the feed ends; then calls `left`. */
  watch<Value>(feed: Feed<Value>, { key, watcher, topic, interest }: Watching<Watcher>, left: () => void = () => {}): Feed<Value> {
    this.#watchers.add(key, watcher)
    this.#lookout.start()
    this.#listening.join(topic, this, interest)
    this.#lookout.ask([key])
    return feed.onEnd(() => {
      this.#listening.leave(topic, this)
      this.#watchers.remove(key, watcher)
      if (this.#watchers.size === 0) this.#lookout.stop()
      left()
    })
  }

  keys(): Iterable<string> {
    return this.#watchers.keys()
  }

  has(key: string): boolean {
    return this.#watchers.has(key)
  }

  of(key: string): Iterable<Watcher> {
    return this.#watchers.of(key)
  }

  hear(topic: string, data: unknown): void {
    this.#lookout.ask(this.#keysOf(topic, data))
  }

  #named(data: unknown): readonly string[] {
    return Array.isArray(data) ? data.map(String).filter((key) => this.#watchers.has(key)) : []
  }
}

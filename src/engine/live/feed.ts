import type { Millis } from '../clock.ts'

/** One thing that a subscription shows. */
export interface Item<T> {
  readonly value: T
  /** What it is about: a later one about the same takes its place. */
  readonly part: string
  /** By which a client says what it knows already. */
  readonly version?: number
  /** For those who come from now on; whoever has seen an earlier one about the same is not told. */
  readonly quiet?: boolean
}

/** Nothing is known of a part any more. */
export interface Gone {
  readonly part: string
  readonly gone: true
}

/** Values of which each is news, and none takes the place of another. */
export interface Tail<T> {
  /** How many are kept for a reader that is behind. */
  readonly keep: number
  /** The value as it is shown to somebody who did not see so many before it. */
  readonly skip: (value: T, missed: number) => T
}

export interface FeedOptions<T> {
  /** At least so long from one showing to the next; what changes meanwhile is folded. The reader of the feed keeps to it. */
  readonly throttle: Millis
  readonly tail?: Tail<T>
}

/** What a subscription follows: of each part the latest value. One place for each, never a queue: a reader that stalls costs no memory. */
export class Feed<T> implements AsyncIterableIterator<T, undefined> {
  readonly throttle: Millis
  readonly tail: Tail<T> | null
  readonly #onEnd: (() => void)[] = []
  readonly #waiting = new Map<string, Item<T> | Gone>()
  #reader: ((result: IteratorResult<Item<T> | Gone, undefined>) => void) | undefined
  #ended = false

  constructor({ throttle, tail }: FeedOptions<T>) {
    this.throttle = throttle
    this.tail = tail ?? null
  }

  /** Calls this once when it ends, whoever ends it. */
  onEnd(callback: () => void): this {
    this.#onEnd.push(callback)
    return this
  }

  offer(item: Item<T> | Gone): void {
    if (this.#ended) return
    this.#waiting.set(item.part, replacing(this.#waiting.get(item.part), item))
    this.#handOut()
  }

  /** Ends the iteration; what is waiting is still handed out. */
  end(): void {
    if (this.#ended) return
    this.#ended = true
    for (const callback of this.#onEnd) callback()
    this.#handOut()
  }

  /** Everything that is offered, for a reader that shows of each part what is latest. */
  items(): AsyncIterable<Item<T> | Gone> {
    return { [Symbol.asyncIterator]: () => ({ next: () => this.#next() }) }
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    for (;;) {
      const { done, value: item } = await this.#next()
      if (done) return { done, value: undefined }
      if (!('gone' in item)) return { done: false, value: item.value }
    }
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    this.#waiting.clear()
    this.end()
    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  #next(): Promise<IteratorResult<Item<T> | Gone, undefined>> {
    return new Promise((resolve) => {
      this.#reader = resolve
      this.#handOut()
    })
  }

  #handOut(): void {
    const reader = this.#reader
    const [first] = this.#waiting
    if (!reader || (!first && !this.#ended)) return
    this.#reader = undefined
    if (first) {
      this.#waiting.delete(first[0])
      reader({ done: false, value: first[1] })
    } else reader({ done: true, value: undefined })
  }
}

/** An item in the place of one that nobody has seen yet: news stays news. */
export function replacing<T>(unseen: Item<T> | Gone | undefined, item: Item<T> | Gone): Item<T> | Gone {
  return unseen && !('gone' in unseen) && !('gone' in item) && item.quiet && !unseen.quiet ? { ...item, quiet: false } : item
}

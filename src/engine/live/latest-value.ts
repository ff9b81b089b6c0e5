import type { Millis } from '../clock.ts'

/** An iterator over the latest value: what the reader was too slow for, or came within `throttle` of the one before, is replaced. */
export interface LatestValue<T> extends AsyncIterableIterator<T> {
  offer(value: T): void
  /** Ends the iteration; a value that is waiting is still handed out. */
  end(): void
}

export interface LatestValueOptions {
  readonly throttle: Millis
  readonly onEnd: () => void
}

/** One place for one value, never a queue: a stalled reader costs no memory. The first value goes out at once. */
export function latestValue<T>({ throttle, onEnd }: LatestValueOptions): LatestValue<T> {
  let value: { readonly of: T } | undefined
  let reader: ((result: IteratorResult<T>) => void) | undefined
  let cooling: NodeJS.Timeout | undefined
  let ended = false

  const handOut = () => {
    if (!reader || (cooling && !ended)) return
    const answer = reader
    if (value) {
      const { of } = value
      reader = value = undefined
      if (throttle > 0 && !ended) cooling = setTimeout(cooled, throttle)
      answer({ done: false, value: of })
    } else if (ended) {
      reader = undefined
      answer({ done: true, value: undefined })
    }
  }
  const cooled = () => {
    cooling = undefined
    handOut()
  }
  const end = () => {
    if (ended) return
    ended = true
    clearTimeout(cooling)
    onEnd()
    handOut()
  }

  return {
    offer(next) {
      if (ended) return
      value = { of: next }
      handOut()
    },
    end,
    next: () =>
      new Promise((resolve) => {
        reader = resolve
        handOut()
      }),
    async return() {
      value = undefined
      end()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

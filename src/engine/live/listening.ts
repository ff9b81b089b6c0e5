import type { RelayClient } from '../../queue/relay-client.ts'

type Listener = (data: unknown) => void

/** Subscriptions of the relay, one per topic, for as long as somebody wants it. */
export class Listening {
  readonly #relay: Pick<RelayClient, 'subscribe'>
  readonly #onError: (error: Error) => void
  readonly #topics = new Map<string, { wanted: number; readonly subscription: Promise<() => Promise<void>> }>()

  constructor(relay: Pick<RelayClient, 'subscribe'>, onError: (error: Error) => void) {
    this.#relay = relay
    this.#onError = onError
  }

  /** The first to join a topic sets its listener. */
  join(topic: string, listener: Listener): void {
    const there = this.#topics.get(topic)
    if (there) there.wanted++
    else {
      const subscription = this.#relay.subscribe(topic, listener)
      // What is not heard is seen by the look of every second.
      subscription.catch(this.#onError)
      this.#topics.set(topic, { wanted: 1, subscription })
    }
  }

  leave(topic: string): void {
    const there = this.#topics.get(topic)
    if (!there || --there.wanted > 0) return
    this.#topics.delete(topic)
    there.subscription.then((unsubscribe) => unsubscribe()).catch(this.#onError)
  }
}

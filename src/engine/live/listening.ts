import type { RelayClient } from '../../queue/relay-client.ts'
import { ANNOUNCE_EVERY, type Announcement, type Interest } from './interest.ts'
import { INTEREST_TOPIC } from './topics.ts'

export interface Listener {
  hear(topic: string, data: unknown): void
}
type Relay = Pick<RelayClient, 'publish' | 'subscribe'>

interface Topic {
  /** With how often each has joined. */
  readonly listeners: Map<Listener, number>
  readonly interest: Interest | null
  readonly subscription: Promise<() => Promise<void>>
}

/** Subscriptions of the relay, one per topic, for as long as somebody wants it; what must be asked for is asked for again and again. */
export class Listening {
  readonly #relay: Relay
  readonly #onError: (error: Error) => void
  readonly #topics = new Map<string, Topic>()
  #timer: NodeJS.Timeout | undefined

  constructor(relay: Relay, onError: (error: Error) => void) {
    this.#relay = relay
    this.#onError = onError
  }

  /** However often a listener joins a topic, it hears each message once. */
  join(topic: string, listener: Listener, interest: Interest | null = null): void {
    const { listeners } = this.#topics.get(topic) ?? this.#open(topic, interest)
    listeners.set(listener, (listeners.get(listener) ?? 0) + 1)
  }

  leave(topic: string, listener: Listener): void {
    const listeners = this.#topics.get(topic)?.listeners
    const times = listeners?.get(listener)
    if (!listeners || times === undefined) return
    if (times > 1) listeners.set(listener, times - 1)
    else listeners.delete(listener)
    if (listeners.size === 0) this.#close(topic)
  }

  #open(topic: string, interest: Interest | null): Topic {
    const listeners = new Map<Listener, number>()
    const subscription = this.#relay.subscribe(topic, (data) => {
      for (const listener of listeners.keys()) listener.hear(topic, data)
    })
    const opened = { listeners, interest, subscription }
    this.#topics.set(topic, opened)
    // What is not heard is seen by the look of every second.
    subscription.then(() => interest && this.#announce([{ topic, interest }])).catch(this.#onError)
    if (interest) this.#timer ??= setInterval(() => this.#announce(this.#wanted()), ANNOUNCE_EVERY)
    return opened
  }

  #close(topic: string): void {
    const closed = this.#topics.get(topic)
    this.#topics.delete(topic)
    closed?.subscription.then((unsubscribe) => unsubscribe()).catch(this.#onError)
    if (this.#wanted().length > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #wanted(): Announcement[] {
    return [...this.#topics].flatMap(([topic, { interest }]) => (interest ? [{ topic, interest }] : []))
  }

  #announce(announcements: readonly Announcement[]): void {
    this.#relay.publish(INTEREST_TOPIC, announcements)
  }
}

import type { Backend, OnError } from './backend.ts'

/** Messages between processes: quick, and now and then lost, so whoever listens also looks for itself. */
export interface RelayClient {
  /** Never throws and never waits: a message that cannot be sent is dropped. */
  publish(topic: string, data: unknown): void
  /** Calls the listener with the data of each message of the topic, until what it answers is called. */
  subscribe(topic: string, listener: (data: unknown) => void): Promise<() => Promise<void>>
  waitUntilReady(): Promise<unknown>
  close(): Promise<void>
}

// Beyond this many unanswered messages the server is stuck, and more of them would only fill memory.
const MAX_IN_FLIGHT = 256

export function startRelayClient(backend: Backend, onError: OnError): RelayClient {
  const relay = backend.relay()
  let inFlight = 0
  let closed = false
  return {
    publish(topic, data) {
      if (closed || inFlight >= MAX_IN_FLIGHT || !backend.isUp()) return
      inFlight++
      relay
        .publish(topic, data)
        .catch(onError)
        .finally(() => inFlight--)
    },
    async subscribe(topic, listener) {
      const subscription = await relay.subscribe(topic, ({ data }) => listener(data))
      return () => subscription.unsubscribe()
    },
    waitUntilReady: () => relay.waitUntilReady(),
    close() {
      closed = true
      return relay.close()
    },
  }
}

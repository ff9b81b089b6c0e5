import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Backend, OnError } from './backend.ts'

/** Messages within and between processes: quick, and now and then lost, so whoever listens also looks for itself. */
export interface RelayClient {
  /** Tells the listeners of this process at once, and those of others soon. Never throws and never waits: what cannot be sent is dropped. */
  publish(topic: string, data: unknown): void
  /** Calls the listener with the data of each message of the topic, until what it answers is called. */
  subscribe(topic: string, listener: Listener): Promise<() => Promise<void>>
  waitUntilReady(): Promise<unknown>
  close(): Promise<void>
}

type Listener = (data: unknown) => void

const Message = z.object({ from: z.string(), data: z.unknown() })

// Beyond this many unanswered messages the server is stuck, and more of them would only fill memory.
const MAX_IN_FLIGHT = 256

export function startRelayClient(backend: Backend, onError: OnError): RelayClient {
  const self = randomUUID()
  const relay = backend.relay()
  const here = new Map<string, Set<Listener>>()
  let inFlight = 0
  let closed = false
  return {
    publish(topic, data) {
      if (closed) return
      for (const listener of here.get(topic) ?? []) listener(data)
      if (inFlight >= MAX_IN_FLIGHT || !backend.isUp()) return
      inFlight++
      relay
        .publish(topic, { from: self, data })
        .catch(onError)
        .finally(() => inFlight--)
    },
    async subscribe(topic, listener) {
      const listeners = here.get(topic) ?? new Set()
      here.set(topic, listeners.add(listener))
      const subscription = await relay.subscribe(topic, ({ data }) => {
        const message = Message.safeParse(data)
        if (message.success && message.data.from !== self) listener(message.data.data)
      })
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) here.delete(topic)
        return subscription.unsubscribe()
      }
    },
    waitUntilReady: () => relay.waitUntilReady(),
    close() {
      closed = true
      return relay.close()
    },
  }
}

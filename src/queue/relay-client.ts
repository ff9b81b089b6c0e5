import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Backend, OnError } from './backend.ts'

/** Messages within and between processes: quick, and now and then lost, so whoever listens also looks for itself. */
export interface RelayClient {
  /** Tells the listeners of this process at once, and those of others soon: at once, then at most once per PAUSE and topic. Never throws and never waits: what cannot be sent is dropped. */
  publish(topic: string, data: unknown): void
  /** Calls the listener with the data of each message of the topic, until what it answers is called. */
  subscribe(topic: string, listener: Listener): Promise<() => Promise<void>>
  waitUntilReady(): Promise<unknown>
  close(): Promise<void>
}

type Listener = (data: unknown) => void

const Message = z.object({ from: z.string(), batch: z.array(z.unknown()) })

/** One message costs each process that listens several statements, so what comes in quick succession goes as one. */
const PAUSE = 25
/** More of one topic in one pause is a flood, and whoever listens looks for itself. */
const MOST_AT_ONCE = 1_000

// Beyond this many unanswered messages the server is stuck, and more of them would only fill memory.
const MAX_IN_FLIGHT = 256

export function startRelayClient(backend: Backend, onError: OnError): RelayClient {
  const self = randomUUID()
  const relay = backend.relay()
  const here = new Map<string, Set<Listener>>()
  let inFlight = 0
  let closed = false
  const send = folded((topic, batch) => {
    if (closed || inFlight >= MAX_IN_FLIGHT || !backend.isUp()) return
    inFlight++
    relay
      .publish(topic, { from: self, batch })
      .catch(onError)
      .finally(() => inFlight--)
  })
  return {
    publish(topic, data) {
      if (closed) return
      for (const listener of here.get(topic) ?? []) listener(data)
      send(topic, data)
    },
    async subscribe(topic, listener) {
      const listeners = here.get(topic) ?? new Set()
      here.set(topic, listeners.add(listener))
      const subscription = await relay.subscribe(topic, ({ data }) => {
        const message = Message.safeParse(data)
        if (!message.success || message.data.from === self) return
        for (const one of message.data.batch) listener(one)
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

/** Sends the first of a topic at once, and what comes within PAUSE after it as one. */
function folded(send: (topic: string, batch: readonly unknown[]) => void): (topic: string, data: unknown) => void {
  const waiting = new Map<string, unknown[]>()
  const pause = (topic: string) => {
    waiting.set(topic, [])
    setTimeout(() => {
      const batch = waiting.get(topic) ?? []
      waiting.delete(topic)
      if (batch.length > 0) begin(topic, batch)
    }, PAUSE)
  }
  const begin = (topic: string, batch: readonly unknown[]) => {
    pause(topic)
    send(topic, batch)
  }
  return (topic, data) => {
    const batch = waiting.get(topic)
    if (!batch) begin(topic, [data])
    else if (batch.length < MOST_AT_ONCE) batch.push(data)
  }
}

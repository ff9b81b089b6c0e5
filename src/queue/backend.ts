import type { JobsOptions, Processor, RelayListener, RelaySubscription } from 'bullmq'

/** Where BullMQ keeps its jobs. */
export type QueueConnection = { readonly kind: 'postgres'; readonly url: string } | { readonly kind: 'redis'; readonly url: string }

/** BullMQ over one of its backends: what it is made of, and the connections underneath, which `close` ends. */
export interface Backend {
  queue(name: string): JobQueue
  worker<T>(name: string, processor: Processor<T>, options: WorkerSettings): JobWorker
  relay(): MessageRelay
  /** False while the server is known to be away; then nothing is sent, so that nothing piles up in memory. */
  isUp(): boolean
  close(): Promise<void>
}

/** BullMQ's Queue, Worker and Relay as far as we use them, whatever their backend. */
export interface JobQueue {
  waitUntilReady(): Promise<unknown>
  addBulk(jobs: { name: string; data: unknown; opts: JobsOptions }[]): Promise<unknown>
  /** How many jobs there are in each state. */
  getJobCounts(): Promise<Record<string, number>>
  close(): Promise<void>
}
export interface JobWorker {
  waitUntilReady(): Promise<unknown>
  close(): Promise<void>
}
export interface MessageRelay {
  waitUntilReady(): Promise<unknown>
  publish(topic: string, data: unknown): Promise<unknown>
  subscribe<T>(topic: string, listener: RelayListener<T>): Promise<RelaySubscription>
  close(): Promise<void>
}

export interface WorkerSettings {
  readonly concurrency: number
}

export type OnError = (error: Error) => void

// A job is a hint that may run twice, and its work is idempotent, so a job whose worker died is never given up (BullMQ's
// default fails it after one stall) and soon free again: until then its lane lives by the sweep alone.
export const WORKER = { maxStalledCount: 1_000_000, lockDuration: 10_000, stalledInterval: 5_000, runRetryDelay: 1_000, drainDelay: 5 } as const

// Nobody reads BullMQ's own event stream.
export const STREAMS = { events: { maxLen: 1 } } as const

// A node that vanished in a crash is forgotten soon; one whose registration was lost with its Redis is back soon.
export const RELAY = { namespace: 'tributary', leaseDuration: 6_000, inboxMaxLength: 10_000 } as const

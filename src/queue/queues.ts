import type { Backend, JobQueue, OnError, QueueConnection } from './backend.ts'
import { type HintSender, startHintSender } from './hint-sender.ts'
import { patiently } from './patiently.ts'
import { openPostgresBackend } from './postgres-backend.ts'
import { openRedisBackend } from './redis-backend.ts'
import { type RelayClient, startRelayClient } from './relay-client.ts'

/** Hints about lanes that are not those of the inbox. */
export interface HintQueue {
  readonly name: string
  readonly jobs: Pick<JobQueue, 'getJobCounts'>
  readonly hints: Pick<HintSender, 'wake' | 'handOver'>
}

export const LANES = 'lanes'
const DELIVERIES = 'deliveries'
const EXPORTS = 'exports'

/** Everything a process needs of the queue. `close` sends no more hints, stops listening and ends the connections; workers are closed before it. */
export interface Queues {
  readonly backend: Backend
  readonly lanes: Pick<JobQueue, 'getJobCounts'>
  readonly hints: Pick<HintSender, 'wake' | 'handOver'>
  /** The same for lanes of deliveries. */
  readonly deliveries: HintQueue
  /** The same for runs of exports, by their numbers. */
  readonly exports: HintQueue
  /** Every queue there is, for those who want to look into them. */
  readonly all: readonly JobQueue[]
  readonly relay: Pick<RelayClient, 'publish' | 'subscribe'>
  /** Resolves when the server of the queue has answered; rejects at once where it is known to be away. */
  answers(): Promise<unknown>
  /** Hears of every trouble. */
  readonly report: OnError
  close(): Promise<void>
}

export interface QueuesOptions {
  /** Hears of every trouble of the queue; none of it is fatal once the queues are open. */
  readonly onError?: OnError
}

/** Opens the queues on either backend, ready for use; throws when its server cannot be reached now. */
export async function openQueues(connection: QueueConnection, { onError = () => {} }: QueuesOptions = {}): Promise<Queues> {
  const backend = await open(connection, onError)
  const lanes = backend.queue(LANES)
  const hints = startHintSender(lanes, backend, onError)
  const deliveries = backend.queue(DELIVERIES)
  const deliveryHints = startHintSender(deliveries, backend, onError)
  const exports = backend.queue(EXPORTS)
  const exportHints = startHintSender(exports, backend, onError)
  const relay = startRelayClient(backend, onError)
  let closing: Promise<void> | undefined
  const end = async () => {
    await Promise.all([hints.close(), deliveryHints.close(), exportHints.close()])
    await patiently(relay.close())
    await patiently(Promise.all([lanes.close(), deliveries.close(), exports.close()]))
    await patiently(backend.close())
  }
  const close = () => {
    closing ??= end()
    return closing
  }
  try {
    await Promise.all([lanes.waitUntilReady(), deliveries.waitUntilReady(), exports.waitUntilReady(), relay.waitUntilReady()])
  } catch (error) {
    await close().catch(onError)
    throw error
  }
  const answers = async () => {
    if (!backend.isUp()) throw new Error('The server of the queue is away.')
    return lanes.getJobCounts()
  }
  return {
    backend,
    lanes,
    hints,
    all: [lanes, deliveries, exports],
    deliveries: { name: DELIVERIES, jobs: deliveries, hints: deliveryHints },
    exports: { name: EXPORTS, jobs: exports, hints: exportHints },
    relay,
    answers,
    report: onError,
    close,
  }
}

function open(connection: QueueConnection, onError: OnError): Promise<Backend> {
  switch (connection.kind) {
    case 'postgres':
      return openPostgresBackend(connection.url, onError)
    case 'redis':
      return openRedisBackend(connection.url, onError)
  }
}

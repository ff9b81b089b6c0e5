import { Queue, Relay, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { type Backend, type OnError, RELAY, STREAMS, WORKER } from './backend.ts'

/** BullMQ on Redis: one connection for commands, and one each for the worker and the relay to wait on. */
export async function openRedisBackend(url: string, onError: OnError): Promise<Backend> {
  // BullMQ waits for as long as it takes: a command is answered when Redis is back, not failed.
  const redis = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true, connectionName: 'tributary-queue' })
  redis.on('error', onError)
  try {
    await redis.connect()
  } catch (error) {
    redis.disconnect()
    throw error
  }
  return {
    queue: (name) => new Queue(name, { connection: redis, streams: STREAMS }).on('error', onError),
    worker: (name, processor, settings) =>
      new Worker(name, processor, { connection: redis, ...WORKER, ...settings }).on('error', onError).on('failed', (_job, error) => onError(error)),
    relay: () => new Relay({ connection: redis, ...RELAY }).on('error', onError),
    isUp: () => redis.status === 'ready',
    async close() {
      redis.disconnect()
    },
  }
}

import type { Db } from '../../src/db/db.ts'
import type { QueueConnection } from '../../src/queue/backend.ts'
import { redisMissing, startRedis } from './redis.ts'

export interface QueueBackend {
  readonly name: string
  /** What to connect to, and how to end what was started for it. */
  start(db: Db): Promise<{ connection: QueueConnection; stop(): Promise<void> }>
}

/** Both backends of the queue, for `describe.each`. Says so when Redis is left out for want of one; on CI it is never left out. */
export function queueBackends(): QueueBackend[] {
  const postgres: QueueBackend = {
    name: 'postgres',
    start: async (db) => ({ connection: { kind: 'postgres', url: db.url }, stop: async () => {} }),
  }
  const missing = redisMissing()
  if (missing && process.env['CI'] !== 'true') {
    process.stderr.write(`not run: the tests of the queue on Redis (${missing})\n`)
    return [postgres]
  }
  return [postgres, { name: 'redis', start: startOnRedis }]
}

async function startOnRedis(): ReturnType<QueueBackend['start']> {
  const external = process.env['REDIS_URL']
  if (external) return { connection: { kind: 'redis', url: external }, stop: async () => {} }
  const redis = await startRedis()
  return { connection: { kind: 'redis', url: redis.url }, stop: redis.stop }
}

import { createPostgresBackend, createPostgresRelayBackend, isPgPool, Queue, Relay, runMigrations, Worker } from 'bullmq'
import pg from 'pg'
import { type Backend, type OnError, RELAY, STREAMS, WORKER } from './backend.ts'

/** BullMQ's own default name; a pool that is handed to it must select it. */
const SCHEMA = 'bullmq'

/**
 * BullMQ on Postgres, in a schema of its own. One pool of 6 connections serves everything: the workers and the relay keep
 * one each to listen, the rest is shared.
 */
export async function openPostgresBackend(url: string, onError: OnError): Promise<Backend> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 6,
    keepAlive: true,
    application_name: 'tributary-queue',
    // A hint that a crash loses is found by the sweep, so no commit of the queue waits for the disk.
    options: `-c search_path=${SCHEMA} -c synchronous_commit=off -c jit=off`,
  })
  pool.on('error', onError)
  // The pool takes its own listener away when it hands a connection out, a moment before BullMQ can add one.
  pool.on('connect', (client) => client.on('error', () => {}))
  // A pool is what BullMQ asks for; only the two packages' types do not agree.
  if (!isPgPool(pool)) throw new TypeError('pg.Pool is not what BullMQ takes for one')
  try {
    await migrate(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  return {
    queue: (name) => new Queue(name, { connection: pool, streams: STREAMS }, createPostgresBackend).on('error', onError),
    worker: (name, processor, settings) =>
      new Worker(name, processor, { connection: pool, ...WORKER, ...settings }, createPostgresBackend)
        .on('error', onError)
        .on('failed', (_job, error) => onError(error)),
    relay: () => new Relay({ connection: pool, backend: createPostgresRelayBackend, ...RELAY }).on('error', onError),
    isUp: () => true,
    close: () => pool.end(),
  }
}

/** BullMQ takes a lock of its own, so that processes that start together migrate once. */
async function migrate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await runMigrations(client, SCHEMA)
  } finally {
    client.release()
  }
}

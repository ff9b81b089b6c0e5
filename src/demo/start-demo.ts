import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../db/db.ts'
import { type DemoOptions, runDemo } from './run-demo.ts'

/** Any number, always the same. */
const LOCK = 7_461_003
const TRY_AGAIN = 10_000

export interface Demo {
  stop(): Promise<void>
}

/** Runs the demo, in one of all the processes on a database: where that one ends, or fails, the next takes over. */
export function startDemo(options: Omit<DemoOptions, 'signal'> & { readonly onError: (error: unknown) => void }): Demo {
  const stopping = new AbortController()
  const { signal } = stopping
  const running = (async () => {
    while (!signal.aborted) {
      await whenAlone(options.db, (lost) => runDemo({ ...options, signal: AbortSignal.any([signal, lost]) })).catch((error: unknown) => {
        if (!signal.aborted) options.onError(error)
      })
      await sleep(TRY_AGAIN, undefined, { signal }).catch(() => {})
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

/** Does the work if no other process does; `lost` says that the connection is gone, and the lock with it. */
async function whenAlone(db: Db, work: (lost: AbortSignal) => Promise<void>): Promise<void> {
  const client = await db.pool.connect()
  const lost = new AbortController()
  const onError = (error: Error) => lost.abort(error)
  client.on('error', onError)
  try {
    const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [LOCK])
    if (rows[0]?.alone) await work(lost.signal)
  } finally {
    client.off('error', onError)
    // Closed, not given back: the lock is the connection's.
    client.release(true)
  }
}

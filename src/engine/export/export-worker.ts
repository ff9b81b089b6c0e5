import type { Db } from '../../db/db.ts'
import { startLaneWorker } from '../../queue/lane-worker.ts'
import type { Queues } from '../../queue/queues.ts'
import { LaneHolder } from '../delivery/lane-holder.ts'
import type { Outbound } from '../delivery/outbound.ts'
import { exportTopic } from '../live/topics.ts'
import { repeat } from '../repeat.ts'
import { runExport } from './run-export.ts'
import { clearRun, dueRuns, queueScheduled } from './sweep-exports.ts'

export interface ExportsOptions {
  readonly db: Db
  readonly queues: Queues
  readonly outbound: Pick<Outbound, 'fetch' | 'secretBox'>
  /** Where files are kept. */
  readonly dataDir: string
  readonly onError: (error: unknown) => void
}

export interface Exports {
  /** Begins nothing more, and puts down what runs: it is gone on with at the next start. */
  stop(): Promise<void>
}

const LOOK_EVERY = 1000
const CLEAR_EVERY = 10_000
// One that waits for its store holds up the others only when there are as many of them.
const RUNS_AT_ONCE = 4
/** Between two tellings of those who watch. */
const TELL_EVERY = 200

/** Starts what does exports: runs as they are hinted at, and by looking, what no hint told of; schedules, and the end of what is old. */
export async function startExports({ db, queues, outbound, dataDir, onError }: ExportsOptions): Promise<Exports> {
  const stopping = new AbortController()
  const { signal } = stopping
  const tell = teller(queues)
  const holder = new LaneHolder(db.pool, 'exports')
  const context = { pool: db.pool, holder, outbound, dataDir, signal, onError, onProgress: tell }
  const drain = async (number: number) => {
    if (!signal.aborted) await runExport(context, number)
  }
  const runs = await startLaneWorker(queues, { of: queues.exports, concurrency: RUNS_AT_ONCE, drain })
  const loops = [
    repeat({ every: LOOK_EVERY, signal, onError }, async () => {
      while (!signal.aborted && (await queueScheduled(db.pool)));
      queues.exports.hints.wake(await dueRuns(db.pool))
    }),
    repeat({ every: CLEAR_EVERY, signal, onError }, async () => {
      while (!signal.aborted && (await clearRun(db.pool, dataDir)));
    }),
  ]
  return {
    async stop() {
      stopping.abort()
      await runs.close()
      await Promise.all(loops)
      await holder.close()
    },
  }
}

/** Tells other processes which export has come further, and not too often: they look once a second anyway. */
function teller({ relay }: Pick<Queues, 'relay'>) {
  let last = Number.NEGATIVE_INFINITY
  return ({ exportId, scope }: { readonly exportId: string; readonly scope: { readonly workspaceId: string } }) => {
    if (performance.now() - last < TELL_EVERY) return
    last = performance.now()
    relay.publish(exportTopic(scope.workspaceId), [exportId])
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../db/db.ts'
import { startLaneWorker } from '../queue/lane-worker.ts'
import type { Queues } from '../queue/queues.ts'
import { backfillPage, clearDeleted } from './audiences/backfill.ts'
import { DefinitionsCache } from './audiences/definitions-cache.ts'
import type { Changed } from './audiences/reevaluate.ts'
import { sweepDue, sweepUnfolded, untilDue } from './audiences/sweep-due.ts'
import { sweepRelated } from './audiences/sweep-related.ts'
import { backfillTraitRules } from './backfill-trait-rules.ts'
import type { Millis } from './clock.ts'
import { LaneHolder } from './delivery/lane-holder.ts'
import { drainLane } from './ingest/drain-lane.ts'
import type { PipelineContext, Point } from './ingest/pipeline.ts'
import { type Committed, LiveHints } from './live/live-hints.ts'
import { identityRunTopic } from './live/topics.ts'
import { maintain } from './maintain.ts'
import { dueRuns, type Running } from './regroup/identity-run.ts'
import { runIdentity } from './regroup/run-identity.ts'
import { repeat } from './repeat.ts'

export interface EngineOptions {
  readonly db: Db
  readonly queues: Queues
  /** How many lanes this process drains at the same time; it holds two connections for each. */
  readonly concurrency: number
  readonly onError: (error: unknown) => void
  readonly passed?: ((point: Point) => void | Promise<void>) | undefined
}

export interface Engine {
  /** Finishes the chunks and pages that run, then stops. */
  stop(): Promise<void>
}

const SWEEP_EVERY = 250
/** Where one profile after the other comes due, those of so long a time share a transaction. */
const AFTER_SWEEP = 100
const LOOK_EVERY = 1000
// Chunks of one lane before another that waits has its turn.
const TURN = 10
const UNFOLDED_EVERY = 5000
const MAINTAIN_EVERY = 60_000
/** After waiting for so long, a lane is drained without a job. */
const OVERDUE = 2000

/** Starts everything that a worker does: lanes as they are hinted at, and by looking, what no hint told of; due profiles, backfills, identity rules that are applied, upkeep. */
export async function startEngine({ db, queues, concurrency, onError, passed }: EngineOptions): Promise<Engine> {
  const stopping = new AbortController()
  const { signal } = stopping
  const context: PipelineContext = { pool: db.pool, definitions: new DefinitionsCache(), passed }
  const live = await LiveHints.start(queues.relay)
  const publish = (committed: Committed & Pick<Changed, 'deliveryLanes'>) => {
    live.publish(committed)
    queues.deliveries.hints.wake(committed.deliveryLanes)
  }
  const drain = async (lane: number) => {
    const more = await drainLane(context, { lane, turn: TURN, onChunk: publish, onError, signal })
    // Only once this turn has ended, so that a lane that waits goes first.
    if (more && !signal.aborted) setImmediate(() => queues.hints.wake([lane]))
  }
  const holder = new LaneHolder(db.pool, 'identity')
  const lanes = await startLaneWorker(queues, { concurrency, drain })
  const loops = [
    repeat({ every: LOOK_EVERY, signal, onError }, async () => {
      const waiting = await waitingLanes(db)
      queues.hints.wake(waiting.map(({ lane }) => lane))
      // The queue may be away, and after a worker was killed it keeps that worker's lanes to itself until it notices.
      for (const { lane, lag } of waiting) if (lag > OVERDUE) await drain(lane)
    }),
    repeat({ every: SWEEP_EVERY, signal, onError }, async () => {
      let any = false
      for (let swept = await sweepDue(db.pool, context.definitions); swept && !signal.aborted; swept = await sweepDue(db.pool, context.definitions)) {
        any = true
        swept.forEach(publish)
      }
      const next = await untilDue(db.pool)
      return any ? Math.max(next, AFTER_SWEEP) : next
    }),
    repeat({ every: SWEEP_EVERY, signal, onError }, async () => {
      for (
        let swept = await sweepRelated(db.pool, context.definitions);
        swept && !signal.aborted;
        swept = await sweepRelated(db.pool, context.definitions)
      )
        publish(swept)
    }),
    repeat({ every: SWEEP_EVERY, signal, onError }, async () => {
      while (!signal.aborted) {
        const start = performance.now()
        const page = (await backfillPage(db.pool, context.definitions)) ?? (await backfillTraitRules(db.pool, context.definitions))
        if (!page) break
        publish(page)
        // As long as it took, the database and this thread belong to the stream.
        await sleep(performance.now() - start, undefined, { signal }).catch(() => {})
      }
      while (!signal.aborted && (await clearDeleted(db.pool))) await sleep(10)
    }),
    repeat({ every: SWEEP_EVERY, signal, onError }, async () => {
      const { pool, definitions } = context
      const onProgress = ({ id, workspaceId }: Running, changed: Changed) => {
        publish({ workspaceId, ...changed })
        queues.relay.publish(identityRunTopic(workspaceId), [id])
      }
      for (const number of await dueRuns(pool)) await runIdentity({ pool, definitions, holder, signal, onProgress, onError }, number)
    }),
    repeat({ every: UNFOLDED_EVERY, signal, onError }, async () => (await sweepUnfolded(db.pool, context.definitions)).forEach(publish)),
    repeat({ every: MAINTAIN_EVERY, signal, onError }, () => maintain(db.pool)),
  ]
  return {
    async stop() {
      stopping.abort()
      await lanes.close()
      await Promise.all(loops)
      await holder.close()
    },
  }
}

/** The lanes with something in them, and for how long: for the hints that were lost with a queue, or never sent. */
async function waitingLanes({ pool }: Db): Promise<{ lane: number; lag: Millis }[]> {
  const { rows } = await pool.query<{ lane: number; lag: Millis }>(
    `select l.lane, (extract(epoch from engine_now() - oldest.received_at) * 1000)::float8 as lag from inbox_lanes l
     cross join lateral (select received_at from inbox i where i.lane = l.lane order by id limit 1) oldest`,
  )
  return rows
}

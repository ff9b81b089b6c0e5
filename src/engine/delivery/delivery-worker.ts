import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../../db/db.ts'
import { startLaneWorker } from '../../queue/lane-worker.ts'
import type { Queues } from '../../queue/queues.ts'
import { DefinitionsCache } from '../audiences/definitions-cache.ts'
import { repeat } from '../repeat.ts'
import { dueLanes } from './claim-deliveries.ts'
import { clearDeliveries } from './clear-deliveries.ts'
import { type DeliveryContext, drainDeliveries } from './drain-deliveries.ts'
import { LaneHolder } from './lane-holder.ts'
import { notifyExisting } from './notify-existing.ts'
import { OpenDestinations } from './open-destinations.ts'
import type { Outbound } from './outbound.ts'
import { Settlement } from './settlement.ts'

export interface DeliveriesOptions {
  readonly db: Db
  readonly queues: Queues
  readonly outbound: Outbound
  readonly onError: (error: unknown) => void
}

export interface Deliveries {
  /** Begins nothing more, gives what is in flight a moment, then lets go. */
  stop(): Promise<void>
}

const LOOK_EVERY = 1000
const NOTIFY_EVERY = 250
const CLEAR_EVERY = 60_000
// Lanes of destinations that hang take up room for as long as they hang: there is enough of it.
const LANES_AT_ONCE = 256
/** Of the 15 seconds that all of stopping may take. */
const GRACE = 2000

/** Starts everything that delivers: lanes as they are hinted at, and by looking, what no hint told of. */
export async function startDeliveries({ db, queues, outbound, onError }: DeliveriesOptions): Promise<Deliveries> {
  const stopping = new AbortController()
  const cutting = new AbortController()
  const { signal } = stopping
  const holder = new LaneHolder(db.pool)
  const context: DeliveryContext = {
    ...{ pool: db.pool, outbound, holder, settlement: new Settlement(), destinations: new OpenDestinations(outbound) },
    ...{ stop: cutting.signal, draining: signal },
  }
  const { hints } = queues.deliveries
  const drain = async (lane: number) => {
    const more = !signal.aborted && (await drainDeliveries(context, lane))
    // Only once this turn has ended, so that a lane that waits goes first.
    if (more && !signal.aborted) setImmediate(() => hints.wake([lane]))
  }
  const lanes = await startLaneWorker(queues, { of: queues.deliveries, concurrency: LANES_AT_ONCE, drain })
  const definitions = new DefinitionsCache()
  const loops = [
    repeat({ every: LOOK_EVERY, signal, onError }, async () => hints.wake(await dueLanes(db.pool))),
    repeat({ every: NOTIFY_EVERY, signal, onError }, async () => {
      for (let told = await notifyExisting(db.pool, definitions); told && !signal.aborted; told = await notifyExisting(db.pool, definitions))
        hints.wake(told.deliveryLanes)
    }),
    repeat({ every: CLEAR_EVERY, signal, onError }, async () => {
      while (!signal.aborted && (await clearDeliveries(db.pool))) await sleep(10)
    }),
  ]
  return {
    async stop() {
      stopping.abort()
      const timer = setTimeout(() => cutting.abort(new Error('The worker stops.')), GRACE)
      await lanes.close()
      clearTimeout(timer)
      await Promise.all(loops)
      await holder.close()
    },
  }
}

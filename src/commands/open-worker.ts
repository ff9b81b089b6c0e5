import { connect } from '../db/db.ts'
import { startDeliveries } from '../engine/delivery/delivery-worker.ts'
import type { Outbound } from '../engine/delivery/outbound.ts'
import { startExports } from '../engine/export/export-worker.ts'
import { startEngine } from '../engine/worker.ts'
import type { Queues } from '../queue/queues.ts'
import type { Closing } from './closing.ts'
import { type Log, reportErrors } from './log.ts'

// Two lanes at once: while one waits for Postgres, the other computes. More only wait for each other on one thread.
const LANES_AT_ONCE = 2
// Two connections for each lane, for the sweep and for backfills, one that holds lanes of deliveries, one that holds runs of exports, and, while identity rules are applied, one that holds that and one that does it; the rest look, do upkeep, and read what is delivered.
const CONNECTIONS = 10

export interface WorkerOptions {
  readonly databaseUrl: string
  readonly queues: Queues
  /** Null: what is to be delivered waits for another worker. */
  readonly outbound: Outbound | null
  /** Where files of exports are kept. */
  readonly dataDir: string
  readonly log: Log
}

/** Starts the part of the program that makes accepted messages take effect. */
export async function openWorker({ databaseUrl, queues, outbound, dataDir, log }: WorkerOptions, closing: Closing): Promise<void> {
  const db = connect(databaseUrl, { max: CONNECTIONS, name: 'tributary-worker' })
  closing.add(db.close)
  const engine = await startEngine({ db, queues, concurrency: LANES_AT_ONCE, onError: reportErrors('Worker', log) })
  closing.add(engine.stop)
  if (!outbound) return
  const deliveries = await startDeliveries({ db, queues, outbound, onError: reportErrors('Deliveries', log) })
  closing.add(deliveries.stop)
  const exports = await startExports({ db, queues, outbound, dataDir, onError: reportErrors('Exports', log) })
  closing.add(exports.stop)
}

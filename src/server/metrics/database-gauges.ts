import { Gauge, type Registry } from 'prom-client'
import type { Queryable } from '../../db/db.ts'
import { type EngineStatus, engineStatus } from '../../engine/engine-status.ts'

const FRESH_FOR = 1_000
/** Looking takes at most this share of the time, however often somebody asks. */
const LOOK_SHARE = 0.05
const PATIENCE = 3_000

/** Gauges of what is in the database, read when somebody looks: one query, whose answer stands for about a second. Answers how to bring them up to date. */
export function databaseGauges(registry: Registry, db: Queryable): () => Promise<void> {
  const show = makeGauges(registry)
  let freshUntil = Number.NEGATIVE_INFINITY
  let looking: Promise<void> | null = null
  const look = async () => {
    const start = performance.now()
    show(await engineStatus(db).catch(() => null))
    const end = performance.now()
    freshUntil = end + Math.max(FRESH_FOR, (end - start) / LOOK_SHARE)
    looking = null
  }
  return async () => {
    if (performance.now() < freshUntil) return
    looking ??= look()
    let timer: NodeJS.Timeout | undefined
    const tooLong = new Promise<void>((resolve) => {
      timer = setTimeout(() => resolve(show(null)), PATIENCE)
    })
    await Promise.race([looking, tooLong])
    clearTimeout(timer)
  }
}

/** What is not known is absent, not 0. */
function makeGauges(registry: Registry): (status: EngineStatus | null) => void {
  const registers = [registry]
  const up = new Gauge({ name: 'tributary_database_up', help: 'Whether the database answers: 1 or 0.', registers })
  const messages = gauge('tributary_inbox_messages', 'Accepted messages that have not taken effect yet.')
  const bytes = gauge('tributary_inbox_bytes', 'The bytes of their bodies.')
  const lag = gauge('tributary_inbox_lag_seconds', 'For how long the oldest of them has waited.')
  const waiting = gauge('tributary_lanes_waiting', 'Lanes that have something in them, of 8.')
  const laneLag = gauge('tributary_lane_lag_seconds', 'For how long the oldest message of each lane has waited.', ['lane'])
  const quarantined = gauge('tributary_quarantine_messages', 'Messages set aside because they failed by themselves.')
  const audiences = gauge('tributary_audiences', 'Audiences by status.', ['status'])
  const snapshot = gauge('tributary_oldest_snapshot_seconds', 'For how long the oldest snapshot in Postgres has been held.')
  const single = [messages, bytes, lag, waiting, quarantined, snapshot]

  function gauge(name: string, help: string, labelNames: string[] = []) {
    return new Gauge({ name, help, labelNames, registers })
  }
  return (status) => {
    up.set(status ? 1 : 0)
    for (const one of single) one.remove()
    laneLag.reset()
    audiences.reset()
    if (!status) return
    const { lanes } = status
    messages.set(lanes.reduce((sum, lane) => sum + lane.messages, 0))
    bytes.set(lanes.reduce((sum, lane) => sum + lane.bytes, 0))
    lag.set(Math.max(0, ...lanes.map((lane) => lane.lag)))
    waiting.set(lanes.filter((lane) => lane.messages > 0).length)
    for (const lane of lanes) laneLag.set({ lane: String(lane.lane) }, lane.lag)
    quarantined.set(status.quarantined)
    for (const name of ['COMPUTING', 'LIVE', 'DISABLED', 'FAILED']) audiences.set({ status: name }, status.audiences[name] ?? 0)
    snapshot.set(status.oldestSnapshot)
  }
}

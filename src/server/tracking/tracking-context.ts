import type { Db } from '../../db/db.ts'
import type { Credentials } from '../../engine/credentials.ts'
import type { BackPressure } from '../../engine/ingest/back-pressure.ts'
import type { LaneHints } from '../../engine/ingest/lane-hints.ts'

export interface TrackingContext {
  readonly db: Db
  readonly credentials: Credentials
  readonly hints: LaneHints
  readonly backPressure: BackPressure
  /** How many proxies in front of this server say truly where a request comes from. */
  readonly trustedProxies: number
}

/** The context as the handlers share it. */
export interface Intake extends TrackingContext {
  /** Bytes of the bodies that are being stored just now. */
  pendingBytes: number
}

/** Where a call comes from. */
export interface TrackingSource {
  readonly workspaceId: string
  readonly sourceId: string
}

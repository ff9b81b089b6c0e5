import type { Db } from '../db/db.ts'
import type { Credential } from '../engine/credentials.ts'
import type { Outbound } from '../engine/delivery/outbound.ts'
import type { BackPressure } from '../engine/ingest/back-pressure.ts'
import type { LaneHints } from '../engine/ingest/lane-hints.ts'
import type { LiveHub } from '../engine/live/live-hub.ts'

/** What every operation gets. One object per operation, so that what is loaded together is batched per operation. */
export interface SchemaContext {
  readonly db: Db
  readonly hub: LiveHub
  readonly hints: LaneHints
  /** The same for lanes of deliveries. */
  readonly deliveryHints: LaneHints
  /** The same for runs of exports. */
  readonly exportHints: LaneHints
  readonly outbound: Outbound
  readonly credential: Credential
  readonly backPressure: BackPressure
  /** Nothing is loaded ahead of its field: for tests, which hold the two ways against each other. */
  readonly eachFieldAlone?: boolean
}

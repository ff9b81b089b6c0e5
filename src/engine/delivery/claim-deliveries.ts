import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'
import { LANES_PER_DESTINATION } from './delivery-lanes.ts'
import type { Reference } from './load-payloads.ts'

/** A row of the outbox whose time has come. */
export interface DueDelivery extends Reference, Place {
  readonly destinationId: string
  /** So many failed. */
  readonly attempts: number
  readonly firstAttemptAt: Millis | null
  readonly aside: boolean
  /** An older one about the same profile is tried again then; this one has to wait for it. */
  readonly blockedUntil: Millis | null
  /** An older one about the same profile was put aside; or this one was. */
  readonly outOfOrder: boolean
  /** When it was claimed, by the engine's clock. */
  readonly now: Millis
}

/** Where a delivery stands in its lane. */
export interface Place {
  readonly due: string
  readonly seq: string
}

export interface Claim {
  readonly lane: number
  /** Only what comes after this place: what comes before is in hand. */
  readonly after: Place | null
  readonly limit: number
}

/**
 * The next deliveries of a lane, in the order in which those of one profile must be sent. Nothing is written: whoever has the lane has them, and if it
 * dies they are found again.
 */
export async function claimDeliveries(db: Queryable, { lane, after, limit }: Claim): Promise<readonly DueDelivery[]> {
  const { rows } = await db.query<DueDelivery>({
    name: 'claim-deliveries',
    text: `select o.workspace_id as "workspaceId", o.id, o.destination_id as "destinationId", o.profile_id as "profileId", o.event_id as "eventId",
        ${asMillis('o.event_timestamp')} as "eventTimestamp", o.audience_id as "audienceId", o.change, o.trait_id as "traitId", ${asMillis('o.changed_at')} as "changedAt",
        o.attempts, ${asMillis('o.first_attempt_at')} as "firstAttemptAt", o.aside, ${asMillis('older.blocked_until')} as "blockedUntil",
        o.out_of_order or coalesce(older.aside, false) as "outOfOrder", ${asMillis('clock.now')} as now, o.due_at::text as due, o.seq
      from (select engine_now() as now) clock
      cross join lateral (
        select * from outbox where lane = $1 and status in ('PENDING', 'RETRYING') and due_at <= clock.now
          and (due_at, seq) > ($2::timestamptz, $3::bigint) order by due_at, seq limit $4
      ) o
      left join lateral (
        select max(h.due_at) filter (where not h.aside and h.due_at > clock.now) as blocked_until, bool_or(h.aside) as aside from outbox h
        where h.destination_id = o.destination_id and h.profile_id = o.profile_id and h.status = 'RETRYING' and h.seq < o.seq
      ) older on not o.aside
      order by o.due_at, o.seq`,
    values: [lane, after?.due ?? '-infinity', after?.seq ?? 0, limit],
  })
  return rows
}

/** The lanes of destinations that are switched on with something due in them: for the hints that were lost, and for what is to be tried again. */
export async function dueLanes(db: Queryable): Promise<readonly number[]> {
  const { rows } = await db.query<{ lane: number }>({
    name: 'due-lanes',
    text: `select lane.lane from (select engine_now() as now) clock
      cross join destinations d cross join lateral generate_series(d.number * $1::integer, d.number * $1::integer + $1::integer - 1) as lane (lane)
      where d.enabled and d.deleted_at is null
        and exists (select from outbox o where o.lane = lane.lane and o.status in ('PENDING', 'RETRYING') and o.due_at <= clock.now)`,
    values: [LANES_PER_DESTINATION],
  })
  return rows.map(({ lane }) => lane)
}

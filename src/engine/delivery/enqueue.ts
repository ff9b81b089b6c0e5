import { arrayText } from '../../db/array-text.ts'
import type { Queryable } from '../../db/db.ts'
import type { Definitions } from '../audiences/definitions.ts'
import type { MembershipChange } from '../audiences/membership.ts'
import type { Millis } from '../clock.ts'
import type { NewEvent } from '../events/append-events.ts'
import { uuidv7 } from '../id.ts'
import type { JsonObject } from '../json.ts'
import type { ValueChange } from '../traits/computed-values.ts'
import { deliveryLane } from './delivery-lanes.ts'
import { type Route, routesOf } from './routes.ts'

/** What a transaction has brought about, in the order of each profile. */
export interface Happened {
  readonly definitions: Definitions
  readonly events: readonly NewEvent[]
  readonly changes: readonly MembershipChange[]
  /** Of computed traits. */
  readonly values: readonly ValueChange[]
  readonly now: Millis
}

interface Row {
  readonly route: Route
  readonly profileId: string | null
  readonly event: NewEvent | null
  readonly change: Pick<MembershipChange, 'audienceId' | 'change'> | null
  readonly traitId: string | null
  /** Of the change, or of the value. */
  readonly at: Millis | null
}

const NONE: readonly number[] = []
const NOTHING = { event: null, change: null, traitId: null, at: null }

/**
 * Puts what the destinations of the workspace want into the outbox, in the transaction that brings it about. Events are referred to, not copied.
 * Answers the lanes to wake after the commit.
 */
export async function enqueueDeliveries(client: Queryable, workspaceId: string, happened: Happened): Promise<readonly number[]> {
  if (happened.events.length === 0 && happened.changes.length === 0 && happened.values.length === 0) return NONE
  const routes = await routesOf(client, workspaceId, happened.definitions)
  return routes.length === 0 ? NONE : insert(client, workspaceId, rowsOf(routes, happened), happened.now)
}

function rowsOf(routes: readonly Route[], { events, changes, values }: Happened): Row[] {
  // An event comes before the changes that it causes.
  return [
    ...events.flatMap((event) =>
      routes.filter((route) => wants(route, event)).map((route) => ({ ...NOTHING, route, profileId: event.profileId, event })),
    ),
    ...changes.flatMap((change) =>
      routes
        .filter((route) => route.wantsAudience(change.audienceId))
        .map((route) => ({ ...NOTHING, route, profileId: change.profileId, change, at: change.at })),
    ),
    ...values.flatMap(({ number, profileId, at }) =>
      routes.flatMap((route) => {
        const traitId = route.wantedTraits.get(number)
        return traitId === undefined ? [] : [{ ...NOTHING, route, profileId, traitId, at }]
      }),
    ),
  ]
}

const wants = (route: Route, { message }: NewEvent): boolean => route.wantsEvent(message.name) && isIntended(route, message.integrations)

/** The sender may say which destinations an event is for: `{ "All": false, "Webhook": true }`. */
function isIntended({ names }: Route, integrations: JsonObject | null): boolean {
  if (!integrations) return true
  const named = names.map((name) => integrations[name]).find((wish) => wish !== undefined)
  return named === undefined ? integrations['All'] !== false : named !== false
}

async function insert(client: Queryable, workspaceId: string, rows: readonly Row[], now: Millis): Promise<readonly number[]> {
  if (rows.length === 0) return NONE
  const ids = rows.map(() => uuidv7(now))
  const lanes = rows.map(({ route, profileId, event }) => deliveryLane(route.number, profileId ?? event?.id ?? ''))
  await client.query({
    name: 'enqueue-deliveries',
    text: `insert into outbox (workspace_id, id, destination_id, lane, profile_id, event_id, event_timestamp, audience_id, change, trait_id, changed_at, due_at, created_at)
      select $1, id, destination_id, lane, profile_id, event_id, to_timestamp(event_timestamp / 1000.0), audience_id, change, trait_id, to_timestamp(changed_at / 1000.0),
        to_timestamp($12 / 1000.0), to_timestamp($12 / 1000.0)
      from unnest($2::uuid[], $3::uuid[], $4::integer[], $5::uuid[], $6::uuid[], $7::float8[], $8::uuid[], $9::membership_change[], $10::uuid[], $11::float8[])
        with ordinality
        as row (id, destination_id, lane, profile_id, event_id, event_timestamp, audience_id, change, trait_id, changed_at, place)
      order by place`,
    values: [
      workspaceId,
      arrayText(ids),
      arrayText(rows.map(({ route }) => route.id)),
      arrayText(lanes),
      arrayText(rows.map(({ profileId }) => profileId)),
      arrayText(rows.map(({ event }) => event?.id ?? null)),
      arrayText(rows.map(({ event }) => event?.message.timestamp ?? null)),
      arrayText(rows.map(({ change }) => change?.audienceId ?? null)),
      arrayText(rows.map(({ change }) => change?.change ?? null)),
      arrayText(rows.map(({ traitId }) => traitId)),
      arrayText(rows.map(({ at }) => at)),
      now,
    ],
  })
  return [...new Set(lanes)]
}

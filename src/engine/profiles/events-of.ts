import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'
import type { EventType } from '../ingest/message.ts'
import type { JsonObject } from '../json.ts'
import type { EventPlace } from '../live/event-tail.ts'
import { prepared } from './prepared.ts'
import { COUNT_CAP, comparison, countsPerParent, parameters, perParent, readingDirection, type Slice } from './slice.ts'

/** An event as it is kept. */
export interface StoredEvent {
  readonly id: string
  /** The profile at arrival; what it has become is found through the aliases. */
  readonly profileId: string | null
  readonly type: EventType
  readonly name: string
  readonly timestamp: Millis
  readonly originalTimestamp: Millis | null
  readonly sentAt: Millis | null
  readonly receivedAt: Millis
  readonly sourceId: string
  readonly messageId: string
  readonly userId: string | null
  readonly anonymousId: string | null
  readonly groupId: string | null
  readonly previousId: string | null
  readonly properties: JsonObject
  readonly traits: JsonObject | null
  readonly context: JsonObject
  readonly integrations: JsonObject | null
}

/** Events are listed newest first. */
export interface EventKey {
  readonly timestamp: Millis
  readonly messageId: string
}

export interface EventQuery {
  readonly workspaceId: string
  /** Per person, every id it ever had. */
  readonly people: readonly (readonly string[])[]
  readonly names: readonly string[] | null
  /** After this moment. */
  readonly from: Millis | null
  /** Until this moment, itself included. */
  readonly to: Millis | null
}

const COLUMNS = `e.id, e.profile_id as "profileId", e.type, e.name, ${asMillis('e.timestamp')} as timestamp, ${asMillis('e.original_timestamp')} as "originalTimestamp",
  ${asMillis('e.sent_at')} as "sentAt", ${asMillis('e.received_at')} as "receivedAt", e.source_id as "sourceId", e.message_id as "messageId", e.user_id as "userId",
  e.anonymous_id as "anonymousId", e.group_id as "groupId", e.previous_id as "previousId", e.properties, e.traits, e.context, e.integrations`

/** A part of the events of each person. */
export async function readEvents(db: Queryable, query: EventQuery, slice: Slice<EventKey>): Promise<StoredEvent[][]> {
  const { values, bind, where } = selection(query)
  const between = (['after', 'before'] as const).map((side) => {
    const key = slice[side]
    return key
      ? `and (timestamp, message_id collate "C") ${comparison('desc', side)} (${bind(iso(key.timestamp))}::timestamptz, ${bind(key.messageId)})`
      : ''
  })
  const direction = readingDirection('desc', slice.reverse)
  const rows = await prepared<StoredEvent & { of: number }>(
    db,
    // Each id is read in the order of its index; only what they give together is sorted.
    `select part.of, ${COLUMNS} from unnest($2::int[], $3::uuid[]) as part (of, profile_id)
      cross join lateral (
        select * from events where ${where} ${between.join(' ')}
        order by timestamp ${direction}, message_id collate "C" ${direction} limit ${bind(slice.limit)}
      ) e
      order by part.of, e.timestamp ${direction}, e.message_id collate "C" ${direction}`,
    values,
  )
  return perParent(rows, query.people.length, slice)
}

export async function countEvents(db: Queryable, query: EventQuery): Promise<number[]> {
  const { values, where } = selection(query)
  const rows = await prepared<{ of: number; count: string }>(
    db,
    `select part.of, e.count from unnest($2::int[], $3::uuid[]) as part (of, profile_id)
      cross join lateral (select count(*) from (select from events where ${where} limit ${COUNT_CAP + 1}) counted) e`,
    values,
  )
  return countsPerParent(rows, query.people.length)
}

/** One event by where it is kept; null: there is none. */
export async function readEvent(
  db: Queryable,
  workspaceId: string,
  place: Pick<StoredEvent, 'id' | 'timestamp' | 'profileId'>,
): Promise<StoredEvent | null> {
  const { values, bind } = parameters(workspaceId, iso(place.timestamp), place.id)
  const owner = place.profileId === null ? 'is null' : `= ${bind(place.profileId)}`
  const [event = null] = await prepared<StoredEvent>(
    db,
    `select ${COLUMNS} from events e where workspace_id = $1 and timestamp = $2::timestamptz and id = $3 and profile_id ${owner}`,
    values,
  )
  return event
}

/** Events by where they are kept, in the order of their places; those that are not there are left out. */
export async function readEventsAt(db: Queryable, workspaceId: string, places: readonly EventPlace[]): Promise<StoredEvent[]> {
  const found = (profile: string) => `select * from events
    where workspace_id = $1 and ${profile} and timestamp = to_timestamp(place.at / 1000.0)::timestamptz(3) and message_id = place.message_id`
  return prepared<StoredEvent>(
    db,
    `select ${COLUMNS} from unnest($2::uuid[], $3::float8[], $4::text[]) with ordinality as place (profile_id, at, message_id, number)
      cross join lateral (
        ${found('profile_id = place.profile_id')}
        union all
        ${found('place.profile_id is null and profile_id is null')}
        limit 1
      ) e
      order by place.number`,
    [workspaceId, places.map((one) => one.profileId), places.map((one) => one.timestamp), places.map((one) => one.messageId)],
  )
}

function selection({ workspaceId, people, names, from, to }: EventQuery) {
  const parts = people.flatMap((ids, of) => ids.map((id) => ({ of, id })))
  const { values, bind } = parameters(
    workspaceId,
    parts.map(({ of }) => of),
    parts.map(({ id }) => id),
  )
  const conditions = ['workspace_id = $1', 'profile_id = part.profile_id']
  if (names) conditions.push(`name = any(${bind(names)}::text[])`)
  if (from !== null) conditions.push(`timestamp > ${bind(iso(from))}::timestamptz`)
  if (to !== null) conditions.push(`timestamp <= ${bind(iso(to))}::timestamptz`)
  return { values, bind, where: conditions.join(' and ') }
}

const iso = (moment: Millis): string => new Date(moment).toISOString()

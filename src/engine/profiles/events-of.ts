import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'
import type { StoredDecision } from '../identity/stored-decision.ts'
import type { EventType } from '../ingest/message.ts'
import type { JsonObject } from '../json.ts'
import type { EventPlace } from '../live/event-tail.ts'
import { prepared } from './prepared.ts'
import type { Entity } from './profile.ts'
import {
  type Bind,
  type Columns,
  countsPerParent,
  countUpToCap,
  everyIdOf,
  parameters,
  perParent,
  readingDirection,
  type Slice,
  selectList,
  within,
} from './slice.ts'

/** An event as it is kept. */
export interface StoredEvent {
  readonly id: string
  /** The profile at arrival; what it has become is found through the aliases. */
  readonly profileId: string | null
  /** The same of the account. */
  readonly accountId: string | null
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
  /** Of the identity rules it was resolved by; null: the defaults. */
  readonly identityVersion: number | null
  readonly identity: StoredDecision | null
}

/** Of a row e. */
export const EVENT: Columns<StoredEvent> = {
  id: 'e.id',
  profileId: 'e.profile_id',
  accountId: 'e.account_id',
  type: 'e.type',
  name: 'e.name',
  timestamp: asMillis('e.timestamp'),
  originalTimestamp: asMillis('e.original_timestamp'),
  sentAt: asMillis('e.sent_at'),
  receivedAt: asMillis('e.received_at'),
  sourceId: 'e.source_id',
  messageId: 'e.message_id',
  userId: 'e.user_id',
  anonymousId: 'e.anonymous_id',
  groupId: 'e.group_id',
  previousId: 'e.previous_id',
  properties: 'e.properties',
  traits: 'e.traits',
  context: 'e.context',
  integrations: 'e.integrations',
  identityVersion: 'e.identity_version',
  identity: 'e.identity',
}

/** Events are listed newest first. */
export interface EventKey {
  readonly timestamp: Millis
  readonly messageId: string
}

export interface EventFilter {
  readonly names: readonly string[] | null
  /** Only of this type; by default of every one. */
  readonly type?: EventType
  /** None with these names. */
  readonly except?: readonly string[]
  /** After this moment. */
  readonly from: Millis | null
  /** Until this moment, itself included. */
  readonly to: Millis | null
}

interface EventOwner {
  /** Under which ids its events are kept, and between which moments: rows part (id, first_at, last_at). */
  readonly parts: string
  /** By default a person. */
  readonly entity?: Entity | undefined
}

/** The parts of a person, given an expression of its id. $1 is the workspace. */
export const eventParts = (rootId: string): string => `(
    select ${rootId} as id, timestamptz '-infinity' as first_at, timestamptz 'infinity' as last_at
    union all
    select loser_id, first_event_at, last_event_at from profile_aliases
    where workspace_id = $1 and root_id = ${rootId} and first_event_at <= last_event_at
  ) part`

/** The same given every id. What aliases say of events is said of those of people. */
const eventPartsOf = (ids: string, entity: Entity = 'PROFILE'): string =>
  entity === 'PROFILE'
    ? `(
    select own.id, coalesce(a.first_event_at, '-infinity') as first_at, coalesce(a.last_event_at, 'infinity') as last_at
    from unnest(${ids}) as own (id) left join profile_aliases a on a.workspace_id = $1 and a.loser_id = own.id
  ) part`
    : `(select id, timestamptz '-infinity' as first_at, timestamptz 'infinity' as last_at from unnest(${ids}) as own (id)) part`

/** The statement of a part of the events of a person, or of an account. $1 is the workspace. */
export function eventPage(
  bind: Bind,
  { parts, entity, ...filter }: EventFilter & EventOwner,
  { slice, wanted }: { readonly slice: Slice<EventKey>; readonly wanted?: Iterable<keyof StoredEvent> },
): string {
  const direction = readingDirection('desc', slice.reverse)
  const limit = String(slice.limit)
  const keyRow = ({ timestamp, messageId }: EventKey) => `(${bind(iso(timestamp))}::timestamptz, ${bind(messageId)})`
  const order = (of: string) => `${of}timestamp ${direction}, ${of}message_id collate "C" ${direction}`
  // Each id is read in the order of the index of each of its months, so that no more than a page of it is read; only what they give together is sorted.
  return `select ${selectList(EVENT, wanted)} from ${parts} cross join lateral (
      select * from events where ${matching(bind, filter, entity)}
        ${within(slice, { listed: 'desc', row: '(timestamp, message_id collate "C")', keyRow })}
      order by ${order('')} limit ${limit}
    ) e order by ${order('e.')} limit ${limit}`
}

/** Counts them, each id up to the cap. */
export const eventCount = (bind: Bind, { parts, entity, ...filter }: EventFilter & EventOwner): string =>
  `select sum(e.count) as count from ${parts} cross join lateral (${countUpToCap(`select from events where ${matching(bind, filter, entity)}`)}) e`

function matching(bind: Bind, { names, type, except, from, to }: EventFilter, entity: Entity = 'PROFILE'): string {
  const owner = entity === 'PROFILE' ? 'profile_id = part.id' : 'account_id = part.id'
  const conditions = ['workspace_id = $1', owner, 'timestamp >= part.first_at', 'timestamp <= part.last_at']
  if (names) conditions.push(`name = any(${bind(names)}::text[])`)
  if (type) conditions.push(`type = '${type}'`)
  if (except) conditions.push(`name <> all(${bind(except)}::text[])`)
  if (from !== null) conditions.push(`timestamp > ${bind(iso(from))}::timestamptz`)
  if (to !== null) conditions.push(`timestamp <= ${bind(iso(to))}::timestamptz`)
  return conditions.join(' and ')
}

export interface EventQuery extends EventFilter {
  readonly workspaceId: string
  /** By default people. */
  readonly entity?: Entity | undefined
  /** Per person, or account, every id it ever had. */
  readonly people: readonly (readonly string[])[]
}

/** A part of the events of each person, or account. */
export async function readEvents(db: Queryable, query: EventQuery, slice: Slice<EventKey>): Promise<StoredEvent[][]> {
  const { values, bind } = parameters(query.workspaceId)
  const direction = readingDirection('desc', slice.reverse)
  const rows = await prepared<StoredEvent & { of: number }>(
    db,
    `select parent.of, e.* from ${everyIdOf(bind, query.people)} cross join lateral (${eventPage(bind, { ...query, parts: eventPartsOf('parent.ids', query.entity) }, { slice })}) e
      order by parent.of, e.timestamp ${direction}, e."messageId" collate "C" ${direction}`,
    values,
  )
  return perParent(rows, query.people.length, slice)
}

export async function countEvents(db: Queryable, query: EventQuery): Promise<number[]> {
  const { values, bind } = parameters(query.workspaceId)
  const rows = await prepared<{ of: number; count: string }>(
    db,
    `select parent.of, e.count from ${everyIdOf(bind, query.people)} cross join lateral (${eventCount(bind, { ...query, parts: eventPartsOf('parent.ids', query.entity) })}) e`,
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
    `select ${selectList(EVENT)} from events e where workspace_id = $1 and timestamp = $2::timestamptz and id = $3 and profile_id ${owner}`,
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
    `select ${selectList(EVENT)} from unnest($2::uuid[], $3::float8[], $4::text[]) with ordinality as place (profile_id, at, message_id, number)
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

const iso = (moment: Millis): string => new Date(moment).toISOString()

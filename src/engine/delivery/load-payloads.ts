import type { Payload } from '../../connectors/contract.ts'
import { arrayText } from '../../db/array-text.ts'
import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'
import type { Entity } from '../identity/lock-profiles.ts'
import type { EventType } from '../ingest/message.ts'
import type { Json, JsonObject } from '../json.ts'
import { printUuid } from '../public-id.ts'

/** What a delivery is about: an event, a membership change, or a value of a computed trait. */
export interface Reference {
  readonly workspaceId: string
  readonly id: string
  readonly profileId: string | null
  readonly eventId: string | null
  readonly eventTimestamp: Millis | null
  readonly audienceId: string | null
  readonly change: 'ENTERED' | 'EXITED' | null
  readonly traitId: string | null
  /** Of the membership, or of the value. */
  readonly changedAt: Millis | null
}

/** The same, as it was read to be sent. Until then JSON stays text: what waits is then cheap to keep. */
export type Loaded =
  | { readonly kind: 'event'; readonly row: EventRow }
  | { readonly kind: 'change'; readonly reference: Reference; readonly row: ChangeRow }
  | { readonly kind: 'value'; readonly reference: Reference; readonly row: ValueRow }

/** What deliveries are about, by their ids. One whose event, audience or trait is gone is left out. */
export async function loadPayloads(db: Queryable, due: readonly Reference[]): Promise<ReadonlyMap<string, Loaded>> {
  const events = due.filter(({ eventId }) => eventId !== null)
  const changes = new Map(due.filter(({ audienceId }) => audienceId !== null).map((reference) => [reference.id, reference]))
  const values = new Map(due.filter(({ traitId }) => traitId !== null).map((reference) => [reference.id, reference]))
  const loaded = new Map<string, Loaded>()
  if (events.length > 0) for (const row of await readEvents(db, events)) loaded.set(row.delivery, { kind: 'event', row })
  if (changes.size > 0)
    for (const row of await readChanges(db, [...changes.values()])) {
      const reference = changes.get(row.delivery)
      if (reference) loaded.set(row.delivery, { kind: 'change', reference, row })
    }
  if (values.size > 0)
    for (const row of await readValues(db, [...values.values()])) {
      const reference = values.get(row.delivery)
      if (reference) loaded.set(row.delivery, { kind: 'value', reference, row })
    }
  return loaded
}

/** What is sent. */
export function payloadOf(loaded: Loaded): Payload {
  switch (loaded.kind) {
    case 'event':
      return eventPayload(loaded.row)
    case 'change':
      return changePayload(loaded.reference, loaded.row)
    case 'value':
      return valuePayload(loaded.reference, loaded.row)
  }
}

/** Hashes of the identifiers that it is about. */
export function identifiersOf(loaded: Loaded): readonly string[] {
  switch (loaded.kind) {
    case 'event':
      return loaded.row.identifiers.match(/-?\d+/g) ?? []
    case 'change':
    case 'value':
      return (loaded.row.identifiers ?? []).map(({ hash }) => hash)
  }
}

interface EventRow {
  readonly delivery: string
  readonly profile_id: string | null
  readonly type: EventType
  readonly name: string
  readonly timestamp: Millis
  readonly original_timestamp: Millis | null
  readonly sent_at: Millis | null
  readonly received_at: Millis
  readonly message_id: string
  readonly user_id: string | null
  readonly anonymous_id: string | null
  readonly group_id: string | null
  readonly previous_id: string | null
  /** An array of Postgres, and JSON, as text. */
  readonly identifiers: string
  readonly properties: string
  readonly traits: string | null
  readonly context: string
  readonly integrations: string | null
  readonly consent: JsonObject | null
}

// By the two bounds the partitions are chosen, all others being left alone.
const AT = `e.timestamp = to_timestamp(wanted.at / 1000.0)::timestamptz(3)
          and e.timestamp between to_timestamp($6 / 1000.0)::timestamptz(3) and to_timestamp($7 / 1000.0)::timestamptz(3)`

// What belongs to nobody, which is rare, is found in the same index, but not by the same comparison.
const STRAYS = `union all
        select * from events e where wanted.profile_id is null and e.workspace_id = wanted.workspace_id and e.profile_id is null and e.id = wanted.id and ${AT}`

async function readEvents(db: Queryable, due: readonly Reference[]): Promise<readonly EventRow[]> {
  const strays = due.some(({ profileId }) => profileId === null)
  const moments = due.map(({ eventTimestamp }) => eventTimestamp ?? 0)
  // `offset 0` keeps the look-ups apart: joined as one, they read a young workspace as a whole for each page.
  const { rows } = await db.query<EventRow>({
    name: strays ? 'delivered-events-and-strays' : 'delivered-events',
    text: `select wanted.delivery, e.profile_id, e.type, e.name, ${asMillis('e.timestamp')} as timestamp, ${asMillis('e.original_timestamp')} as original_timestamp,
        ${asMillis('e.sent_at')} as sent_at, ${asMillis('e.received_at')} as received_at, e.message_id, e.user_id, e.anonymous_id, e.group_id, e.previous_id,
        e.identifiers::text, e.properties::text, e.traits::text, e.context::text, e.integrations::text, e.consent
      from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::float8[]) as wanted (delivery, workspace_id, profile_id, id, at)
      cross join lateral (
        select * from events e where e.workspace_id = wanted.workspace_id and e.profile_id = wanted.profile_id and e.id = wanted.id and ${AT}
        ${strays ? STRAYS : ''} offset 0
      ) e`,
    values: [
      arrayText(due.map(({ id }) => id)),
      arrayText(due.map(({ workspaceId }) => workspaceId)),
      arrayText(due.map(({ profileId }) => profileId)),
      arrayText(due.map(({ eventId }) => eventId)),
      arrayText(moments),
      Math.min(...moments),
      Math.max(...moments),
    ],
  })
  return rows
}

const iso = (at: Millis): string => new Date(at).toISOString()

/** As Segment's destinations get it: what was sent, under its names. What there is none of is undefined, which JSON leaves out. */
function eventPayload(row: EventRow): Payload {
  const type = row.type.toLowerCase() as Payload['type']
  return {
    type,
    ...special(type, row),
    messageId: row.message_id,
    timestamp: iso(row.timestamp),
    originalTimestamp: row.original_timestamp === null ? undefined : iso(row.original_timestamp),
    sentAt: row.sent_at === null ? undefined : iso(row.sent_at),
    receivedAt: iso(row.received_at),
    userId: row.user_id,
    anonymousId: row.anonymous_id,
    groupId: row.group_id ?? undefined,
    previousId: row.previous_id ?? undefined,
    profileId: row.profile_id && printUuid('prof', row.profile_id),
    context: parsed(row.context),
    integrations: parsed(row.integrations),
  }
}

/** What only calls of this type have. */
function special(type: Payload['type'], row: EventRow): Partial<Payload> {
  switch (type) {
    case 'track':
      return { event: row.name, properties: parsed(row.properties) }
    case 'page':
    case 'screen': {
      const properties = parsed(row.properties)
      return typeof properties['name'] === 'string' ? { name: properties['name'], properties } : { properties }
    }
    case 'identify':
    case 'group':
      return { traits: parsed(row.traits) }
    case 'alias':
      return {}
  }
}

const parsed = (json: string | null): JsonObject => (json === null ? {} : (JSON.parse(json) as JsonObject))

/** Of what is computed about somebody: under which key, and who it is. */
interface ComputedRow {
  readonly delivery: string
  readonly key: string
  readonly entity: Entity
  readonly identifiers: readonly { readonly type: string; readonly raw: string; readonly hash: string }[] | null
}

type ChangeRow = ComputedRow

interface ValueRow extends ComputedRow {
  readonly value: Json
}

/** More than these of one profile would make a payload larger than receivers like. What they are named by comes first: of several group ids that seen first. */
const MOST_IDENTIFIERS = 50

const IDENTIFIERS = `(
          select json_agg(json_build_object('type', i.type, 'raw', i.raw, 'hash', i.hash::text)) from (
            select type, raw, hash from identifiers i where i.workspace_id = wanted.workspace_id and i.profile_id = wanted.profile_id
            order by i.type not in ('user_id', 'group_id'), case i.type when 'group_id' then i.first_seen_at end, i.last_seen_at desc, i.hash limit ${MOST_IDENTIFIERS}) i
        ) as identifiers`

async function readChanges(db: Queryable, due: readonly Reference[]): Promise<readonly ChangeRow[]> {
  const { rows } = await db.query<ChangeRow>({
    name: 'delivered-changes',
    text: `select wanted.delivery, a.key, a.entity, ${IDENTIFIERS}
      from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) as wanted (delivery, workspace_id, profile_id, audience_id)
      join audiences a on a.id = wanted.audience_id and a.workspace_id = wanted.workspace_id and a.deleted_at is null`,
    values: [
      arrayText(due.map(({ id }) => id)),
      arrayText(due.map(({ workspaceId }) => workspaceId)),
      arrayText(due.map(({ profileId }) => profileId)),
      arrayText(due.map(({ audienceId }) => audienceId)),
    ],
  })
  return rows
}

/** The values as they were: one that changed again since is a delivery of its own. */
async function readValues(db: Queryable, due: readonly Reference[]): Promise<readonly ValueRow[]> {
  const { rows } = await db.query<ValueRow>({
    name: 'delivered-values',
    text: `select wanted.delivery, t.key, t.entity, v.value, ${IDENTIFIERS}
      from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::float8[]) as wanted (delivery, workspace_id, profile_id, trait_id, at)
      join computed_traits t on t.id = wanted.trait_id and t.workspace_id = wanted.workspace_id and t.deleted_at is null
      join computed_values v on v.workspace_id = t.workspace_id and v.profile_id = wanted.profile_id and v.number = t.number
        and v.at = to_timestamp(wanted.at / 1000.0)::timestamptz(3)`,
    values: [
      arrayText(due.map(({ id }) => id)),
      arrayText(due.map(({ workspaceId }) => workspaceId)),
      arrayText(due.map(({ profileId }) => profileId)),
      arrayText(due.map(({ traitId }) => traitId)),
      arrayText(due.map(({ changedAt }) => changedAt)),
    ],
  })
  return rows
}

/**
 * As Segment sends it. One delivery for each change, whatever the number of identifiers: all of them are in `context.externalIds`. Somebody who was
 * merged has none left, so that an exit of theirs is not taken for one of whom they have become.
 */
function changePayload(due: Reference, row: ChangeRow): Payload {
  const entered = due.change === 'ENTERED'
  return computedPayload(due, row, {
    event: entered ? 'Audience Entered' : 'Audience Exited',
    properties: { audience_key: row.key, [row.key]: entered },
    computation: { computation_class: 'audience', computation_id: printUuid('aud', due.audienceId ?? '') },
  })
}

/** The same of a computed trait. Null: there is no value any more. */
const valuePayload = (due: Reference, row: ValueRow): Payload =>
  computedPayload(due, row, {
    event: 'Trait Computed',
    properties: { trait_key: row.key, [row.key]: row.value },
    computation: { computation_class: 'trait', computation_id: printUuid('ctr', due.traitId ?? '') },
  })

function computedPayload(
  due: Reference,
  { key, entity, identifiers }: ComputedRow,
  { event, properties, computation }: { readonly event: string; readonly properties: JsonObject; readonly computation: JsonObject },
): Payload {
  const held = identifiers ?? []
  const identifierOf = (wanted: string) => held.find(({ type }) => type === wanted)?.raw ?? null
  const space = printUuid('ws', due.workspaceId)
  return {
    type: 'track',
    event,
    messageId: printUuid('dlv', due.id),
    timestamp: iso(due.changedAt ?? 0),
    userId: identifierOf('user_id'),
    anonymousId: identifierOf('anonymous_id'),
    ...(entity === 'ACCOUNT' && { groupId: identifierOf('group_id') }),
    profileId: printUuid(entity === 'ACCOUNT' ? 'acct' : 'prof', due.profileId ?? ''),
    properties,
    context: {
      personas: { ...computation, computation_key: key, namespace: space, space_id: space },
      externalIds: held.map(({ type, raw }) => ({ id: raw, type, collection: entity === 'ACCOUNT' ? 'accounts' : 'users', encoding: 'none' })),
    },
    integrations: {},
  }
}

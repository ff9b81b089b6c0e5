import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'
import type { Entity } from '../identity/lock-profiles.ts'
import type { EventType } from '../ingest/message.ts'
import type { JsonObject } from '../json.ts'

/** The events (after, until] of one profile and of those it absorbed. */
export interface Stretch {
  readonly profileIds: readonly string[]
  readonly after: Millis
  readonly until: Millis
}

export interface StoredEvent {
  /** Which of the stretches it belongs to. */
  readonly stretch: number
  /** The profile at arrival. */
  readonly profileId: string | null
  readonly type: EventType
  readonly name: string
  readonly timestamp: Millis
  readonly messageId: string
  readonly sourceId: string
  readonly properties: JsonObject
  readonly context: JsonObject
  readonly traits: JsonObject | null
}

export interface EventFilter {
  readonly entity: Entity
  /** Null: of any name. */
  readonly names: readonly string[] | null
  readonly type: EventType | null
  /** Which of the large columns are needed; the others are read as empty. */
  readonly columns: ReadonlySet<'properties' | 'context' | 'traits'>
}

/** Reads events of many profiles at once, each within its own stretch of time. */
export async function readEvents(
  db: Queryable,
  workspaceId: string,
  stretches: readonly Stretch[],
  filter: EventFilter,
): Promise<readonly StoredEvent[]> {
  const wanted = stretches.flatMap(({ profileIds, after, until }, stretch) => profileIds.map((id) => ({ stretch, id, after, until })))
  if (wanted.length === 0) return []
  const column = (name: 'properties' | 'context' | 'traits', empty: string) => (filter.columns.has(name) ? `e.${name}` : `${empty} as ${name}`)
  const owner = filter.entity === 'PROFILE' ? 'profile_id' : 'account_id'
  const { rows } = await db.query<StoredEvent>(
    `select wanted.stretch, e.profile_id as "profileId", e.type, e.name, ${asMillis('e.timestamp')} as timestamp, e.message_id as "messageId", e.source_id as "sourceId",
       ${column('properties', `'{}'::jsonb`)}, ${column('context', `'{}'::jsonb`)}, ${column('traits', 'null::jsonb')}
     from unnest($2::int[], $3::uuid[], $4::float8[], $5::float8[]) as wanted (stretch, id, after, until)
     join events e on e.workspace_id = $1 and e.${owner} = wanted.id
       and e.timestamp > to_timestamp(wanted.after / 1000.0)::timestamptz(3) and e.timestamp <= to_timestamp(wanted.until / 1000.0)::timestamptz(3)
     where ($6::text[] is null or e.name = any($6)) and ($7::event_type is null or e.type = $7)`,
    [
      workspaceId,
      wanted.map((one) => one.stretch),
      wanted.map((one) => one.id),
      wanted.map((one) => one.after),
      wanted.map((one) => one.until),
      filter.names,
      filter.type,
    ],
  )
  return rows
}

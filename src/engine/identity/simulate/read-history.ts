import type { Queryable } from '../../../db/db.ts'
import { asMillis, type Millis } from '../../clock.ts'
import type { EventType } from '../../ingest/message.ts'
import type { JsonObject } from '../../json.ts'
import { parsePath } from '../../rules/path.ts'
import type { Carrier, IdentityRules } from '../identity-rules.ts'

/** What rules are tried on: an event, with the profile that it belongs to now. */
export interface PastEvent extends Carrier {
  readonly id: string
  readonly at: Millis
  readonly receivedAt: Millis
  readonly messageId: string
  readonly sourceId: string
  /** Under which id it is kept, and whose that is now. */
  readonly profileId: string | null
  readonly rootId: string | null
}

const PAGE = 5000

/** Of how many profiles, chosen by chance, the same at each time; null: of all, and of nobody. */
export async function chooseProfiles(db: Queryable, workspaceId: string, sample: number | null): Promise<readonly string[] | null> {
  if (sample === null) return null
  const { rows } = await db.query<{ ids: string[] }>(
    `select array(select chosen.id union all select loser_id from profile_aliases where workspace_id = $1 and root_id = chosen.id) as ids
     from (select id from profiles where workspace_id = $1 and entity = 'PROFILE' order by hashtext(id::text), id limit $2) chosen`,
    [workspaceId, sample],
  )
  return rows.flatMap(({ ids }) => ids)
}

/**
 * All events of these profiles, a page at a time, each in a statement of its own: nothing is held while they are looked at. They come by profile, in the
 * order of the index; those of nobody come last, and only where all are read.
 */
export async function* readHistory(
  db: Queryable,
  workspaceId: string,
  { rules, profileIds }: { readonly rules: IdentityRules; readonly profileIds: readonly string[] | null },
): AsyncGenerator<readonly PastEvent[]> {
  const columns = columnsFor(rules, 5)
  const owned = { after: '(profile_id, timestamp, id) > ($2::uuid, $3::timestamptz, $4::uuid)', order: 'profile_id, timestamp, id' }
  const unowned = { after: 'profile_id is null and $2::uuid is not null and (timestamp, id) > ($3::timestamptz, $4::uuid)', order: 'timestamp, id' }
  for (const { after, order } of profileIds === null ? [owned, unowned] : [owned]) {
    let place: readonly [string, string, string] | undefined = [NO_ID, '-infinity', NO_ID]
    while (place) {
      const { rows }: { rows: Row[] } = await db.query<Row>(
        `select ${columns.select}, coalesce(a.root_id, profile_id) as "rootId", timestamp::text as place
         from (select * from events where workspace_id = $1 and ${after} and ($5::uuid[] is null or profile_id = any($5::uuid[])) order by ${order} limit ${PAGE}) e
         left join profile_aliases a on a.workspace_id = $1 and a.loser_id = profile_id order by ${order.replace(/\bid$/, 'e.id')}`,
        [workspaceId, ...place, profileIds, ...columns.values],
      )
      yield rows
      const last: Row | undefined = rows[PAGE - 1]
      place = last && [last.profileId ?? NO_ID, last.place, last.id]
    }
  }
}

/** Where an event of nobody is kept. */
export type EventPlace = Pick<PastEvent, 'id' | 'at'>

/** Those of these events that are still of nobody. */
export async function readUnowned(
  db: Queryable,
  workspaceId: string,
  { rules, places }: { readonly rules: IdentityRules; readonly places: readonly EventPlace[] },
): Promise<readonly PastEvent[]> {
  if (places.length === 0) return []
  const columns = columnsFor(rules, 3)
  const { rows } = await db.query<PastEvent>(
    `select ${columns.select}, null as "rootId" from unnest($2::uuid[], $3::float8[]) as place (id, at)
     join events e on e.workspace_id = $1 and e.profile_id is null and e.timestamp = to_timestamp(place.at / 1000.0)::timestamptz(3) and e.id = place.id`,
    [workspaceId, places.map(({ id }) => id), places.map(({ at }) => at), ...columns.values],
  )
  return rows
}

const NO_ID = '00000000-0000-0000-0000-000000000000'

interface Row extends PastEvent {
  readonly type: EventType
  readonly place: string
  readonly traits: JsonObject | null
  readonly properties: JsonObject
  readonly context: JsonObject
}

/** Of the documents of an event only what identifiers are read from: most of an event is something else. So many parameters come before those of the columns. */
function columnsFor({ set, readsDevice }: IdentityRules, fixed: number): { readonly select: string; readonly values: readonly string[] } {
  const keys = { traits: new Set(['email', 'phone']), properties: new Set<string>(), context: new Set(['externalIds', 'groupId']) }
  if (readsDevice) for (const key of ['device', 'integrations']) keys.context.add(key)
  const paths = [...set.types.flatMap((type) => type.paths), ...set.combinedKeys.flatMap(({ parts }) => parts.map((part) => part.path))]
  for (const path of paths) {
    const [root, first] = (parsePath(path) ?? []).flatMap((segment) => (segment.kind === 'key' ? [segment.key] : []))
    if (first !== undefined && (root === 'traits' || root === 'properties' || root === 'context')) keys[root].add(first)
  }
  const values: string[] = []
  // An object for each key: a function takes at most 100 arguments.
  const part = (of: string, names: Iterable<string>) => {
    const objects = [...names].map((name) => {
      const key = `$${values.push(name) + fixed}::text`
      return `jsonb_build_object(${key}, ${of} -> ${key})`
    })
    return ["'{}'::jsonb", ...objects].join(' || ')
  }
  const context = [...keys.context].filter((key) => key !== 'traits')
  return {
    select: `e.id, e.type, user_id as "userId", anonymous_id as "anonymousId", group_id as "groupId", message_id as "messageId", source_id as "sourceId",
      profile_id as "profileId", ${asMillis('timestamp')} as at, ${asMillis('received_at')} as "receivedAt", ${part('traits', keys.traits)} as traits, ${part('properties', keys.properties)} as properties,
      ${part('context', context)} || jsonb_build_object('traits', ${part(`(context -> 'traits')`, keys.traits)}) as context`,
    values,
  }
}

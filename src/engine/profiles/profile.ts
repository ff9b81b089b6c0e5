import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'
import type { JsonObject } from '../json.ts'
import { prepared } from './prepared.ts'
import { type Bind, type Columns, parameters, selectList } from './slice.ts'

export type Entity = 'PROFILE' | 'ACCOUNT'

/** A person or an account, as it is known by all the ids it ever had. */
export interface Profile {
  readonly id: string
  /** The ids that were merged into it. */
  readonly losers: readonly string[]
  readonly version: number
  readonly traits: JsonObject
  readonly createdAt: Millis
  readonly updatedAt: Millis
  readonly firstSeenAt: Millis | null
  readonly lastSeenAt: Millis | null
}

/** Of a profile within a statement, as `profileWithin` names it. */
export const PROFILE: Columns<Profile> = {
  id: 'root.id',
  losers: 'every.ids[2:]',
  version: 'p.version::float8',
  traits: `case when p.partial then (
      select coalesce(jsonb_object_agg(name, value), '{}') from (
        select distinct on (name) name, value from traits where workspace_id = $1 and profile_id = any(live.ids)
        order by name, timestamp desc, message_id collate "C" desc
      ) latest where value is not null
    ) else p.traits end`,
  createdAt: asMillis('p.created_at'),
  updatedAt: asMillis('p.updated_at'),
  firstSeenAt: asMillis('p.first_seen_at'),
  lastSeenAt: asMillis('p.last_seen_at'),
}

const PROFILE_ROW = ['version', 'traits', 'created_at', 'updated_at', 'first_seen_at', 'last_seen_at'].map((column) => `p.${column}`)
// With its limit this is a look-up of one row in one partition, whatever the planner guesses; what else is asked of the row cannot tempt it to another index.
const ROW_OF = 'select * from profiles where workspace_id = $1 and'
const isShown = (entity: Entity): string => `p.entity = '${entity}' and p.deleted_at is null`

interface ProfileWithin {
  readonly entity: Entity
  /** An expression: any id that it ever had. */
  readonly id: string
  /** Whether all ids that it ever had are wanted, as `every.ids`. */
  readonly everyId: boolean
  /** Whether no merge of the workspace is under way, so that all that is kept of a profile is kept under its own id. */
  readonly settled?: boolean
  /** Whether the id is from a list. */
  readonly listed?: boolean
}

/** Whether any merge of the workspace is under way. */
export const ANY_MERGING = '(select exists (select from profile_aliases where workspace_id = $1 and folded_at is null))'

const OWN_ROW = `select false as partial, ${PROFILE_ROW.join(', ')} from (${ROW_OF} id = root.id limit 1) p where`

/**
 * One profile within a statement: `root.id` is its id, `live.ids` an array of it and of the losers that were not folded yet, under which its traits,
 * memberships and accounts are kept. $1 is the workspace. `offset 0` keeps each computed once; whether any merge
 * of the workspace is under way is asked once for all of them.
 */
export function profileWithin({ entity, id, everyId, settled = false, listed = false }: ProfileWithin): string {
  const live = settled
    ? 'select array[root.id] as ids'
    : `select case when ${ANY_MERGING}
        then root.id || array(select loser_id from profile_aliases where workspace_id = $1 and root_id = root.id and folded_at is null)
        else array[root.id] end as ids offset 0`
  const row = settled ? `${OWN_ROW} ${isShown(entity)}` : unsettledRow(entity)
  // While no merge is under way, lists name no loser.
  return `(${settled && listed ? `select ${id} as id` : `select coalesce((select root_id from profile_aliases where workspace_id = $1 and loser_id = asked.id), asked.id) as id from (select ${id} as id) asked offset 0`}) root
  cross join lateral (${live}) live
  ${everyId ? 'cross join lateral (select root.id || array(select loser_id from profile_aliases where workspace_id = $1 and root_id = root.id) as ids offset 0) every' : ''}
  cross join lateral (${row}) p`
}

/** Of a merge that is still under way the profile is shown whole, as folding will leave it. */
const unsettledRow = (entity: Entity): string => `${OWN_ROW} cardinality(live.ids) = 1 and ${isShown(entity)}
    union all
    select bool_or(p.id <> root.id), max(p.version), (array_agg(p.traits))[1], min(p.created_at), max(p.updated_at), min(p.first_seen_at), max(p.last_seen_at)
    from unnest(live.ids) as part (id) cross join lateral (${ROW_OF} id = part.id limit 1) p
    where cardinality(live.ids) > 1 and ${isShown(entity)} having count(*) > 0`

/** Each profile by any id it ever had; null: there is none. */
export async function readProfiles(db: Queryable, workspaceId: string, entity: Entity, ids: readonly string[]): Promise<(Profile | null)[]> {
  const rows = await prepared<Profile & { of: number }>(
    db,
    `select given.place::integer - 1 as of, profile.* from unnest($2::uuid[]) with ordinality as given (id, place)
      cross join lateral (select ${selectList(PROFILE)} from ${profileWithin({ entity, id: 'given.id', everyId: true })}) profile`,
    [workspaceId, ids],
  )
  const profiles = new Array<Profile | null>(ids.length).fill(null)
  for (const { of, ...profile } of rows) profiles[of] = profile
  return profiles
}

/** The profile that holds an identifier; null: there is none. */
export async function findProfile(db: Queryable, workspaceId: string, entity: Entity, identifier: IdentifierName): Promise<Profile | null> {
  const { values, bind } = parameters(workspaceId)
  const name = { entity, id: holderOf(bind, identifier), everyId: true }
  const [profile = null] = await prepared<Profile>(db, `select ${selectList(PROFILE)} from ${profileWithin(name)}`, values)
  return profile
}

/** An identifier by its hash and, because hashes may collide, its value. */
export interface IdentifierName {
  readonly hash: string
  readonly type: string
  readonly value: string
}

/** An expression: who holds an identifier. $1 is the workspace. */
export const holderOf = (bind: Bind, { hash, type, value }: IdentifierName): string =>
  `(select profile_id from identifiers where hash = ${bind(hash)}::bigint and workspace_id = $1 and type = ${bind(type)} and value = ${bind(value)})`

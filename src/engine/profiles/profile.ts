import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'
import type { Json, JsonObject } from '../json.ts'
import { prepared } from './prepared.ts'
import { parameters } from './slice.ts'

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

interface Row extends Omit<Profile, 'version'> {
  readonly asked: number
  /** Which profile the row is of: the profile itself, or a loser that was not folded yet. */
  readonly part: string
  readonly version: string
}

/** Each profile by any id it ever had; null: there is none. */
export async function readProfiles(db: Queryable, workspaceId: string, entity: Entity, ids: readonly string[]): Promise<(Profile | null)[]> {
  const { values, bind } = parameters(workspaceId, entity)
  const rows = await prepared<Row>(
    db,
    profilesOf(`select ordinality::int - 1 as asked, id from unnest(${bind(ids)}::uuid[]) with ordinality as given (id, ordinality)`),
    values,
  )
  return assemble(db, workspaceId, rows, ids.length)
}

/** The profile that holds an identifier, given by its hash and, because hashes may collide, its value. */
export async function findProfile(
  db: Queryable,
  workspaceId: string,
  entity: Entity,
  identifier: { hash: string; type: string; value: string },
): Promise<Profile | null> {
  const { values, bind } = parameters(workspaceId, entity)
  const held = `select 0 as asked, profile_id as id from identifiers
    where hash = ${bind(identifier.hash)} and workspace_id = $1 and type = ${bind(identifier.type)} and value = ${bind(identifier.value)}`
  const [profile = null] = await assemble(db, workspaceId, await prepared<Row>(db, profilesOf(held), values), 1)
  return profile
}

/** Reads the rows of the profiles that `asked` names, through the aliases. $1 is the workspace, $2 the kind of entity. */
const profilesOf = (asked: string) => `
  select asked.asked, root.id, p.id as part, alias.losers, p.version, p.traits, ${asMillis('p.created_at')} as "createdAt", ${asMillis('p.updated_at')} as "updatedAt",
    ${asMillis('p.first_seen_at')} as "firstSeenAt", ${asMillis('p.last_seen_at')} as "lastSeenAt"
  from (${asked}) asked
  cross join lateral (select coalesce((select root_id from profile_aliases where workspace_id = $1 and loser_id = asked.id), asked.id) as id) root
  cross join lateral (
    select coalesce(array_agg(loser_id), '{}') as losers, coalesce(array_agg(loser_id) filter (where folded_at is null), '{}') as unfolded
    from profile_aliases where workspace_id = $1 and root_id = root.id
  ) alias
  cross join lateral unnest(root.id || alias.unfolded) as part (id)
  -- The limit keeps this a look-up of one row in one partition, whatever the planner guesses of the arrays.
  cross join lateral (select * from profiles where workspace_id = $1 and id = part.id and entity = $2 and deleted_at is null limit 1) p`

async function assemble(db: Queryable, workspaceId: string, rows: readonly Row[], asked: number): Promise<(Profile | null)[]> {
  const profiles = new Array<Profile | null>(asked).fill(null)
  for (const row of rows) {
    const { asked: index, part: _part, version, ...rest } = row
    const profile = { ...rest, version: Number(version) }
    const known = profiles[index]
    profiles[index] = known ? combine(known, profile) : profile
  }
  // Of a merge that is still under way: the profile is shown whole, as folding will leave it.
  const partial = new Set(rows.filter(({ id, part }) => id !== part).map(({ id }) => id))
  if (partial.size === 0) return profiles
  return Promise.all(
    profiles.map(async (profile) =>
      profile && partial.has(profile.id) ? { ...profile, traits: await latestTraits(db, workspaceId, [profile.id, ...profile.losers]) } : profile,
    ),
  )
}

function combine(a: Profile, b: Profile): Profile {
  return {
    ...a,
    version: Math.max(a.version, b.version),
    createdAt: Math.min(a.createdAt, b.createdAt),
    updatedAt: Math.max(a.updatedAt, b.updatedAt),
    firstSeenAt: a.firstSeenAt !== null && b.firstSeenAt !== null ? Math.min(a.firstSeenAt, b.firstSeenAt) : (a.firstSeenAt ?? b.firstSeenAt),
    lastSeenAt: a.lastSeenAt !== null && b.lastSeenAt !== null ? Math.max(a.lastSeenAt, b.lastSeenAt) : (a.lastSeenAt ?? b.lastSeenAt),
  }
}

/** Each trait as the latest of several profiles has it. */
async function latestTraits(db: Queryable, workspaceId: string, ids: readonly string[]): Promise<JsonObject> {
  const rows = await prepared<{ name: string; value: Json }>(
    db,
    `select distinct on (name) name, value from traits where workspace_id = $1 and profile_id = any($2::uuid[])
      order by name, timestamp desc, message_id collate "C" desc`,
    [workspaceId, ids],
  )
  return Object.fromEntries(rows.filter(({ value }) => value !== null).map(({ name, value }) => [name, value]))
}

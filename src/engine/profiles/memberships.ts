import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'
import { prepared } from './prepared.ts'
import { comparison, countsPerParent, type Direction, parameters, perParent, readingDirection, type Slice } from './slice.ts'

/** That a profile is in an audience. */
export interface Membership {
  readonly audienceId: string
  readonly profileId: string
  /** The moment it became true. */
  readonly since: Millis
}

type OfParent = Membership & { readonly of: number }

/** A part of the memberships of each person, of whom every id is given; in the order in which the audiences were created. */
export async function readMemberships(
  db: Queryable,
  workspaceId: string,
  people: readonly (readonly string[])[],
  slice: Slice<string>,
): Promise<Membership[][]> {
  const { values, bind } = parametersOf(workspaceId, people)
  const between = (['after', 'before'] as const).map((side) => {
    const key = slice[side]
    return key ? `and m.audience_id ${comparison('asc', side)} ${bind(key)}` : ''
  })
  const rows = await prepared<OfParent>(
    db,
    `select ${MEMBERSHIP} ${between.join(' ')} group by part.of, m.audience_id order by part.of, m.audience_id ${readingDirection('asc', slice.reverse)}`,
    values,
  )
  // A merge that is still under way may leave one person with two memberships of an audience; they are one.
  return perParent(rows, people.length, slice).map((list) => list.map((one) => ({ ...one, profileId: people[one.of]?.[0] ?? one.profileId })))
}

export async function countMemberships(db: Queryable, workspaceId: string, people: readonly (readonly string[])[]): Promise<number[]> {
  const { values } = parametersOf(workspaceId, people)
  const rows = await prepared<{ of: number; count: string }>(
    db,
    `select of, count(*) from (select ${MEMBERSHIP} group by part.of, m.audience_id) membership group by of`,
    values,
  )
  return countsPerParent(rows, people.length)
}

const MEMBERSHIP = `part.of, m.audience_id as "audienceId", min(m.profile_id::text) as "profileId", min(${asMillis('m.since')}) as since
  from unnest($2::int[], $3::uuid[]) as part (of, profile_id)
  join audience_members m on m.workspace_id = $1 and m.profile_id = part.profile_id
  join audiences a on a.id = m.audience_id and a.deleted_at is null
  where true`

function parametersOf(workspaceId: string, people: readonly (readonly string[])[]) {
  const parts = people.flatMap((ids, of) => ids.map((id) => ({ of, id })))
  return parameters(
    workspaceId,
    parts.map(({ of }) => of),
    parts.map(({ id }) => id),
  )
}

/** By id: in the order in which the profiles were created. By since: in the order in which they became members. */
export type MemberOrder = { readonly by: 'id' } | { readonly by: 'since'; readonly direction: Direction }
export type MemberKey = Pick<Membership, 'since' | 'profileId'>

/** A part of the members of each audience. */
export async function readMembers(
  db: Queryable,
  query: { readonly workspaceId: string; readonly audienceIds: readonly string[]; readonly order: MemberOrder },
  slice: Slice<MemberKey>,
): Promise<Membership[][]> {
  const { values, bind } = parameters(query.workspaceId, query.audienceIds)
  const { order } = query
  const listed = order.by === 'since' ? order.direction : 'asc'
  const between = (['after', 'before'] as const).map((side) => {
    const key = slice[side]
    if (!key) return ''
    const operator = comparison(listed, side)
    if (order.by === 'id') return `and profile_id ${operator} ${bind(key.profileId)}`
    return `and (since, profile_id) ${operator} (${bind(new Date(key.since).toISOString())}::timestamptz, ${bind(key.profileId)}::uuid)`
  })
  const direction = readingDirection(listed, slice.reverse)
  const by = (table: string) => [...(order.by === 'since' ? [`${table}since ${direction}`] : []), `${table}profile_id ${direction}`].join(', ')
  const rows = await prepared<OfParent>(
    db,
    `select parent.of, m.audience_id as "audienceId", m.profile_id as "profileId", ${asMillis('m.since')} as since
      from (select ordinality::int - 1 as of, id from unnest($2::uuid[]) with ordinality as given (id, ordinality)) parent
      cross join lateral (
        select * from audience_members where workspace_id = $1 and audience_id = parent.id ${between.join(' ')} order by ${by('')} limit ${bind(slice.limit)}
      ) m
      order by parent.of, ${by('m.')}`,
    values,
  )
  return perParent(rows, query.audienceIds.length, slice)
}

/** The membership of a profile, by any id it ever had, in an audience; null: there is none. */
export async function readMembership(
  db: Queryable,
  workspaceId: string,
  { audienceId, profileId }: Pick<Membership, 'audienceId' | 'profileId'>,
): Promise<Membership | null> {
  const [membership = null] = await prepared<Membership>(
    db,
    `with root as (select coalesce((select root_id from profile_aliases where workspace_id = $1 and loser_id = $3), $3) as id)
      select m.audience_id as "audienceId", root.id as "profileId", min(${asMillis('m.since')}) as since
      from root cross join audience_members m join audiences a on a.id = m.audience_id and a.deleted_at is null
      where m.workspace_id = $1 and m.audience_id = $2
        and m.profile_id in (select id from root union all select loser_id from profile_aliases, root where workspace_id = $1 and root_id = root.id)
      group by m.audience_id, root.id`,
    [workspaceId, audienceId, profileId],
  )
  return membership
}

/** Of pairs of a person (every id it ever had) and a key: whether it is in that audience; null: there is no such audience. */
export async function areMembers(
  db: Queryable,
  workspaceId: string,
  asked: readonly { readonly ids: readonly string[]; readonly key: string }[],
): Promise<(boolean | null)[]> {
  const parts = asked.flatMap(({ ids, key }, of) => ids.map((id) => ({ of, id, key })))
  const rows = await prepared<{ of: number; member: boolean }>(
    db,
    `select part.of, bool_or(m.profile_id is not null) as member
      from unnest($2::int[], $3::uuid[], $4::text[]) as part (of, profile_id, key)
      join audiences a on a.workspace_id = $1 and a.key = part.key and a.deleted_at is null
      left join audience_members m on m.workspace_id = $1 and m.audience_id = a.id and m.profile_id = part.profile_id
      group by part.of`,
    [workspaceId, parts.map(({ of }) => of), parts.map(({ id }) => id), parts.map(({ key }) => key)],
  )
  const answers = new Array<boolean | null>(asked.length).fill(null)
  for (const { of, member } of rows) answers[of] = member
  return answers
}

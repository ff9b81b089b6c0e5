import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'
import { prepared } from './prepared.ts'
import { type Bind, countsPerParent, type Direction, everyIdOf, parameters, perParent, readingDirection, type Slice, within } from './slice.ts'

/** That a profile is in an audience. */
export interface Membership {
  readonly audienceId: string
  readonly profileId: string
  /** The moment it became true. */
  readonly since: Millis
}

type OfParent = Membership & { readonly of: number }

/** A person within a statement: its id, and an array of all ids that something may still be kept under. */
export interface Person {
  readonly id: string
  readonly ids: string
}

/** The statement of a part of the memberships of a person, in the order in which the audiences were created. $1 is the workspace. */
export function membershipPage(bind: Bind, { id, ids }: Person, slice: Slice<string>): string {
  // A merge that is still under way may leave one person with two memberships of an audience; they are one.
  return `select m.audience_id as "audienceId", ${id} as "profileId", min(${asMillis('m.since')}) as since from ${membershipsOf(ids)}
      ${within(slice, { listed: 'asc', row: 'm.audience_id', keyRow: bind })}
    group by m.audience_id order by m.audience_id ${readingDirection('asc', slice.reverse)} limit ${slice.limit}`
}

export const membershipCount = ({ ids }: Pick<Person, 'ids'>): string => `select count(distinct m.audience_id) from ${membershipsOf(ids)}`

const membershipsOf = (ids: string): string =>
  `audience_members m join audiences a on a.id = m.audience_id and a.deleted_at is null where m.workspace_id = $1 and m.profile_id = any(${ids})`

const PARENT: Person = { id: 'parent.ids[1]', ids: 'parent.ids' }

/** A part of the memberships of each person, of whom every id is given, its own first. */
export async function readMemberships(
  db: Queryable,
  workspaceId: string,
  people: readonly (readonly string[])[],
  slice: Slice<string>,
): Promise<Membership[][]> {
  const { values, bind } = parameters(workspaceId)
  const rows = await prepared<OfParent>(
    db,
    `select parent.of, m.* from ${everyIdOf(bind, people)} cross join lateral (${membershipPage(bind, PARENT, slice)}) m
      order by parent.of, m."audienceId" ${readingDirection('asc', slice.reverse)}`,
    values,
  )
  return perParent(rows, people.length, slice)
}

export async function countMemberships(db: Queryable, workspaceId: string, people: readonly (readonly string[])[]): Promise<number[]> {
  const { values, bind } = parameters(workspaceId)
  const rows = await prepared<{ of: number; count: string }>(
    db,
    `select parent.of, m.count from ${everyIdOf(bind, people)} cross join lateral (${membershipCount(PARENT)}) m`,
    values,
  )
  return countsPerParent(rows, people.length)
}

/** Members are listed by the moment at which they became members, of one moment by id. */
export type MemberKey = Pick<Membership, 'since' | 'profileId'>

interface MemberList {
  readonly audienceId: string
  readonly order: Direction
}

/** The statement of a part of the members of the audience that an expression names. $1 is the workspace. */
export function memberPage(bind: Bind, { audienceId, order }: MemberList, slice: Slice<MemberKey>): string {
  const keyRow = ({ since, profileId }: MemberKey) => `(${bind(new Date(since).toISOString())}::timestamptz, ${bind(profileId)}::uuid)`
  const direction = readingDirection(order, slice.reverse)
  return `select m.audience_id as "audienceId", m.profile_id as "profileId", ${asMillis('m.since')} as since
    from audience_members m where m.workspace_id = $1 and m.audience_id = ${audienceId}
      ${within(slice, { listed: order, row: '(m.since, m.profile_id)', keyRow })}
    order by m.since ${direction}, m.profile_id ${direction} limit ${slice.limit}`
}

/** A part of the members of each audience. */
export async function readMembers(
  db: Queryable,
  { workspaceId, audienceIds, order }: { readonly workspaceId: string; readonly audienceIds: readonly string[]; readonly order: Direction },
  slice: Slice<MemberKey>,
): Promise<Membership[][]> {
  const { values, bind } = parameters(workspaceId, audienceIds)
  const direction = readingDirection(order, slice.reverse)
  const rows = await prepared<OfParent>(
    db,
    `select parent.of, m.*
      from (select ordinality::int - 1 as of, id from unnest($2::uuid[]) with ordinality as given (id, ordinality)) parent
      cross join lateral (${memberPage(bind, { audienceId: 'parent.id', order }, slice)}) m
      order by parent.of, m.since ${direction}, m."profileId" ${direction}`,
    values,
  )
  return perParent(rows, audienceIds.length, slice)
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

import type { Queryable } from '../../db/db.ts'
import { prepared } from './prepared.ts'
import { type Bind, countsPerParent, countUpToCap, everyIdOf, parameters, perParent, readingDirection, type Slice, within } from './slice.ts'

/** People of accounts, or accounts of people: ids only, in the order in which they were created. */
export type AccountSide = 'people' | 'accounts'

const COLUMNS = {
  people: { own: 'account_id', other: 'profile_id' },
  accounts: { own: 'profile_id', other: 'account_id' },
} as const

interface Connected {
  readonly side: AccountSide
  /** An expression: an array of the ids that connections may be kept under. */
  readonly ids: string
}

/** The statement of a part of what one is connected with, as rows (id). $1 is the workspace. */
export function connectedPage(bind: Bind, { side, ids }: Connected, slice: Slice<string>): string {
  const { own, other } = COLUMNS[side]
  const direction = readingDirection('asc', slice.reverse)
  const limit = String(slice.limit)
  return `select m.id from unnest(${ids}) as part (id) cross join lateral (
      select m.${other} as id from account_members m join profiles p on p.workspace_id = $1 and p.id = m.${other} and p.deleted_at is null
      where m.workspace_id = $1 and m.${own} = part.id ${within(slice, { listed: 'asc', row: `m.${other}`, keyRow: bind })}
      order by m.${other} ${direction} limit ${limit}
    ) m group by m.id order by m.id ${direction} limit ${limit}`
}

/** Counts them, under each id up to the cap. */
export const connectedCount = ({ side, ids }: Connected): string =>
  `select sum(m.count) as count from unnest(${ids}) as part (id) cross join lateral (
      ${countUpToCap(`select from account_members where workspace_id = $1 and ${COLUMNS[side].own} = part.id`)}
    ) m`

export interface AccountQuery {
  readonly workspaceId: string
  readonly side: AccountSide
  /** Per parent, every id it ever had. */
  readonly parents: readonly (readonly string[])[]
}

/** A part of what each parent is connected with. */
export async function readAccountMembers(db: Queryable, { workspaceId, side, parents }: AccountQuery, slice: Slice<string>): Promise<string[][]> {
  const { values, bind } = parameters(workspaceId)
  const rows = await prepared<{ of: number; id: string }>(
    db,
    `select parent.of, m.id from ${everyIdOf(bind, parents)} cross join lateral (${connectedPage(bind, { side, ids: 'parent.ids' }, slice)}) m
      order by parent.of, m.id ${readingDirection('asc', slice.reverse)}`,
    values,
  )
  return perParent(rows, parents.length, slice).map((list) => list.map(({ id }) => id))
}

export async function countAccountMembers(db: Queryable, { workspaceId, side, parents }: AccountQuery): Promise<number[]> {
  const { values, bind } = parameters(workspaceId)
  const rows = await prepared<{ of: number; count: string }>(
    db,
    `select parent.of, m.count from ${everyIdOf(bind, parents)} cross join lateral (${connectedCount({ side, ids: 'parent.ids' })}) m`,
    values,
  )
  return countsPerParent(rows, parents.length)
}

/** The group ids of accounts, each with the account it belongs to. */
export async function readGroupIds(db: Queryable, workspaceId: string, accountIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await prepared<{ id: string; value: string }>(
    db,
    `select distinct on (profile_id) profile_id as id, value from identifiers
      where workspace_id = $1 and profile_id = any($2::uuid[]) and type = 'group_id' order by profile_id, first_seen_at, hash`,
    [workspaceId, accountIds],
  )
  return new Map(rows.map(({ id, value }) => [id, value]))
}

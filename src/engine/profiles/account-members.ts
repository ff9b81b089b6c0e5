import type { Queryable } from '../../db/db.ts'
import { prepared } from './prepared.ts'
import { COUNT_CAP, comparison, countsPerParent, parameters, perParent, readingDirection, type Slice } from './slice.ts'

/** People of accounts, or accounts of people: ids only, in the order in which they were created. */
export type AccountSide = 'people' | 'accounts'

export interface AccountQuery {
  readonly workspaceId: string
  readonly side: AccountSide
  /** Per parent, every id it ever had. */
  readonly parents: readonly (readonly string[])[]
}

/** A part of what each parent is connected with. */
export async function readAccountMembers(db: Queryable, query: AccountQuery, slice: Slice<string>): Promise<string[][]> {
  const { values, bind, own, other, from } = connected(query)
  const between = (['after', 'before'] as const).map((side) => {
    const key = slice[side]
    return key ? `and m.${other} ${comparison('asc', side)} ${bind(key)}` : ''
  })
  const direction = readingDirection('asc', slice.reverse)
  const rows = await prepared<{ of: number; id: string }>(
    db,
    `select part.of, m.id ${from}
      cross join lateral (
        select m.${other} as id from account_members m join profiles p on p.workspace_id = $1 and p.id = m.${other} and p.deleted_at is null
        where m.workspace_id = $1 and m.${own} = part.id ${between.join(' ')} order by m.${other} ${direction} limit ${bind(slice.limit)}
      ) m
      group by part.of, m.id order by part.of, m.id ${direction}`,
    values,
  )
  return perParent(rows, query.parents.length, slice).map((list) => list.map(({ id }) => id))
}

export async function countAccountMembers(db: Queryable, query: AccountQuery): Promise<number[]> {
  const { values, own, from } = connected(query)
  const rows = await prepared<{ of: number; count: string }>(
    db,
    `select part.of, m.count ${from}
      cross join lateral (
        select count(*) from (
          select from account_members where workspace_id = $1 and ${own} = part.id limit ${COUNT_CAP + 1}
        ) counted
      ) m`,
    values,
  )
  return countsPerParent(rows, query.parents.length)
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

function connected({ workspaceId, side, parents }: AccountQuery) {
  const parts = parents.flatMap((ids, of) => ids.map((id) => ({ of, id })))
  const { values, bind } = parameters(
    workspaceId,
    parts.map(({ of }) => of),
    parts.map(({ id }) => id),
  )
  const [own, other] = side === 'people' ? ['account_id', 'profile_id'] : ['profile_id', 'account_id']
  return { values, bind, own, other, from: 'from unnest($2::int[], $3::uuid[]) as part (of, id)' }
}

import type { Queryable } from '../../db/db.ts'
import type { Millis } from '../clock.ts'
import { prepared } from './prepared.ts'
import { parameters, readingDirection, type Slice, within } from './slice.ts'

/** An audience as of what had been committed at a moment. */
export interface AsOf {
  readonly workspaceId: string
  readonly audienceId: string
  /** Null: now. */
  readonly at: Millis | null
}

/** The ids of a part of those who were members, in order; each as it was then, whatever it has been merged into since. */
export async function readMembersAsOf(db: Queryable, { workspaceId, audienceId, at }: AsOf, slice: Slice<string>): Promise<string[]> {
  const { values, bind } = parameters(workspaceId, audienceId, momentOf(at))
  const rows = await prepared<{ id: string }>(
    db,
    // What happened to each since then first says what it was before: whoever left was in.
    `with later as materialized (
       select distinct on (profile_id) profile_id, change from audience_changes
       where workspace_id = $1 and audience_id = $2 and committed_at > $3::timestamptz order by profile_id, version, ordinal
     )
     select id from (
       select profile_id as id from audience_members m
       where workspace_id = $1 and audience_id = $2 and not exists (select from later where later.profile_id = m.profile_id)
       union all select profile_id from later where change = 'EXITED'
     ) past where true ${within(slice, { listed: 'asc', row: 'id', keyRow: (id) => `${bind(id)}::uuid` })}
     order by id ${readingDirection('asc', slice.reverse)} limit ${slice.limit}`,
    values,
  )
  const ids = rows.map(({ id }) => id)
  return slice.reverse ? ids.reverse() : ids
}

/** How many were members. */
export async function readSizeAsOf(db: Queryable, { workspaceId, audienceId, at }: AsOf): Promise<number> {
  const [row] = await prepared<{ size: string }>(
    db,
    `select size - (select count(*) filter (where change = 'ENTERED') - count(*) filter (where change = 'EXITED') from audience_changes
         where workspace_id = $1 and audience_id = $2 and committed_at > $3::timestamptz) as size
     from audience_counters where workspace_id = $1 and audience_id = $2`,
    [workspaceId, audienceId, momentOf(at)],
  )
  return Number(row?.size ?? 0)
}

const momentOf = (at: Millis | null): string => (at === null ? 'infinity' : new Date(at).toISOString())

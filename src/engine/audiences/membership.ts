import { arrayText } from '../../db/array-text.ts'
import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'

export type MembershipReason = 'EVENT' | 'TRAIT' | 'CLOCK' | 'MERGED' | 'SPLIT' | 'DELETED' | 'DEFINITION'

export interface MembershipChange {
  readonly audienceId: string
  readonly profileId: string
  readonly change: 'ENTERED' | 'EXITED'
  readonly reason: MembershipReason
  /** The moment it became true. */
  readonly at: Millis
}

/** Writes who is in and who is out; the sizes follow in countChanges, last before the commit. */
export async function writeMembers(client: Queryable, workspaceId: string, changes: readonly MembershipChange[]): Promise<void> {
  const entered = changes.filter((one) => one.change === 'ENTERED')
  const exited = changes.filter((one) => one.change === 'EXITED')
  if (exited.length > 0)
    await client.query({
      name: 'delete-members',
      text: `delete from audience_members m using unnest($2::uuid[], $3::uuid[]) as gone (audience_id, profile_id)
        where m.workspace_id = $1 and m.audience_id = gone.audience_id and m.profile_id = gone.profile_id`,
      values: [workspaceId, exited.map((one) => one.audienceId), exited.map((one) => one.profileId)],
    })
  if (entered.length > 0)
    await client.query({
      name: 'insert-members',
      text: `insert into audience_members (workspace_id, audience_id, profile_id, since)
        select $1, audience_id, profile_id, to_timestamp(at / 1000.0) from unnest($2::uuid[], $3::uuid[], $4::float8[]) as entered (audience_id, profile_id, at)`,
      values: [
        workspaceId,
        arrayText(entered.map((one) => one.audienceId)),
        arrayText(entered.map((one) => one.profileId)),
        arrayText(entered.map((one) => one.at)),
      ],
    })
}

/**
 * Brings the sizes up to date and numbers the changes of this commit, in one statement that takes the counters in order. Called last, because
 * whoever holds a counter holds up every other worker. Answers the audiences whose version grew.
 */
export async function countChanges(client: Queryable, workspaceId: string, changes: readonly MembershipChange[]): Promise<readonly string[]> {
  if (changes.length === 0) return []
  const { rows } = await client.query<{ audience_id: string; at: number }>({
    name: 'count-changes',
    text: `with change as (
        select audience_id, profile_id, change, reason, at, row_number() over (partition by audience_id order by position) as ordinal
        from unnest($2::uuid[], $3::uuid[], $4::membership_change[], $5::membership_reason[], $6::float8[])
          with ordinality as c (audience_id, profile_id, change, reason, at, position)
      ), total as (
        select audience_id, count(*) filter (where change = 'ENTERED') as entered, count(*) filter (where change = 'EXITED') as exited
        from change group by audience_id
      ), held as materialized (
        select audience_id from audience_counters where workspace_id = $1 and audience_id = any($2::uuid[]) order by audience_id for no key update
      ), counted as (
        update audience_counters c set size = c.size + t.entered - t.exited, version = c.version + 1,
          entered = c.entered + t.entered, exited = c.exited + t.exited,
          -- Never back, whatever the clock does: what was so at a moment stays so.
          updated_at = greatest(c.updated_at, engine_now())
        from total t join held using (audience_id) where c.workspace_id = $1 and c.audience_id = t.audience_id
        returning c.audience_id, c.version, c.updated_at
      ), logged as (
        insert into audience_changes (workspace_id, audience_id, version, ordinal, profile_id, change, reason, at, committed_at)
        select $1, audience_id, version, ordinal, profile_id, change, reason, to_timestamp(at / 1000.0), updated_at from change join counted using (audience_id)
      )
      select audience_id, ${asMillis('updated_at')} as at from counted`,
    values: [
      workspaceId,
      arrayText(changes.map((one) => one.audienceId)),
      arrayText(changes.map((one) => one.profileId)),
      arrayText(changes.map((one) => one.change)),
      arrayText(changes.map((one) => one.reason)),
      arrayText(changes.map((one) => one.at)),
    ],
  })
  return rows.map((row) => row.audience_id)
}

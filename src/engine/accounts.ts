import type { Queryable } from '../db/db.ts'
import type { Millis } from './clock.ts'

/** That a group call put a person into an account. */
export interface AccountMembership {
  readonly accountId: string
  readonly profileId: string
  readonly at: Millis
}

/** Links people with accounts, but for what was said before somebody unlinked the two. */
export async function updateAccountMembers(client: Queryable, workspaceId: string, memberships: readonly AccountMembership[]): Promise<void> {
  if (memberships.length === 0) return
  await client.query({
    name: 'update-account-members',
    text: `insert into account_members as m (workspace_id, account_id, profile_id, first_at, last_at)
      select $1, said.account_id, said.profile_id, min(said.at), max(said.at)
      from (select account_id, profile_id, to_timestamp(at / 1000.0)::timestamptz(3) as at
        from unnest($2::uuid[], $3::uuid[], $4::float8[]) as given (account_id, profile_id, at)) said
      left join account_edits e on e.workspace_id = $1 and e.profile_id = said.profile_id and e.account_id = said.account_id
      where e.unlinked_at is null or said.at > e.unlinked_at
      group by said.account_id, said.profile_id order by said.account_id, said.profile_id
      on conflict (workspace_id, account_id, profile_id) do update
        set first_at = least(m.first_at, excluded.first_at), last_at = greatest(m.last_at, excluded.last_at)`,
    values: [workspaceId, memberships.map((one) => one.accountId), memberships.map((one) => one.profileId), memberships.map((one) => one.at)],
  })
}

/** Of people whose links were gathered anew, from events or from those they absorbed: what was said by hand counts again. */
export async function applyAccountEdits(client: Queryable, workspaceId: string, profileIds: readonly string[]): Promise<void> {
  const values = [workspaceId, profileIds]
  await client.query({
    name: 'apply-account-links',
    text: `insert into account_members as m (workspace_id, account_id, profile_id, first_at, last_at)
      select workspace_id, account_id, profile_id, linked_at, linked_at from account_edits
      where workspace_id = $1 and profile_id = any($2::uuid[]) and linked_at is not null order by account_id, profile_id
      on conflict (workspace_id, account_id, profile_id) do update
        set first_at = least(m.first_at, excluded.first_at), last_at = greatest(m.last_at, excluded.last_at)`,
    values,
  })
  await client.query({
    name: 'apply-account-unlinks',
    text: `delete from account_members m using account_edits e
      where e.workspace_id = $1 and e.profile_id = any($2::uuid[]) and e.unlinked_at is not null
        and m.workspace_id = $1 and m.profile_id = e.profile_id and m.account_id = e.account_id and m.last_at <= e.unlinked_at`,
    values,
  })
}

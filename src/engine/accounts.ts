import type { Queryable } from '../db/db.ts'
import type { Millis } from './clock.ts'

/** That a group call put a person into an account. */
export interface AccountMembership {
  readonly accountId: string
  readonly profileId: string
  readonly at: Millis
}

export async function updateAccountMembers(client: Queryable, workspaceId: string, memberships: readonly AccountMembership[]): Promise<void> {
  if (memberships.length === 0) return
  await client.query({
    name: 'update-account-members',
    text: `insert into account_members as m (workspace_id, account_id, profile_id, first_at, last_at)
      select $1, account_id, profile_id, to_timestamp(min(at) / 1000.0), to_timestamp(max(at) / 1000.0)
      from unnest($2::uuid[], $3::uuid[], $4::float8[]) as said (account_id, profile_id, at)
      group by account_id, profile_id order by account_id, profile_id
      on conflict (workspace_id, account_id, profile_id) do update
        set first_at = least(m.first_at, excluded.first_at), last_at = greatest(m.last_at, excluded.last_at)`,
    values: [workspaceId, memberships.map((one) => one.accountId), memberships.map((one) => one.profileId), memberships.map((one) => one.at)],
  })
}

import type { Queryable } from '../db/db.ts'
import type { Millis } from './clock.ts'
import type { Entity } from './identity/lock-profiles.ts'

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

/** Of people, or accounts, whose links were gathered anew, from events or from those they absorbed: what was said by hand counts again. */
export async function applyAccountEdits(client: Queryable, workspaceId: string, { entity, ids }: Linked): Promise<void> {
  const [own] = columnsOf(entity)
  const values = [workspaceId, ids]
  await client.query({
    name: `apply-account-links-${own}`,
    text: `insert into account_members as m (workspace_id, account_id, profile_id, first_at, last_at)
      select workspace_id, account_id, profile_id, linked_at, linked_at from account_edits
      where workspace_id = $1 and ${own} = any($2::uuid[]) and linked_at is not null order by account_id, profile_id
      on conflict (workspace_id, account_id, profile_id) do update
        set first_at = least(m.first_at, excluded.first_at), last_at = greatest(m.last_at, excluded.last_at)`,
    values,
  })
  await client.query({
    name: `apply-account-unlinks-${own}`,
    text: `delete from account_members m using account_edits e
      where e.workspace_id = $1 and e.${own} = any($2::uuid[]) and e.unlinked_at is not null
        and m.workspace_id = $1 and m.profile_id = e.profile_id and m.account_id = e.account_id and m.last_at <= e.unlinked_at`,
    values,
  })
}

interface Linked {
  readonly entity: Entity
  readonly ids: readonly string[]
}

/** Moves the links of merged people, or accounts, to their roots, and what was said about them by hand, which counts for the whole. */
export async function moveAccountLinks(
  client: Queryable,
  workspaceId: string,
  { entity, ids: losers, roots }: Linked & { /** Of each. */ readonly roots: readonly string[] },
): Promise<void> {
  const [own, other] = columnsOf(entity)
  const values = [workspaceId, losers, roots]
  await client.query({
    name: `fold-accounts-${own}`,
    text: `with moved as (
        delete from account_members m using unnest($2::uuid[], $3::uuid[]) as merged (loser_id, root_id)
        where m.workspace_id = $1 and m.${own} = merged.loser_id
        returning m.${other}, merged.root_id, m.first_at, m.last_at
      ), joined as (
        select ${other}, root_id, min(first_at) as first_at, max(last_at) as last_at from moved group by ${other}, root_id
      )
      insert into account_members as m (workspace_id, ${other}, ${own}, first_at, last_at)
      select $1, ${other}, root_id, first_at, last_at from joined
      on conflict (workspace_id, account_id, profile_id) do update
        set first_at = least(m.first_at, excluded.first_at), last_at = greatest(m.last_at, excluded.last_at)`,
    values,
  })
  const { rows } = await client.query<{ id: string }>({
    name: `fold-account-edits-${own}`,
    text: `with moved as (
        delete from account_edits e using unnest($2::uuid[], $3::uuid[]) as merged (loser_id, root_id)
        where e.workspace_id = $1 and e.${own} = merged.loser_id
        returning e.${other}, merged.root_id, e.linked_at, e.unlinked_at
      ), held as (select distinct ${own} as id from account_edits where workspace_id = $1 and ${own} = any($3::uuid[])),
      joined as (
        select ${other}, root_id, max(linked_at) as linked_at, max(unlinked_at) as unlinked_at from moved group by ${other}, root_id
      ), written as (
        insert into account_edits as e (workspace_id, ${own}, ${other}, linked_at, unlinked_at)
        select $1, root_id, ${other}, linked_at, unlinked_at from joined
        on conflict (workspace_id, profile_id, account_id) do update
          set linked_at = greatest(e.linked_at, excluded.linked_at), unlinked_at = greatest(e.unlinked_at, excluded.unlinked_at)
        returning ${own} as id
      )
      select id from held union select id from written`,
    values,
  })
  if (rows.length > 0) await applyAccountEdits(client, workspaceId, { entity, ids: rows.map(({ id }) => id) })
}

/** Of a link: the column of those of this kind, and that of the others. */
export const columnsOf = (entity: Entity) =>
  entity === 'PROFILE' ? (['profile_id', 'account_id'] as const) : (['account_id', 'profile_id'] as const)

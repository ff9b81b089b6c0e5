import type pg from 'pg'
import { type Queryable, transaction } from '../db/db.ts'
import { afterRaces } from './after-races.ts'
import { DefinitionsCache } from './audiences/definitions-cache.ts'
import { type Changed, reevaluateWithin } from './audiences/reevaluate.ts'
import type { Subject } from './audiences/subject.ts'
import { ConflictError } from './errors.ts'

export interface AccountEdit {
  readonly workspaceId: string
  readonly accountId: string
  readonly profileId: string
  /** Whether the two are to be linked, or not to be. */
  readonly linked: boolean
}

/**
 * Links a person with an account by hand, or unlinks them. An unlinking hides every group call up to its moment, whenever that arrives; a later one links
 * again. Rules about what is related are evaluated for both, in the same commit.
 */
export async function editAccountMember(pool: pg.Pool, { workspaceId, accountId, profileId, linked }: AccountEdit): Promise<Changed> {
  const profiles = new Map([
    [accountId, 'ACCOUNT' as const],
    [profileId, 'PROFILE' as const],
  ])
  return afterRaces(() =>
    transaction(pool, async (client) => {
      await client.query(`set local lock_timeout = '2s'`)
      return reevaluateWithin(client, new DefinitionsCache(), {
        ...{ workspaceId, profiles, occasion: 'RELATED' },
        async prepare(subjects) {
          await write(client, workspaceId, { subjects: [...subjects.values()], linked })
          return []
        },
      })
    }),
  )
}

async function write(
  client: Queryable,
  workspaceId: string,
  { subjects, linked }: { readonly subjects: readonly Subject[]; readonly linked: boolean },
): Promise<void> {
  const [account, person] = (['ACCOUNT', 'PROFILE'] as const).map((entity) => subjects.find(({ profile }) => profile.entity === entity))
  if (!account || !person) throw new Error('An account and a person are not both locked.')
  const values = [workspaceId, account.profile.id, person.profile.id]
  await (linked ? link : unlink)(client, [...values, Math.max(account.now, person.now)])
  for (const subject of subjects) subject.changed = true
}

async function link(client: Queryable, values: readonly unknown[]): Promise<void> {
  await client.query(
    `with edit as (
       insert into account_edits as e (workspace_id, account_id, profile_id, linked_at) values ($1, $2, $3, to_timestamp($4 / 1000.0))
       on conflict (workspace_id, profile_id, account_id) do update set linked_at = greatest(excluded.linked_at, e.unlinked_at + interval '1 millisecond')
       returning linked_at
     )
     insert into account_members as m (workspace_id, account_id, profile_id, first_at, last_at) select $1, $2, $3, linked_at, linked_at from edit
     on conflict (workspace_id, account_id, profile_id) do update set last_at = greatest(m.last_at, excluded.last_at)`,
    [...values],
  )
}

/** At the moment of the newest group call, where that is dated into the future: else nothing could be unlinked until then. */
async function unlink(client: Queryable, values: readonly unknown[]): Promise<void> {
  const { rowCount } = await client.query(
    `with gone as (
       delete from account_members where workspace_id = $1 and account_id = $2 and profile_id = $3 returning last_at
     )
     insert into account_edits as e (workspace_id, account_id, profile_id, unlinked_at)
     select $1, $2, $3, greatest(to_timestamp($4 / 1000.0), last_at) from gone
     on conflict (workspace_id, profile_id, account_id) do update set unlinked_at = greatest(excluded.unlinked_at, e.unlinked_at)`,
    [...values],
  )
  if (rowCount === 0) throw new ConflictError('The person is not in the account.', ['profile'])
}

import type { Queryable } from '../../db/db.ts'

/** An id of a person, in its workspace. */
export interface ProfileKey {
  readonly workspaceId: string
  readonly profileId: string
}

/** What an id names at one moment. */
export interface ProfileVersion extends ProfileKey {
  readonly rootId: string
  readonly version: number
  /** Another one whenever what the API shows of the person is. */
  readonly fingerprint: string
}

/** Of each of these ids that names somebody. */
export async function readProfileVersions(db: Queryable, keys: readonly ProfileKey[]): Promise<ProfileVersion[]> {
  const { rows } = await db.query<Omit<ProfileVersion, 'version'> & { version: string }>({
    name: 'profile-versions',
    // Of a merge that is still under way every part counts, as it does for whoever reads the profile.
    text: `select asked.workspace_id as "workspaceId", asked.id as "profileId", root.id as "rootId", max(p.version) as version,
        concat_ws(' ', root.id, count(*), sum(p.version)) as fingerprint
      from unnest($1::uuid[], $2::uuid[]) as asked (workspace_id, id)
      cross join lateral (
        select coalesce((select root_id from profile_aliases where workspace_id = asked.workspace_id and loser_id = asked.id), asked.id) as id
      ) root
      cross join lateral (
        select root.id
        union all
        select loser_id from profile_aliases where workspace_id = asked.workspace_id and root_id = root.id and folded_at is null
      ) as part (id)
      cross join lateral (
        select version from profiles where workspace_id = asked.workspace_id and id = part.id and entity = 'PROFILE' and deleted_at is null limit 1
      ) p
      group by asked.workspace_id, asked.id, root.id`,
    values: [keys.map(({ workspaceId }) => workspaceId), keys.map(({ profileId }) => profileId)],
  })
  return rows.map((row) => ({ ...row, version: Number(row.version) }))
}

import type { Db } from '../../src/db/db.ts'

/** What the messages of a workspace came to, told by identifiers instead of ids: equal for equal messages, in whatever order they came. */
export async function outcomeOf(db: Db, workspaceId: string): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ person: string }>(
    `select jsonb_build_object('entity', p.entity, 'traits', p.traits, 'firstSeen', p.first_seen_at, 'lastSeen', p.last_seen_at,
        'identifiers', (select jsonb_agg(type || ':' || value order by type, value) from identifiers i where i.workspace_id = $1 and i.profile_id = p.id),
        'audiences', (select jsonb_agg(a.key order by a.key) from audience_members m join audiences a on a.id = m.audience_id
          where m.workspace_id = $1 and m.profile_id = p.id),
        'events', (select jsonb_agg(e.message_id order by e.message_id) from events e
          where e.workspace_id = $1 and coalesce(e.profile_id, e.account_id) = any (array(
            select loser_id from profile_aliases where workspace_id = $1 and root_id = p.id union select p.id)))) #>> '{}' as person
     from profiles p where p.workspace_id = $1`,
    [workspaceId],
  )
  return rows.map((row) => row.person).sort()
}

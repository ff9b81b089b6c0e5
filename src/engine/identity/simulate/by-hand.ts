import type { Queryable } from '../../../db/db.ts'
import { asMillis, type Millis } from '../../clock.ts'
import { findApart } from '../cannot-links.ts'
import { whyNot } from '../claims.ts'
import { identifierHash } from '../identifier.ts'
import type { IdentityRules } from '../identity-rules.ts'
import type { Known } from '../resolve.ts'

/** People who were merged or split by hand, as they are: no rule undoes what somebody decided. Their values are matched by these rules. */
export async function readByHand(db: Queryable, workspaceId: string, rules: IdentityRules): Promise<Known> {
  const { rows } = await db.query<{ profile_id: string; type: string; value: string; raw: string; at: Millis; merges: number }>(
    `with hand as (
       select root_id as id from merges where workspace_id = $1 and message_id is null and run_id is null and undone_at is null
       union select a from cannot_links where workspace_id = $1
       union select b from cannot_links where workspace_id = $1
     ), root as (
       select distinct coalesce(a.root_id, hand.id) as id from hand left join profile_aliases a on a.workspace_id = $1 and a.loser_id = hand.id
     )
     select i.profile_id, i.type, i.value, i.raw, ${asMillis('i.first_seen_at')} as at,
       (select count(*)::int from profile_aliases a where a.workspace_id = $1 and a.root_id = root.id) as merges
     from root join profiles p on p.workspace_id = $1 and p.id = root.id and p.entity = 'PROFILE' join identifiers i on i.workspace_id = $1 and i.profile_id = root.id order by i.first_seen_at, i.hash`,
    [workspaceId],
  )
  const owners = new Map<string, string>()
  const holdings = new Map<string, { counts: Map<string, number>; merges: number }>()
  for (const { profile_id, type, value: stored, raw, at, merges } of rows) {
    const holding = holdings.get(profile_id) ?? { counts: new Map<string, number>(), merges }
    holdings.set(profile_id, holding)
    // Of a combined key the parts are not kept apart.
    const value = rules.combined.some((key) => key.type === type) ? stored : rules.normalise(type, raw)
    const hash = identifierHash(workspaceId, type, value)
    if (whyNot({ type, value }, rules) || owners.has(hash)) continue
    owners.set(hash, profile_id)
    const bucket = rules.bucket(type, at)
    holding.counts.set(bucket, (holding.counts.get(bucket) ?? 0) + 1)
  }
  return { owners, holdings, apart: await findApart(db, workspaceId, [...holdings.keys()]) }
}

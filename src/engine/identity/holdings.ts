import type { Queryable } from '../../db/db.ts'
import { IdentityRace } from './apply-resolution.ts'
import { bucketOf, type IdentityRules, type Periods } from './identity-rules.ts'
import type { Holding } from './resolve.ts'

/** Serialises everything that changes what a profile is made of. Advisory, so that it never waits for the effects of a chunk. */
export async function lockIdentities(client: Queryable, profileIds: ReadonlySet<string>): Promise<void> {
  if (profileIds.size === 0) return
  const keys = [...profileIds].map((id) => BigInt.asIntN(64, BigInt(`0x${id.replaceAll('-', '').slice(16)}`)))
  keys.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  await client.query({ name: 'lock-identities', text: 'select pg_advisory_xact_lock(key) from unnest($1::bigint[]) key', values: [keys.map(String)] })
}

export async function findHoldings(
  client: Queryable,
  workspaceId: string,
  { profileIds, rules }: { readonly profileIds: readonly string[]; readonly rules: IdentityRules },
): Promise<Map<string, Holding>> {
  const holdings = new Map<string, { counts: Map<string, number>; merges: number }>()
  if (profileIds.length === 0) return holdings
  const counts = await countValues(client, [workspaceId, profileIds], rules.periods)
  const { rows: merges } = await client.query<{ root_id: string; count: number }>({
    name: 'find-merges',
    text: 'select root_id, count(*)::int as count from profile_aliases where workspace_id = $1 and root_id = any($2::uuid[]) group by root_id',
    values: [workspaceId, profileIds],
  })
  for (const id of profileIds) holdings.set(id, { counts: new Map(), merges: 0 })
  for (const { profile_id, type, period, count } of counts) holdings.get(profile_id)?.counts.set(bucketOf(type, period), count)
  for (const { root_id, count } of merges) {
    const holding = holdings.get(root_id)
    if (holding) holding.merges = count
  }
  return holdings
}

interface Count {
  readonly profile_id: string
  readonly type: string
  readonly period: string | null
  readonly count: number
}

async function countValues(client: Queryable, values: readonly unknown[], periods: Periods | null): Promise<readonly Count[]> {
  if (periods === null) {
    const { rows } = await client.query<Count>({
      name: 'find-holdings',
      text: `select profile_id, type, null as period, count(*)::int as count from identifiers
        where workspace_id = $1 and profile_id = any($2::uuid[]) group by profile_id, type`,
      values: [...values],
    })
    return rows
  }
  const { rows } = await client.query<Count>({
    name: 'find-holdings-of-periods',
    text: `select profile_id, type, to_char(date_trunc(nullif(lower(coalesce(p.period, $5)), 'ever'), first_seen_at at time zone 'UTC'), 'YYYY-MM-DD') as period,
        count(*)::int as count
      from identifiers i left join unnest($3::text[], $4::text[]) as p (type, period) using (type)
      where workspace_id = $1 and profile_id = any($2::uuid[]) group by 1, 2, 3`,
    values: [...values, [...periods.types.keys()], [...periods.types.values()], periods.others],
  })
  return rows
}

/** The roots of profiles; nothing joins them or takes them apart until the transaction ends. */
export async function lockRoots(client: Queryable, workspaceId: string, ids: readonly string[]): Promise<readonly string[]> {
  const roots = await findRoots(client, workspaceId, ids)
  await lockIdentities(client, new Set(roots))
  const now = await findRoots(client, workspaceId, ids)
  if (now.some((id, i) => id !== roots[i])) throw new IdentityRace()
  return now
}

async function findRoots(client: Queryable, workspaceId: string, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select coalesce(a.root_id, given.id) as id from unnest($2::uuid[]) with ordinality as given (id, place)
     left join profile_aliases a on a.workspace_id = $1 and a.loser_id = given.id order by place`,
    [workspaceId, ids],
  )
  return rows.map((row) => row.id)
}

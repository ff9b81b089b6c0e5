import type pg from 'pg'
import { arrayText } from '../../db/array-text.ts'
import { type Queryable, transaction } from '../../db/db.ts'
import { engineNow } from '../clock.ts'
import { uuidv7 } from '../id.ts'
import { applyResolution, IdentityRace } from './apply-resolution.ts'
import { DEFAULT_RULES } from './identity-rules.ts'
import { type Claim, type Holding, type Resolution, resolve } from './resolve.ts'

const MOST_RACES = 20

/**
 * Finds the profile of each claim, creating and merging profiles where the claims demand it, and commits that. Idempotent: the same claims
 * resolved again change nothing. A look-up without locks answers for all claims whose identifiers are known to be of one profile.
 */
export async function resolveClaims(pool: pg.Pool, workspaceId: string, claims: readonly Claim[]): Promise<Resolution> {
  const owners = await findOwners(pool, workspaceId, claims)
  const settled = claims.map((claim) => soleOwner(claim, owners))
  const open = claims.filter((_, i) => settled[i] === undefined)
  if (open.length === 0) return { ...NOTHING_NEW, profileIds: settled as string[], held: claims.map((claim) => claim.identifiers) }
  const resolution = await resolveOpen(pool, workspaceId, { open, owners })
  return weave(claims, settled, resolution)
}

const NOTHING_NEW = { added: [], merges: [], created: new Set<string>(), refusals: [] }

/** Undefined when the claim names an unknown identifier or more than one profile. */
function soleOwner(claim: Claim, owners: ReadonlyMap<string, string>): string | undefined {
  const first = owners.get(claim.identifiers[0]?.hash ?? '')
  return claim.identifiers.every((one) => owners.get(one.hash) === first) ? first : undefined
}

/** Takes the locks of the profiles that may change, looks again and decides; starts over with more locks, or after a lost race, as often as needed. */
async function resolveOpen(
  pool: pg.Pool,
  workspaceId: string,
  { open, owners }: { readonly open: readonly Claim[]; readonly owners: ReadonlyMap<string, string> },
): Promise<Resolution> {
  let involved = ownersOf(open, owners)
  for (let race = 0; ; race++) {
    try {
      return await transaction(pool, async (client) => {
        await client.query(`set local lock_timeout = '2s'`)
        await lockIdentities(client, involved)
        const current = await findOwners(client, workspaceId, open)
        const now = ownersOf(open, current)
        const missing = [...now].filter((id) => !involved.has(id))
        if (missing.length > 0) throw new IdentityRace(new Set([...involved, ...now]))
        const at = await engineNow(client)
        const known = { owners: current, holdings: await findHoldings(client, workspaceId, [...now]) }
        const resolution = resolve(open, known, { rules: DEFAULT_RULES, newId: () => uuidv7(at) })
        await applyResolution(client, workspaceId, { resolution, at })
        return resolution
      })
    } catch (error) {
      if (!(error instanceof IdentityRace) || race >= MOST_RACES) throw error
      involved = error.involved ?? involved
    }
  }
}

function ownersOf(claims: readonly Claim[], owners: ReadonlyMap<string, string>): Set<string> {
  return new Set(claims.flatMap((claim) => claim.identifiers.flatMap((one) => owners.get(one.hash) ?? [])))
}

/** Profile by identifier hash. A hash alone is not proof: type and value are compared. */
async function findOwners(db: Queryable, workspaceId: string, claims: readonly Claim[]): Promise<Map<string, string>> {
  const wanted = new Map(claims.flatMap((claim) => claim.identifiers.map((one) => [one.hash, one])))
  const { rows } = await db.query<{ hash: string; type: string; value: string; profile_id: string }>({
    name: 'find-owners',
    text: 'select hash, type, value, profile_id from identifiers where workspace_id = $1 and hash = any($2::bigint[])',
    values: [workspaceId, arrayText([...wanted.keys()])],
  })
  const owners = new Map<string, string>()
  for (const row of rows) {
    const one = wanted.get(row.hash)
    if (one?.type === row.type && one.value === row.value) owners.set(row.hash, row.profile_id)
  }
  return owners
}

/** Serialises everything that changes what a profile is made of. Advisory, so that it never waits for the effects of a chunk. */
async function lockIdentities(client: Queryable, profileIds: ReadonlySet<string>): Promise<void> {
  if (profileIds.size === 0) return
  const keys = [...profileIds].map((id) => BigInt.asIntN(64, BigInt(`0x${id.replaceAll('-', '').slice(16)}`)))
  keys.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  await client.query({ name: 'lock-identities', text: 'select pg_advisory_xact_lock(key) from unnest($1::bigint[]) key', values: [keys.map(String)] })
}

async function findHoldings(client: Queryable, workspaceId: string, profileIds: readonly string[]): Promise<Map<string, Holding>> {
  const holdings = new Map<string, { counts: Map<string, number>; merges: number }>()
  if (profileIds.length === 0) return holdings
  const { rows: counts } = await client.query<{ profile_id: string; type: string; count: number }>({
    name: 'find-holdings',
    text: `select profile_id, type, count(*)::int as count from identifiers
      where workspace_id = $1 and profile_id = any($2::uuid[]) group by profile_id, type`,
    values: [workspaceId, profileIds],
  })
  const { rows: merges } = await client.query<{ root_id: string; count: number }>({
    name: 'find-merges',
    text: 'select root_id, count(*)::int as count from profile_aliases where workspace_id = $1 and root_id = any($2::uuid[]) group by root_id',
    values: [workspaceId, profileIds],
  })
  for (const id of profileIds) holdings.set(id, { counts: new Map(), merges: 0 })
  for (const { profile_id, type, count } of counts) holdings.get(profile_id)?.counts.set(type, count)
  for (const { root_id, count } of merges) {
    const holding = holdings.get(root_id)
    if (holding) holding.merges = count
  }
  return holdings
}

/** Puts the claims that needed no decision back among those that did; a profile that was merged meanwhile is its root. */
function weave(claims: readonly Claim[], settled: readonly (string | undefined)[], resolution: Resolution): Resolution {
  const roots = new Map(resolution.merges.map(({ loserId, rootId }) => [loserId, rootId]))
  const rootOf = (id: string): string => {
    const root = roots.get(id)
    return root === undefined ? id : rootOf(root)
  }
  let next = 0
  const woven = claims.map((claim, i) => {
    const sole = settled[i]
    if (sole !== undefined) return { profileId: rootOf(sole), held: claim.identifiers }
    const at = next++
    return { profileId: resolution.profileIds[at] as string, held: resolution.held[at] ?? [] }
  })
  return { ...resolution, profileIds: woven.map((one) => one.profileId), held: woven.map((one) => one.held) }
}

import type pg from 'pg'
import { arrayText } from '../../db/array-text.ts'
import { type Queryable, transaction } from '../../db/db.ts'
import { engineNow, type Millis } from '../clock.ts'
import { uuidv7 } from '../id.ts'
import { applyResolution, IdentityRace } from './apply-resolution.ts'
import { findApart } from './cannot-links.ts'
import { findHoldings, lockIdentities } from './holdings.ts'
import type { IdentityRules } from './identity-rules.ts'
import { type Claim, type Resolution, resolve } from './resolve.ts'

const MOST_RACES = 20

/**
 * Finds the profile of each claim, creating and merging profiles where the claims demand it, and commits that. Idempotent: the same claims
 * resolved again change nothing. A look-up without locks answers for all claims whose identifiers are known to be of one profile.
 */
export async function resolveClaims(
  pool: pg.Pool,
  workspaceId: string,
  { claims, rules }: { readonly claims: readonly Claim[]; readonly rules: IdentityRules },
): Promise<Resolution> {
  const owners = await findOwners(pool, workspaceId, claims)
  const settled = claims.map((claim) => soleOwner(claim, owners))
  const open = claims.filter((_, i) => settled[i] === undefined)
  if (open.length === 0) return { ...NOTHING_NEW, profileIds: settled as string[], held: claims.map((claim) => claim.identifiers) }
  const resolution = await resolveOpen(pool, workspaceId, { open, owners, rules })
  return weave(claims, settled, resolution)
}

const NOTHING_NEW = { decisions: [], added: [], merges: [], created: new Set<string>(), refusals: [] }

/** Undefined when the claim names an unknown identifier or more than one profile. */
function soleOwner(claim: Claim, owners: ReadonlyMap<string, string>): string | undefined {
  const first = owners.get(claim.identifiers[0]?.hash ?? '')
  return claim.identifiers.every((one) => owners.get(one.hash) === first) ? first : undefined
}

interface Open {
  readonly open: readonly Claim[]
  readonly owners: ReadonlyMap<string, string>
}

/** Takes the locks of the profiles that may change, looks again and decides; starts over with more locks, or after a lost race, as often as needed. */
async function resolveOpen(
  pool: pg.Pool,
  workspaceId: string,
  { open, owners, rules }: Open & { readonly rules: IdentityRules },
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
        const resolution = await decide(client, workspaceId, { open, owners: current, rules, at })
        await applyResolution(client, workspaceId, { resolution, at })
        return resolution
      })
    } catch (error) {
      if (!(error instanceof IdentityRace) || race >= MOST_RACES) throw error
      involved = error.involved ?? involved
    }
  }
}

/** Who may not meet is only looked up when people who are known already are about to. */
async function decide(
  client: Queryable,
  workspaceId: string,
  { open, owners, rules, at }: Open & { readonly rules: IdentityRules; readonly at: Millis },
): Promise<Resolution> {
  const ids = [...ownersOf(open, owners)]
  const known = { owners, holdings: await findHoldings(client, workspaceId, { profileIds: ids, rules }) }
  const context = { rules, newId: () => uuidv7(at) }
  const resolution = resolve(open, known, context)
  if (resolution.merges.every(({ loserId }) => resolution.created.has(loserId))) return resolution
  const apart = await findApart(client, workspaceId, ids)
  return apart.length === 0 ? resolution : resolve(open, { ...known, apart }, context)
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
    if (sole !== undefined) return { profileId: rootOf(sole), held: claim.identifiers, decision: undefined }
    const at = next++
    return { profileId: resolution.profileIds[at], held: resolution.held[at] ?? [], decision: resolution.decisions[at] }
  })
  return {
    ...resolution,
    profileIds: woven.map((one) => one.profileId),
    held: woven.map((one) => one.held),
    decisions: woven.map((one) => one.decision),
  }
}

import type pg from 'pg'
import { type Queryable, transaction } from '../db/db.ts'
import { afterRaces } from './after-races.ts'
import { DefinitionsCache } from './audiences/definitions-cache.ts'
import { type Changed, reevaluate } from './audiences/reevaluate.ts'
import { engineNow } from './clock.ts'
import { ConflictError, LimitReachedError, ValidationError } from './errors.ts'
import { applyResolution } from './identity/apply-resolution.ts'
import { liftApart } from './identity/cannot-links.ts'
import { findHoldings, lockRoots } from './identity/holdings.ts'
import { type IdentityRules, typeOfBucket } from './identity/identity-rules.ts'
import type { Holding } from './identity/resolve.ts'
import { rulesInForce } from './identity/rules-in-force.ts'

export const LONGEST_REASON = 500

export interface WantedMerge {
  readonly workspaceId: string
  /** Two people, in any order. */
  readonly profileIds: readonly [string, string]
  readonly reason: string
}

/** Makes two people one by hand, as a message with identifiers of both would, and lifts what a split has put between them. Answers the root, folded. */
export async function mergeProfiles(pool: pg.Pool, wanted: WantedMerge): Promise<Changed & { readonly profileId: string }> {
  if (wanted.reason.trim() === '' || wanted.reason.length > LONGEST_REASON)
    throw new ValidationError(`A reason has 1 to ${LONGEST_REASON} characters; it is kept in the ledger.`, ['reason'])
  const profileId = await afterRaces(() => transaction(pool, (client) => join(client, wanted)))
  const profiles = new Map([[profileId, 'PROFILE' as const]])
  const definitions = new DefinitionsCache()
  const changed = await afterRaces(() => reevaluate(pool, definitions, { workspaceId: wanted.workspaceId, profiles, occasion: 'EVENT' }))
  return { ...changed, profileId }
}

async function join(client: Queryable, { workspaceId, profileIds, reason }: WantedMerge): Promise<string> {
  await client.query(`set local lock_timeout = '2s'`)
  const [rootId = '', loserId = ''] = [...(await lockRoots(client, workspaceId, profileIds))].sort()
  if (rootId === loserId) throw new ConflictError('They are one profile already.', ['profile'])
  const rules = await rulesInForce(client, workspaceId)
  requireRoom([...(await findHoldings(client, workspaceId, { profileIds: [rootId, loserId], rules })).values()], rules)
  await liftApart(client, workspaceId, [await everyIdOf(client, workspaceId, rootId), await everyIdOf(client, workspaceId, loserId)])
  const merge = { rootId, loserId, claim: { entity: 'PROFILE' as const, messageId: null, sourceId: null }, identifiers: [] }
  const resolution = { added: [], merges: [merge], created: new Set<string>() }
  await applyResolution(client, workspaceId, { resolution, at: await engineNow(client), cause: reason })
  return rootId
}

/** What a message would only be refused quietly. */
function requireRoom(holdings: readonly Holding[], { limit, mostMerges, mostIdentifiers }: IdentityRules): void {
  if (holdings.reduce((sum, { merges }) => sum + merges, 1) > mostMerges)
    throw new LimitReachedError(`A profile is made of at most ${mostMerges} merges; together these would be of more.`, ['profile'])
  const counts = new Map<string, number>()
  for (const holding of holdings) for (const [bucket, n] of holding.counts) counts.set(bucket, (counts.get(bucket) ?? 0) + n)
  for (const [bucket, n] of counts) {
    const type = typeOfBucket(bucket)
    if (n > limit(type))
      throw new LimitReachedError(
        `A profile holds at most ${limit(type)} ${type}; together these would hold ${n}. Split off first what does not belong.`,
        ['profile'],
      )
  }
  if ([...counts.values()].reduce((a, b) => a + b, 0) > mostIdentifiers)
    throw new LimitReachedError(`A profile holds at most ${mostIdentifiers} identifiers; together these would hold more.`, ['profile'])
}

async function everyIdOf(client: Queryable, workspaceId: string, rootId: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>('select loser_id as id from profile_aliases where workspace_id = $1 and root_id = $2', [
    workspaceId,
    rootId,
  ])
  return [rootId, ...rows.map(({ id }) => id)]
}

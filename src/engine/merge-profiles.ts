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
import type { Entity } from './identity/lock-profiles.ts'
import type { Holding } from './identity/resolve.ts'
import { rulesInForce } from './identity/rules-in-force.ts'

export const LONGEST_REASON = 500

export interface WantedMerge {
  readonly workspaceId: string
  /** By default people. */
  readonly entity?: Entity
  /** Two people, or two accounts, in any order. */
  readonly profileIds: readonly [string, string]
  readonly reason: string
}

/** Makes two people, or accounts, one by hand, as a message with identifiers of both would, and lifts what a split has put between them. Answers the root, folded. */
export async function mergeProfiles(
  pool: pg.Pool,
  { entity = 'PROFILE', ...wanted }: WantedMerge,
): Promise<Changed & { readonly profileId: string }> {
  if (wanted.reason.trim() === '' || wanted.reason.length > LONGEST_REASON)
    throw new ValidationError(`A reason has 1 to ${LONGEST_REASON} characters; it is kept in the ledger.`, ['reason'])
  const profileId = await afterRaces(() => transaction(pool, (client) => join(client, { ...wanted, entity })))
  const profiles = new Map([[profileId, entity]])
  const definitions = new DefinitionsCache()
  const changed = await afterRaces(() => reevaluate(pool, definitions, { workspaceId: wanted.workspaceId, profiles, occasion: 'EVENT' }))
  return { ...changed, profileId }
}

async function join(client: Queryable, { workspaceId, entity, profileIds, reason }: Required<WantedMerge>): Promise<string> {
  await client.query(`set local lock_timeout = '2s'`)
  const [rootId = '', loserId = ''] = [...(await lockRoots(client, workspaceId, profileIds))].sort()
  if (rootId === loserId) throw new ConflictError(`They are one ${NOUN[entity]} already.`, [NOUN[entity]])
  const rules = await rulesInForce(client, workspaceId)
  requireRoom(entity, [...(await findHoldings(client, workspaceId, { profileIds: [rootId, loserId], rules })).values()], rules)
  await liftApart(client, workspaceId, [await everyIdOf(client, workspaceId, rootId), await everyIdOf(client, workspaceId, loserId)])
  const merge = { rootId, loserId, claim: { entity, messageId: null, sourceId: null }, identifiers: [] }
  const resolution = { added: [], merges: [merge], created: new Set<string>() }
  await applyResolution(client, workspaceId, { resolution, at: await engineNow(client), cause: reason })
  return rootId
}

/** As those who merge and split by hand call them: in the input, and in words. */
export const NOUN = { PROFILE: 'profile', ACCOUNT: 'account' } as const
const ONE = { PROFILE: 'A profile', ACCOUNT: 'An account' } as const

/** What a message would only be refused quietly. How many values of a type an account has is the matter of whoever says that two are one. */
function requireRoom(entity: Entity, holdings: readonly Holding[], { limit, mostMerges, mostIdentifiers }: IdentityRules): void {
  const noun = NOUN[entity]
  if (holdings.reduce((sum, { merges }) => sum + merges, 1) > mostMerges)
    throw new LimitReachedError(`${ONE[entity]} is made of at most ${mostMerges} merges; together these would be of more.`, [noun])
  const counts = new Map<string, number>()
  for (const holding of holdings) for (const [bucket, n] of holding.counts) counts.set(bucket, (counts.get(bucket) ?? 0) + n)
  for (const [bucket, n] of counts) {
    const type = typeOfBucket(bucket)
    if (entity === 'PROFILE' && n > limit(type))
      throw new LimitReachedError(
        `A profile holds at most ${limit(type)} ${type}; together these would hold ${n}. Split off first what does not belong.`,
        [noun],
      )
  }
  if ([...counts.values()].reduce((a, b) => a + b, 0) > mostIdentifiers)
    throw new LimitReachedError(`${ONE[entity]} holds at most ${mostIdentifiers} identifiers; together these would hold more.`, [noun])
}

async function everyIdOf(client: Queryable, workspaceId: string, rootId: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>('select loser_id as id from profile_aliases where workspace_id = $1 and root_id = $2', [
    workspaceId,
    rootId,
  ])
  return [rootId, ...rows.map(({ id }) => id)]
}

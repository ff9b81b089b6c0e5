import { setImmediate as breathe } from 'node:timers/promises'
import type { IdentityRules } from '../identity-rules.ts'
import { type Claim, type Decision, type Group, type IdentityRefusal, type Known, ResolutionState } from '../resolve.ts'
import { type IdentifierSet, inOrderOfArrival } from './distinct-sets.ts'

export interface Replayed {
  /** Of each set, the profile it would belong to. */
  readonly groupOf: ReadonlyMap<IdentifierSet, Group>
  /** The profile that would hold an identifier. */
  readonly ownerOf: (hash: string) => Group | undefined
  /** Of the sets of which not everything would count: what was decided when they came last. */
  readonly decisionOf: ReadonlyMap<IdentifierSet, Decision>
  readonly refusals: ReadonlyMap<IdentityRefusal['code'], number>
}

const AT_ONCE = 2000

/** Resolves the sets as if they came now, one by one, in the order in which their events came. Nothing is written. */
export async function replay(sets: Iterable<IdentifierSet>, known: Known, rules: IdentityRules): Promise<Replayed> {
  let made = 0
  const state = new ResolutionState(known, { rules, newId: () => `new ${made++}` })
  const refusals = new Map<IdentityRefusal['code'], number>()
  const groupOf = new Map<IdentifierSet, Group>()
  const decisionOf = new Map<IdentifierSet, Decision>()
  for (const [i, set] of inOrderOfArrival(sets).entries()) {
    const { group, decision } = state.resolve(claimOf(set))
    if (group) groupOf.set(set, group)
    if (decision && (decision.demoted.length > 0 || decision.refused !== null)) decisionOf.set(set, decision)
    else decisionOf.delete(set)
    for (const { code } of state.refusals) refusals.set(code, (refusals.get(code) ?? 0) + 1)
    for (const list of [state.refusals, state.added, state.merges]) list.length = 0
    // Others are answered meanwhile.
    if (i % AT_ONCE === AT_ONCE - 1) await breathe()
  }
  for (const [set, group] of groupOf) groupOf.set(set, state.find(group))
  return { groupOf, ownerOf: (hash) => state.ownerOf(hash), decisionOf, refusals }
}

const claimOf = ({ identifiers, at, first }: IdentifierSet): Claim => ({
  ...{ entity: 'PROFILE', identifiers, timestamp: at },
  ...{ messageId: first.messageId, sourceId: '' },
})

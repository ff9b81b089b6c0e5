import { setImmediate as breathe } from 'node:timers/promises'
import type { IdentityRules } from '../identity-rules.ts'
import { type Claim, type Group, type IdentityRefusal, type Known, ResolutionState } from '../resolve.ts'
import { type IdentifierSet, inOrderOfArrival } from './distinct-sets.ts'

export interface Replayed {
  /** Of each set, the profile it would belong to. */
  readonly groupOf: ReadonlyMap<IdentifierSet, Group>
  readonly refusals: ReadonlyMap<IdentityRefusal['code'], number>
}

const AT_ONCE = 2000

/** Resolves the sets as if they came now, one by one, in the order in which their events came. Nothing is written. */
export async function replay(sets: Iterable<IdentifierSet>, known: Known, rules: IdentityRules): Promise<Replayed> {
  let made = 0
  const state = new ResolutionState(known, { rules, newId: () => `new ${made++}` })
  const refusals = new Map<IdentityRefusal['code'], number>()
  const groupOf = new Map<IdentifierSet, Group>()
  for (const [i, set] of inOrderOfArrival(sets).entries()) {
    const { group } = state.resolve(claimOf(set))
    if (group) groupOf.set(set, group)
    for (const { code } of state.refusals) refusals.set(code, (refusals.get(code) ?? 0) + 1)
    for (const list of [state.refusals, state.added, state.merges]) list.length = 0
    // Others are answered meanwhile.
    if (i % AT_ONCE === AT_ONCE - 1) await breathe()
  }
  for (const [set, group] of groupOf) groupOf.set(set, state.find(group))
  return { groupOf, refusals }
}

const claimOf = ({ identifiers, at, first }: IdentifierSet): Claim => ({
  ...{ entity: 'PROFILE', identifiers, timestamp: at },
  ...{ messageId: first.messageId, sourceId: '' },
})

import type { Identifier } from '../identifier.ts'
import type { Group } from '../resolve.ts'
import type { Collected, IdentifierSet } from './distinct-sets.ts'
import type { Replayed } from './replay.ts'

/** A profile as it would be. */
export interface SimulatedProfile {
  /** The profiles whose events it would have. */
  readonly profileIds: readonly string[]
  readonly identifierCount: number
  /** Some of them. */
  readonly identifiers: readonly Pick<Identifier, 'type' | 'value'>[]
  readonly events: number
}

export interface Comparison {
  readonly profilesBefore: number
  readonly profilesAfter: number
  /** By so many there would be fewer, because they would be parts of others. */
  readonly joined: number
  /** By so many there would be more, because they are parts of others now. */
  readonly separated: number
  /** Of nothing but events that belong to nobody now. */
  readonly appeared: number
  /** All of whose events would belong to nobody. */
  readonly vanished: number
  readonly largest: readonly SimulatedProfile[]
  readonly joins: readonly SimulatedProfile[]
  readonly separations: readonly { readonly profileId: string; readonly parts: readonly SimulatedProfile[] }[]
}

const SHOWN = 10
const SHOWN_IDENTIFIERS = 20

/** Which profiles would be one, and which would be several: events that belong to one now against events that would. */
export function compare({ sets, owners }: Collected, { groupOf }: Replayed): Comparison {
  const after = new Map<Group, IdentifierSet[]>()
  for (const set of sets.values()) {
    const group = groupOf.get(set)
    if (!group) continue
    const those = after.get(group)
    if (those) those.push(set)
    else after.set(group, [set])
  }
  const ownersOf = new Map([...after].map(([group, own]) => [group, ownersIn(own)]))
  const groupsOf = new Map<string, Group[]>()
  for (const [group, ids] of ownersOf) for (const id of ids) groupsOf.set(id, [...(groupsOf.get(id) ?? []), group])
  const shown = (group: Group): SimulatedProfile => simulatedProfile(group, after.get(group) ?? [])
  const bySize = [...after.keys()].sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, SHOWN)
  const joined = [...ownersOf].filter(([, ids]) => ids.size > 1).sort(([, a], [, b]) => b.size - a.size)
  const separated = [...groupsOf].filter(([, groups]) => groups.length > 1).sort(([, a], [, b]) => b.length - a.length)
  return {
    profilesBefore: owners.size,
    profilesAfter: after.size,
    joined: joined.reduce((sum, [, ids]) => sum + ids.size - 1, 0),
    separated: separated.reduce((sum, [, groups]) => sum + groups.length - 1, 0),
    appeared: [...ownersOf.values()].filter((ids) => ids.size === 0).length,
    vanished: owners.size - groupsOf.size,
    largest: bySize.map(shown),
    joins: joined.slice(0, SHOWN).map(([group]) => shown(group)),
    separations: separated.slice(0, SHOWN).map(([profileId, groups]) => ({ profileId, parts: groups.slice(0, SHOWN).map(shown) })),
  }
}

const ownersIn = (sets: readonly IdentifierSet[]): Set<string> => new Set(sets.flatMap((set) => [...set.owners.keys()].filter((id) => id !== null)))

const sizeOf = ({ counts }: Group): number => [...counts.values()].reduce((a, b) => a + b, 0)

function simulatedProfile(group: Group, sets: readonly IdentifierSet[]): SimulatedProfile {
  const identifiers = new Map<string, Pick<Identifier, 'type' | 'value'>>()
  for (const set of sets) {
    for (const { hash, type, value } of set.identifiers) if (identifiers.size < SHOWN_IDENTIFIERS) identifiers.set(hash, { type, value })
  }
  return {
    profileIds: [...ownersIn(sets)].sort(),
    identifierCount: sizeOf(group),
    identifiers: [...identifiers.values()],
    events: sets.reduce((sum, set) => sum + set.events, 0),
  }
}

import type { Identifier } from './identifier.ts'
import type { IdentityRules } from './identity-rules.ts'

/** One message's claim that its identifiers are one person (or one account). */
export interface Claim {
  readonly entity: 'PROFILE' | 'ACCOUNT'
  /** Not blocked, each once. */
  readonly identifiers: readonly Identifier[]
  readonly messageId: string
  readonly sourceId: string
  readonly timestamp: number
}

/** What is known of a profile before the claims: how many values of each type it holds, and how many merges made it. */
export interface Holding {
  readonly counts: ReadonlyMap<string, number>
  readonly merges: number
}

export interface Known {
  /** Profile by identifier hash. */
  readonly owners: ReadonlyMap<string, string>
  readonly holdings: ReadonlyMap<string, Holding>
  /** Pairs of profiles that were split, and that no message may join. */
  readonly apart?: readonly (readonly [string, string])[]
}

export interface NewIdentifier {
  readonly identifier: Identifier
  readonly profileId: string
  /** The profile that it came with, before the merges of these claims. */
  readonly homeId: string
  readonly claim: Claim
}

export interface NewMerge {
  readonly rootId: string
  readonly loserId: string
  /** What made them meet; without a message and a source it was somebody's decision. */
  readonly claim: { readonly entity: Claim['entity']; readonly messageId: string | null; readonly sourceId: string | null }
  readonly identifiers: readonly string[]
}

export interface IdentityRefusal {
  readonly kind: 'IDENTIFIER' | 'MERGE'
  readonly code: 'identifier_limit' | 'merge_limit' | 'mapping_limit' | 'cannot_link'
  readonly message: string
  readonly claim: Claim
  readonly identifiers: readonly Identifier[]
}

export interface Resolution {
  /** The profile of each claim, in order. */
  readonly profileIds: readonly string[]
  /** The identifiers of each claim that belong to its profile now. */
  readonly held: readonly (readonly Identifier[])[]
  readonly added: readonly NewIdentifier[]
  readonly merges: readonly NewMerge[]
  /** Ids that these claims made up; some may have been merged at once. */
  readonly created: ReadonlySet<string>
  readonly refusals: readonly IdentityRefusal[]
}

interface Group {
  id: string
  counts: Map<string, number>
  merges: number
}

/**
 * Resolves claims one after the other, as Segment does (its algorithm: when the union would hold more values of a type than a profile may,
 * the weakest identifier of the message is demoted and the rest is tried again). Pure: what it decides is written by applyResolution.
 */
export function resolve(
  claims: readonly Claim[],
  known: Known,
  context: { readonly rules: IdentityRules; readonly newId: () => string },
): Resolution {
  const state = new ResolutionState(known, context)
  const results = claims.map((claim) => state.resolve(claim))
  return {
    profileIds: results.map(({ group }) => state.find(group).id),
    held: results.map(({ held }) => held),
    added: state.added.map((one) => ({ ...one, profileId: state.rootOf(one.profileId) })),
    merges: state.merges,
    created: state.created,
    refusals: state.refusals,
  }
}

class ResolutionState {
  readonly added: NewIdentifier[] = []
  readonly merges: NewMerge[] = []
  readonly created = new Set<string>()
  readonly refusals: IdentityRefusal[] = []
  readonly #known: Known
  readonly #rules: IdentityRules
  readonly #newId: () => string
  readonly #owners = new Map<string, Group>()
  readonly #groups = new Map<string, Group>()
  readonly #parents = new Map<Group, Group>()

  constructor(known: Known, { rules, newId }: { readonly rules: IdentityRules; readonly newId: () => string }) {
    this.#known = known
    this.#rules = rules
    this.#newId = newId
  }

  resolve(claim: Claim): { group: Group; held: readonly Identifier[] } {
    let active = [...claim.identifiers].sort(
      (a, b) => this.#rules.priority(a.type) - this.#rules.priority(b.type) || compare(a.type, b.type) || compare(a.value, b.value),
    )
    for (;;) {
      const groups = [...new Set(active.map((one) => this.#ownerOf(one.hash)).filter((group) => group !== undefined))]
      const unknown = active.filter((one) => this.#ownerOf(one.hash) === undefined)
      const exceeded = this.#exceeded(groups, unknown)
      if (exceeded === undefined || active.length === 1) return this.#settle(claim, active, groups, unknown)
      const demoted = active[active.length - 1] as Identifier
      this.#refuse(
        claim,
        'IDENTIFIER',
        'identifier_limit',
        [demoted],
        `A profile holds at most ${this.#rules.limit(exceeded)} ${exceeded}: ${demoted.type} was left out.`,
      )
      active = active.slice(0, -1)
    }
  }

  find(group: Group): Group {
    let root = group
    for (let parent = this.#parents.get(root); parent; parent = this.#parents.get(root)) root = parent
    return root
  }

  rootOf(profileId: string): string {
    const group = this.#groups.get(profileId)
    return group ? this.find(group).id : profileId
  }

  #ownerOf(hash: string): Group | undefined {
    const group = this.#owners.get(hash)
    if (group) return this.find(group)
    const profileId = this.#known.owners.get(hash)
    return profileId === undefined ? undefined : this.find(this.#groupOf(profileId))
  }

  #groupOf(profileId: string): Group {
    const known = this.#groups.get(profileId)
    if (known) return known
    const holding = this.#known.holdings.get(profileId)
    const group = { id: profileId, counts: new Map(holding?.counts), merges: holding?.merges ?? 0 }
    this.#groups.set(profileId, group)
    return group
  }

  /** The type of which the union would hold too many. */
  #exceeded(groups: readonly Group[], unknown: readonly Identifier[]): string | undefined {
    // A profile that gains nothing is as it was, whatever its rules have become.
    if (unknown.length === 0 && groups.length === 1) return undefined
    const counts = new Map<string, number>()
    const count = (type: string, n: number) => counts.set(type, (counts.get(type) ?? 0) + n)
    for (const group of groups) for (const [type, n] of group.counts) count(type, n)
    for (const { type } of unknown) count(type, 1)
    for (const [type, n] of counts) if (n > this.#rules.limit(type)) return type
    return undefined
  }

  #settle(
    claim: Claim,
    active: readonly Identifier[],
    groups: readonly Group[],
    unknown: readonly Identifier[],
  ): { group: Group; held: readonly Identifier[] } {
    const first = groups[0]
    if (first === undefined) {
      const id = this.#newId()
      this.created.add(id)
      const group = { id, counts: new Map<string, number>(), merges: 0 }
      this.#groups.set(id, group)
      return { group: this.#add(claim, group, unknown), held: active }
    }
    if (this.#apart(claim, groups) || this.#tooLarge(claim, groups, unknown))
      return { group: first, held: active.filter((one) => this.#ownerOf(one.hash) === first) }
    const group = groups.length > 1 ? this.#merge(claim, groups, active) : first
    return { group: this.#add(claim, group, unknown), held: active }
  }

  /** People who were split stay apart, whatever a message says: it finds its profile as beyond the hard limits. */
  #apart(claim: Claim, groups: readonly Group[]): boolean {
    const meet = (this.#known.apart ?? []).some(([a, b]) => {
      const [one, other] = [this.find(this.#groupOf(a)), this.find(this.#groupOf(b))]
      return one !== other && groups.includes(one) && groups.includes(other)
    })
    if (meet) this.#refuse(claim, 'MERGE', 'cannot_link', claim.identifiers, 'These profiles were split; only mergeProfiles joins them again.')
    return meet
  }

  /** Beyond the hard limits a message still finds its profile, that of its strongest identifier, but joins nothing to it. */
  #tooLarge(claim: Claim, groups: readonly Group[], unknown: readonly Identifier[]): boolean {
    const merges = groups.reduce((sum, group) => sum + group.merges, 0) + groups.length - 1
    if (groups.length > 1 && merges > this.#rules.mostMerges) {
      this.#refuse(
        claim,
        'MERGE',
        'merge_limit',
        claim.identifiers,
        `A profile is made of at most ${this.#rules.mostMerges} merges; these stay apart.`,
      )
      return true
    }
    const size = groups.reduce((sum, group) => sum + [...group.counts.values()].reduce((a, b) => a + b, 0), 0) + unknown.length
    if ((unknown.length > 0 || groups.length > 1) && size > this.#rules.mostIdentifiers) {
      this.#refuse(
        claim,
        groups.length > 1 ? 'MERGE' : 'IDENTIFIER',
        'mapping_limit',
        claim.identifiers,
        `A profile holds at most ${this.#rules.mostIdentifiers} identifiers.`,
      )
      return true
    }
    return false
  }

  #add(claim: Claim, group: Group, unknown: readonly Identifier[]): Group {
    for (const identifier of unknown) {
      this.#owners.set(identifier.hash, group)
      group.counts.set(identifier.type, (group.counts.get(identifier.type) ?? 0) + 1)
      this.added.push({ identifier, profileId: group.id, homeId: group.id, claim })
    }
    return group
  }

  /** The smallest id, so the oldest, is the root. */
  #merge(claim: Claim, groups: readonly Group[], active: readonly Identifier[]): Group {
    const [root, ...losers] = [...groups].sort((a, b) => compare(a.id, b.id)) as [Group, ...Group[]]
    for (const loser of losers) {
      this.#parents.set(loser, root)
      for (const [type, n] of loser.counts) root.counts.set(type, (root.counts.get(type) ?? 0) + n)
      root.merges += loser.merges + 1
      this.merges.push({ rootId: root.id, loserId: loser.id, claim, identifiers: active.map((one) => one.hash) })
    }
    return root
  }

  #refuse(claim: Claim, kind: IdentityRefusal['kind'], code: IdentityRefusal['code'], identifiers: readonly Identifier[], message: string): void {
    this.refusals.push({ kind, code, message, claim, identifiers })
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

import { accountRules } from './account-rules.ts'
import { GROUP_ID, type Identifier, USER_ID } from './identifier.ts'
import { type IdentityRules, typeOfBucket } from './identity-rules.ts'

/** One message's claim that its identifiers are one person (or one account). */
export interface Claim {
  readonly entity: 'PROFILE' | 'ACCOUNT'
  /** Not blocked, each once. */
  readonly identifiers: readonly Identifier[]
  readonly messageId: string
  readonly sourceId: string
  readonly timestamp: number
}

/** What is known of a profile before the claims: how many values it holds in each bucket of the rules, and how many merges made it. */
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
  readonly code: 'identifier_limit' | 'identified_merge' | 'account_merge' | 'merge_limit' | 'mapping_limit' | 'cannot_link'
  readonly message: string
  readonly claim: Claim
  readonly identifiers: readonly Identifier[]
}

/** What was decided about a claim that did not only find its one profile. */
export interface Decision {
  /** The profiles that the identifiers of the claim were found with. */
  readonly matched: readonly string[]
  readonly created: boolean
  /** Hashes of those that are new on the profile. */
  readonly added: readonly string[]
  /** Those that were left out, weakest first, each with the type whose limit it was that the union exceeded; null: both were identified. */
  readonly demoted: readonly { readonly hash: string; readonly limited: string | null }[]
  /** Why nothing was joined and nothing added. */
  readonly refused: Exclude<IdentityRefusal['code'], 'identifier_limit' | 'identified_merge' | 'account_merge'> | null
  /** Hashes of those that were not joined or added for that reason. */
  readonly left: readonly string[]
}

export interface Resolution {
  /** The profile of each claim, in order; undefined: an account that only a group id could have made. */
  readonly profileIds: readonly (string | undefined)[]
  /** The identifiers of each claim that belong to its profile now. */
  readonly held: readonly (readonly Identifier[])[]
  readonly decisions: readonly (Decision | undefined)[]
  readonly added: readonly NewIdentifier[]
  readonly merges: readonly NewMerge[]
  /** Ids that these claims made up; some may have been merged at once. */
  readonly created: ReadonlySet<string>
  readonly refusals: readonly IdentityRefusal[]
}

export interface Group {
  id: string
  counts: Map<string, number>
  merges: number
}

/** Why a union may not be: the type that would be too many, two identified people, or two accounts. */
type Excess = { readonly kind: 'limit'; readonly type: string } | { readonly kind: 'identified' } | { readonly kind: 'accounts' }

/** What the active identifiers of a claim come to. */
interface Attempt {
  readonly active: readonly Identifier[]
  readonly groups: readonly Group[]
  readonly unknown: readonly Identifier[]
}

interface Settled {
  readonly group: Group | undefined
  readonly held: readonly Identifier[]
  readonly created: boolean
  readonly refused: Decision['refused']
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
    profileIds: results.map(({ group }) => group && state.find(group).id),
    held: results.map(({ held }) => held),
    decisions: results.map(({ decision }) => decision),
    added: state.added.map((one) => ({ ...one, profileId: state.rootOf(one.profileId) })),
    merges: state.merges,
    created: state.created,
    refusals: state.refusals,
  }
}

/** Takes claims one by one; who takes many empties what is listed as they go. */
export class ResolutionState {
  readonly added: NewIdentifier[] = []
  readonly merges: NewMerge[] = []
  readonly created = new Set<string>()
  readonly refusals: IdentityRefusal[] = []
  readonly #known: Known
  readonly #people: IdentityRules
  readonly #accounts: IdentityRules
  readonly #newId: () => string
  readonly #owners = new Map<string, Group>()
  readonly #groups = new Map<string, Group>()
  readonly #parents = new Map<Group, Group>()

  constructor(known: Known, { rules, newId }: { readonly rules: IdentityRules; readonly newId: () => string }) {
    this.#known = known
    this.#people = rules
    this.#accounts = accountRules(rules)
    this.#newId = newId
  }

  resolve(claim: Claim): { group: Group | undefined; held: readonly Identifier[]; decision: Decision | undefined } {
    let active: readonly Identifier[] = [...claim.identifiers].sort(strongestFirst(this.#rulesOf(claim)))
    const demoted: { hash: string; limited: string | null }[] = []
    for (;;) {
      const attempt = this.#attempt(active)
      const excess = this.#excess(attempt, claim)
      if (excess === undefined || active.length === 1) return this.#settle(claim, attempt, demoted)
      const weakest = active[active.length - 1] as Identifier
      this.#demote(claim, weakest, excess)
      demoted.push({ hash: weakest.hash, limited: excess.kind === 'limit' ? excess.type : null })
      active = active.slice(0, -1)
    }
  }

  #rulesOf({ entity }: Claim): IdentityRules {
    return entity === 'ACCOUNT' ? this.#accounts : this.#people
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

  /** Whose an identifier is by now. */
  ownerOf(hash: string): Group | undefined {
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

  #attempt(active: readonly Identifier[]): Attempt {
    const groups = new Set<Group>()
    const unknown: Identifier[] = []
    for (const one of active) {
      const owner = this.ownerOf(one.hash)
      if (owner) groups.add(owner)
      else unknown.push(one)
    }
    return { active, groups: [...groups], unknown }
  }

  #excess({ groups, unknown }: Attempt, claim: Claim): Excess | undefined {
    if (groups.length === 0 && isUnnamed(claim)) return undefined
    // A profile that gains nothing is as it was, whatever its rules have become.
    if (unknown.length === 0 && groups.length === 1) return undefined
    const rules = this.#rulesOf(claim)
    const isAccount = claim.entity === 'ACCOUNT'
    const counts = new Map<string, number>()
    const count = (bucket: string, n: number) => counts.set(bucket, (counts.get(bucket) ?? 0) + n)
    for (const group of groups) for (const [bucket, n] of group.counts) count(isAccount ? typeOfBucket(bucket) : bucket, n)
    for (const { type } of unknown) count(rules.bucket(type, claim.timestamp), 1)
    if (isAccount) return accountExcess({ groups, unknown }, { counts, rules })
    for (const [bucket, n] of counts) if (n > rules.limit(typeOfBucket(bucket))) return { kind: 'limit', type: typeOfBucket(bucket) }
    if (!rules.joinIdentified && groups.filter(isIdentified).length > 1) return { kind: 'identified' }
    return undefined
  }

  #demote(claim: Claim, weakest: Identifier, excess: Excess): void {
    const { limit } = this.#rulesOf(claim)
    if (excess.kind === 'limit') {
      const holder = claim.entity === 'ACCOUNT' ? 'An account' : 'A profile'
      const message = `${holder} holds at most ${limit(excess.type)} ${excess.type}: ${weakest.type} was left out.`
      this.#refuse({ kind: 'IDENTIFIER', code: 'identifier_limit', message, claim, identifiers: [weakest] })
    } else if (excess.kind === 'accounts') {
      const message = `By the rules an account has at most ${limit(GROUP_ID)} ${GROUP_ID}: ${weakest.type} was left out, which is of another account, or would be. If the two are one, mergeAccounts makes them one.`
      this.#refuse({ kind: 'MERGE', code: 'account_merge', message, claim, identifiers: [weakest] })
    } else {
      const message = `Both profiles have a user_id, and no rule joins such: ${weakest.type} was left out.`
      this.#refuse({ kind: 'MERGE', code: 'identified_merge', message, claim, identifiers: [weakest] })
    }
  }

  #settle(
    claim: Claim,
    attempt: Attempt,
    demoted: Decision['demoted'],
  ): { group: Group | undefined; held: readonly Identifier[]; decision: Decision | undefined } {
    const matched = attempt.groups.map(({ id }) => id)
    const { group, held, created, refused } = this.#decide(claim, attempt)
    const plain = matched.length === 1 && attempt.unknown.length === 0 && demoted.length === 0 && refused === null
    const added = refused === null && group ? attempt.unknown.map(({ hash }) => hash) : []
    const left = refused === null ? [] : attempt.active.filter((one) => !held.includes(one)).map(({ hash }) => hash)
    return { group, held, decision: plain ? undefined : { matched, created, added, demoted, refused, left } }
  }

  #decide(claim: Claim, { active, groups, unknown }: Attempt): Settled {
    const first = groups[0]
    if (first === undefined) {
      if (isUnnamed(claim)) return { group: undefined, held: [], created: false, refused: null }
      const id = this.#newId()
      this.created.add(id)
      const group = { id, counts: new Map<string, number>(), merges: 0 }
      this.#groups.set(id, group)
      return { group: this.#add(claim, group, unknown), held: active, created: true, refused: null }
    }
    const refused = this.#apart(claim, groups) ?? this.#tooLarge(claim, groups, unknown)
    if (refused) return { group: first, held: active.filter((one) => this.ownerOf(one.hash) === first), created: false, refused }
    const group = groups.length > 1 ? this.#merge(claim, groups, active) : first
    return { group: this.#add(claim, group, unknown), held: active, created: false, refused: null }
  }

  /** Who was split stays apart, whatever a message says: it finds its profile as beyond the hard limits. */
  #apart(claim: Claim, groups: readonly Group[]): 'cannot_link' | undefined {
    const meet = (this.#known.apart ?? []).some(([a, b]) => {
      const [one, other] = [this.find(this.#groupOf(a)), this.find(this.#groupOf(b))]
      return one !== other && groups.includes(one) && groups.includes(other)
    })
    if (!meet) return undefined
    const [those, merge] = claim.entity === 'ACCOUNT' ? ['accounts', 'mergeAccounts'] : ['profiles', 'mergeProfiles']
    const message = `These ${those} were split; only ${merge} joins them again.`
    return this.#refuse({ kind: 'MERGE', code: 'cannot_link', message, claim, identifiers: claim.identifiers })
  }

  /** Beyond the hard limits a message still finds its profile, that of its strongest identifier, but joins nothing to it. */
  #tooLarge(claim: Claim, groups: readonly Group[], unknown: readonly Identifier[]): 'merge_limit' | 'mapping_limit' | null {
    if (unknown.length === 0 && groups.length === 1) return null
    const { mostMerges, mostIdentifiers } = this.#people
    const merges = groups.reduce((sum, group) => sum + group.merges, 0) + groups.length - 1
    if (groups.length > 1 && merges > mostMerges) {
      const message = `A profile is made of at most ${mostMerges} merges; these stay apart.`
      return this.#refuse({ kind: 'MERGE', code: 'merge_limit', message, claim, identifiers: claim.identifiers })
    }
    const size = groups.reduce((sum, group) => sum + [...group.counts.values()].reduce((a, b) => a + b, 0), 0) + unknown.length
    if (size <= mostIdentifiers) return null
    const kind = groups.length > 1 ? 'MERGE' : 'IDENTIFIER'
    return this.#refuse({
      ...{ kind, code: 'mapping_limit', message: `A profile holds at most ${mostIdentifiers} identifiers.` },
      ...{ claim, identifiers: claim.identifiers },
    })
  }

  #add(claim: Claim, group: Group, unknown: readonly Identifier[]): Group {
    for (const identifier of unknown) {
      this.#owners.set(identifier.hash, group)
      const bucket = this.#rulesOf(claim).bucket(identifier.type, claim.timestamp)
      group.counts.set(bucket, (group.counts.get(bucket) ?? 0) + 1)
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

  #refuse<Code extends IdentityRefusal['code']>(refusal: IdentityRefusal & { readonly code: Code }): Code {
    this.refusals.push(refusal)
    return refusal.code
  }
}

/** What an account has too many of. What it already has is no reason to refuse it something else: somebody may have made it of two by hand. */
function accountExcess(
  { groups, unknown }: Pick<Attempt, 'groups' | 'unknown'>,
  { counts, rules }: { readonly counts: ReadonlyMap<string, number>; readonly rules: IdentityRules },
): Excess | undefined {
  const grown = groups.length > 1 ? [...counts.keys()] : unknown.map(({ type }) => type)
  const over = grown.filter((type) => (counts.get(type) ?? 0) > rules.limit(type))
  if (over.includes(GROUP_ID)) return { kind: 'accounts' }
  return over[0] === undefined ? undefined : { kind: 'limit', type: over[0] }
}

/** An account is made by its group id only, so that each has one. */
const isUnnamed = ({ entity, identifiers }: Claim): boolean => entity === 'ACCOUNT' && identifiers.every(({ type }) => type !== GROUP_ID)

const isIdentified = ({ counts }: Group): boolean => [...counts.keys()].some((bucket) => typeOfBucket(bucket) === USER_ID)

const strongestFirst = (rules: IdentityRules) => (a: Identifier, b: Identifier) =>
  rules.priority(a.type) - rules.priority(b.type) || compare(a.type, b.type) || compare(a.value, b.value)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

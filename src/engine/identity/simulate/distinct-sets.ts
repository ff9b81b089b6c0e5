import type { Millis } from '../../clock.ts'
import { LimitReachedError } from '../../errors.ts'
import { whyNot } from '../claims.ts'
import { type Identifier, personIdentifiers } from '../identifier.ts'
import type { Carrier, IdentityRules } from '../identity-rules.ts'
import type { PastEvent } from './read-history.ts'

/** More are not kept in memory. */
const MOST_SETS = 1_000_000

/** All events that carry the same identifiers, in the same periods where values count in periods: to the resolution they are one event that came several times. */
export interface IdentifierSet {
  readonly identifiers: readonly Identifier[]
  readonly at: Millis
  first: Arrival
  last: Arrival
  events: number
  /** How many of the events belong to which profile now; null: to nobody. */
  readonly owners: Map<string | null, number>
}

interface Arrival {
  readonly receivedAt: Millis
  readonly messageId: string
}

export interface Collected {
  readonly sets: ReadonlyMap<string, IdentifierSet>
  readonly events: number
  readonly ofNobodyBefore: number
  readonly ofNobodyAfter: number
  /** The profiles that have any of the events now. */
  readonly owners: ReadonlySet<string>
}

/** Folds events to the sets of identifiers that they carry by some rules. */
export class SetCollector implements Collected {
  readonly sets = new Map<string, IdentifierSet>()
  readonly owners = new Set<string>()
  events = 0
  ofNobodyBefore = 0
  ofNobodyAfter = 0
  readonly #workspaceId: string
  readonly #rules: IdentityRules
  readonly #mostSets: number

  constructor(workspaceId: string, rules: IdentityRules, mostSets = MOST_SETS) {
    this.#workspaceId = workspaceId
    this.#rules = rules
    this.#mostSets = mostSets
  }

  /** Answers the set that the event belongs to; null: it carries nothing that identifies. */
  add(event: PastEvent): IdentifierSet | null {
    this.events++
    if (event.rootId === null) this.ofNobodyBefore++
    else this.owners.add(event.rootId)
    const identifiers = this.identifiersOf(event)
    if (identifiers.length === 0) {
      this.ofNobodyAfter++
      return null
    }
    const key = this.#keyOf(identifiers, event.at)
    const known = this.sets.get(key)
    if (!known) return this.#open(key, { identifiers, at: event.at, first: event, last: event, events: 1, owners: new Map([[event.rootId, 1]]) })
    join(known, event)
    return known
  }

  /** The set of an event, if there is one of another event already. */
  find(identifiers: readonly Identifier[], at: Millis): IdentifierSet | undefined {
    return this.sets.get(this.#keyOf(identifiers, at))
  }

  /** Those that count. */
  identifiersOf(event: Carrier): readonly Identifier[] {
    return personIdentifiers(this.#workspaceId, event, this.#rules).filter((one) => !whyNot(one, this.#rules))
  }

  #open(key: string, { first: { receivedAt, messageId }, ...set }: IdentifierSet): IdentifierSet {
    if (this.sets.size >= this.#mostSets)
      throw new LimitReachedError(`The events carry more than ${this.#mostSets} distinct sets of identifiers; try a sample of the profiles.`, [
        'sample',
      ])
    const opened = { ...set, first: { receivedAt, messageId }, last: { receivedAt, messageId } }
    this.sets.set(key, opened)
    return opened
  }

  #keyOf(identifiers: readonly Identifier[], at: Millis): string {
    const hashes = identifiers.map(({ hash }) => hash).sort()
    if (this.#rules.periods === null) return hashes.join(' ')
    return [...hashes, ...identifiers.map(({ type }) => this.#rules.bucket(type, at)).sort()].join(' ')
  }
}

function join(set: IdentifierSet, { rootId, receivedAt, messageId }: PastEvent): void {
  set.events++
  set.owners.set(rootId, (set.owners.get(rootId) ?? 0) + 1)
  const arrival = { receivedAt, messageId }
  if (earlier(arrival, set.first)) set.first = arrival
  if (earlier(set.last, arrival)) set.last = arrival
}

const earlier = (a: Arrival, b: Arrival): boolean => a.receivedAt < b.receivedAt || (a.receivedAt === b.receivedAt && a.messageId < b.messageId)

/** Each set where it came first, and where it came last: by then what a limit refused at first may be possible. */
export function inOrderOfArrival(sets: Iterable<IdentifierSet>): readonly IdentifierSet[] {
  const arrivals: { readonly set: IdentifierSet; readonly at: Arrival }[] = []
  for (const set of sets) {
    arrivals.push({ set, at: set.first })
    if (earlier(set.first, set.last)) arrivals.push({ set, at: set.last })
  }
  arrivals.sort((a, b) => (earlier(a.at, b.at) ? -1 : earlier(b.at, a.at) ? 1 : 0))
  return arrivals.map(({ set }) => set)
}

import type { AccountMembership } from '../accounts.ts'
import type { Program } from '../audiences/program.ts'
import type { Subject } from '../audiences/subject.ts'
import type { NewEvent } from '../events/append-events.ts'
import { uuidv7 } from '../id.ts'
import type { MessageClaims } from '../identity/claims.ts'
import type { Observation } from '../identity/observe.ts'
import { storedDecision } from '../identity/stored-decision.ts'
import type { NumberedLeaf } from '../rules/evaluate.ts'
import { addPoints, EMPTY, pointsOf } from '../rules/leaf-state.ts'
import type { Point } from '../rules/point.ts'
import { forgetLeaf } from '../rules/state-codec.ts'
import type { TraitCall } from '../traits/write-traits.ts'
import type { Held } from './hold-profiles.ts'
import type { Message } from './message.ts'

/** What the messages of a chunk come to, ready to be written. */
export interface Work {
  readonly events: readonly NewEvent[]
  readonly traitCalls: readonly TraitCall[]
  readonly memberships: readonly AccountMembership[]
  readonly observations: readonly Observation[]
}

/** Numbers the events of each profile, adds them to its state, and lists what else each message says. */
export function assemble(
  claims: readonly MessageClaims[],
  { subjects, definitions, people, accounts, rulesVersion }: Held & { readonly rulesVersion: number },
): Work {
  const work = { events: [] as NewEvent[], traitCalls: [] as TraitCall[], memberships: [] as AccountMembership[], observations: [] as Observation[] }
  const points = new PointCollector()
  for (const [i, { message, person: claim, account: accountClaim }] of claims.entries()) {
    const person = subjects.get(people[i]?.profileId ?? '')
    const account = subjects.get(accounts[i]?.profileId ?? '')
    for (const subject of [person, account]) {
      if (!subject) continue
      see(subject, message)
      points.add(subject, definitions.programs[subject.profile.entity], message)
    }
    const identifiers = [...(claim?.identifiers ?? []), ...(accountClaim?.identifiers ?? [])].map((one) => one.hash)
    work.events.push({
      id: uuidv7(message.receivedAt),
      message,
      profileId: person?.profile.id ?? null,
      profileSeq: person?.seq ?? 0,
      accountId: account?.profile.id ?? null,
      identifiers,
      rulesVersion,
      decision: storedDecision(people[i]?.decision, accounts[i]?.decision),
    })
    listTraits(message, { person, account }, work.traitCalls)
    if (message.type === 'GROUP' && person && account)
      work.memberships.push({ accountId: account.profile.id, profileId: person.profile.id, at: message.timestamp })
    for (const one of [people[i], accounts[i]])
      if (one) work.observations.push({ hashes: one.identifiers.map(({ hash }) => hash), at: message.timestamp, ...sourceOf(message) })
  }
  points.apply()
  return work
}

const sourceOf = ({ messageId, sourceId }: Message) => ({ messageId, sourceId })

function see(subject: Subject, { timestamp, receivedAt }: Message): void {
  subject.seq++
  const at = Math.min(timestamp, receivedAt)
  subject.firstSeenAt = Math.min(subject.firstSeenAt ?? at, at)
  subject.lastSeenAt = Math.max(subject.lastSeenAt ?? at, at)
}

function listTraits(message: Message, { person, account }: { person: Subject | undefined; account: Subject | undefined }, calls: TraitCall[]): void {
  const about = message.type === 'IDENTIFY' ? person : message.type === 'GROUP' ? account : undefined
  if (about && message.traits) calls.push({ profileId: about.profile.id, traits: message.traits, timestamp: message.timestamp, ...sourceOf(message) })
}

/** Adds all points of a chunk to a leaf at once: each leaf's points are kept in order, which is done once this way. */
class PointCollector {
  readonly #points = new Map<Subject, Map<number, Point[]>>()

  add(subject: Subject, program: Program, message: Message): void {
    this.#addTo(subject, program.leavesByName.get(message.name), message)
    this.#addTo(subject, program.leavesByType.get(message.type), message)
  }

  apply(): void {
    for (const [{ state, touched }, byLeaf] of this.#points) {
      for (const [number, points] of byLeaf) {
        const added = addPoints(state.leaves.get(number) ?? EMPTY, points)
        if (added) state.leaves.set(number, added)
        else forgetLeaf(state, number)
        touched.add(number)
      }
    }
  }

  #addTo(subject: Subject, leaves: readonly NumberedLeaf[] | undefined, message: Message): void {
    for (const { number, leaf } of leaves ?? []) {
      // A leaf that is not computed yet will be, from the events, these among them.
      if (!subject.state.computed.has(number)) continue
      const points = pointsOf(leaf, message)
      if (points.length === 0) continue
      const byLeaf = this.#points.get(subject) ?? new Map<number, Point[]>()
      this.#points.set(subject, byLeaf)
      const known = byLeaf.get(number)
      if (known) known.push(...points)
      else byLeaf.set(number, [...points])
    }
  }
}

import type { Millis } from '../clock.ts'
import type { View } from '../rules/evaluate.ts'
import { EMPTY, settle } from '../rules/leaf-state.ts'
import { nextChange } from '../rules/next-change.ts'
import type { Point } from '../rules/point.ts'
import type { ActiveAudience, Definitions } from './definitions.ts'
import type { ReadPoints } from './leaf-points.ts'
import type { MembershipChange, MembershipReason } from './membership.ts'
import type { RelatedCounts } from './related.ts'
import type { Subject } from './subject.ts'

/** Why this evaluation takes place. */
export type Occasion = 'EVENT' | 'CLOCK' | 'DEFINITION' | 'RELATED' | 'SPLIT'

export interface Evaluation {
  readonly changes: readonly MembershipChange[]
  /** When each profile must be looked at again though nothing happens; absent: never. */
  readonly dueAt: ReadonlyMap<string, Millis>
}

/** How many identifiers of each type each profile has; only asked for when a rule needs it. */
export type IdentifierCounts = ReadonlyMap<string, ReadonlyMap<string, number>>

interface Circumstances {
  readonly definitions: Definitions
  readonly read: ReadPoints
  readonly identifiers: IdentifierCounts
  readonly related: RelatedCounts
}

/** Evaluates every audience for every subject, settles their states, and says what has changed. */
export function evaluateSubjects(
  subjects: readonly Subject[],
  { definitions, read, identifiers, related, occasion }: Circumstances & { readonly occasion: Occasion },
): Evaluation {
  const changes: MembershipChange[] = []
  const dueAt = new Map<string, Millis>()
  for (const subject of subjects) {
    changes.push(...exitsOfFolded(subject, definitions))
    const view = viewOf(subject, { definitions, read, identifiers, related })
    changes.push(...changesOf(subject, view, { definitions, occasion }))
    const program = definitions.programs[subject.profile.entity]
    const next = Math.min(nextChange(view, program.leaves, program.datedTraits), subject.state.pending[0] ?? Number.POSITIVE_INFINITY)
    if (Number.isFinite(next)) dueAt.set(subject.profile.id, next)
    settleLeaves(subject, definitions)
  }
  return { changes, dueAt }
}

const NOTHING = { all: 0, holding: new Map<number, number>() }

function viewOf(subject: Subject, context: Circumstances): View {
  const { state, traits, now } = subject
  const read = context.read.get(subject.profile.id)
  const counts = context.identifiers.get(subject.profile.id)
  const { numbers } = context.definitions
  const related = context.related.get(subject.profile.id) ?? NOTHING
  return {
    now,
    traits,
    identifierCount: (type) => counts?.get(type) ?? 0,
    related(number) {
      const { all, holding } = related
      return { all, holding: holding.get(number) ?? 0 }
    },
    isMember: (key) => state.members.has(numbers.get(key) ?? -1),
    leafState: (number) => state.leaves.get(number) ?? EMPTY,
    readPoints: (number) => read?.get(number) ?? NONE,
  }
}

const NONE: readonly Point[] = []

/** A loser is in no audience any more: its root is, or is not, as its own evaluation says. */
function exitsOfFolded(subject: Subject, { audienceIds }: Definitions): readonly MembershipChange[] {
  return subject.folded.flatMap(({ profileId, members }) =>
    [...members].flatMap((number) => {
      const audienceId = audienceIds.get(number)
      return audienceId ? [{ audienceId, profileId, change: 'EXITED' as const, reason: 'MERGED' as const, at: subject.now }] : []
    }),
  )
}

function changesOf(
  subject: Subject,
  view: View,
  { definitions, occasion }: { definitions: Definitions; occasion: Occasion },
): readonly MembershipChange[] {
  const { members } = subject.state
  const { audiences } = definitions.programs[subject.profile.entity]
  const before = new Set(members)
  keepFrozen(subject, definitions)
  for (const audience of audiences) {
    // Later audiences may refer to this one: membership is updated as we go.
    if (audience.holds(view)) members.add(audience.number)
    else members.delete(audience.number)
  }
  return [...new Set([...before, ...members])].flatMap((number) => {
    const audienceId = definitions.audienceIds.get(number)
    if (audienceId === undefined) {
      members.delete(number)
      return []
    }
    if (before.has(number) === members.has(number)) return []
    const audience = audiences.find((one) => one.number === number)
    const { reason, at } = causeOf(subject, audience, occasion)
    return [{ audienceId, profileId: subject.profile.id, change: members.has(number) ? ('ENTERED' as const) : ('EXITED' as const), reason, at }]
  })
}

/** The membership of an audience that is switched off stands still: of merged profiles it stays if either was in. */
function keepFrozen(subject: Subject, { programs, audienceIds }: Definitions): void {
  if (subject.folded.length === 0) return
  const active = new Set(programs[subject.profile.entity].audiences.map((audience) => audience.number))
  for (const { members } of subject.folded)
    for (const number of members) if (!active.has(number) && audienceIds.has(number)) subject.state.members.add(number)
}

function causeOf(subject: Subject, audience: ActiveAudience | undefined, occasion: Occasion): { reason: MembershipReason; at: Millis } {
  if (occasion !== 'SPLIT' && subject.folded.length > 0) return { reason: 'MERGED', at: subject.now }
  switch (occasion) {
    case 'DEFINITION':
    case 'SPLIT':
      return { reason: occasion, at: subject.now }
    case 'CLOCK':
      // The clock changed it at the moment that was foreseen, not when we got round to looking.
      return { reason: 'CLOCK', at: Math.min(subject.profile.dueAt ?? subject.now, subject.now) }
    case 'RELATED':
      return { reason: 'EVENT', at: subject.now }
    case 'EVENT':
      return { reason: audience?.usesEvents ? 'EVENT' : 'TRAIT', at: subject.now }
  }
}

function settleLeaves({ state, now }: Subject, definitions: Definitions): void {
  for (const [number, leafState] of state.leaves) {
    const leaf = definitions.leaves.get(number)
    const settled = leaf && settle(leaf, leafState, now)
    if (!settled) state.leaves.delete(number)
    else if (settled !== leafState) state.leaves.set(number, settled)
  }
}

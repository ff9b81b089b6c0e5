import type { Millis } from '../clock.ts'
import type { Json } from '../json.ts'
import type { View } from '../rules/evaluate.ts'
import { canonicalJson } from '../rules/leaf.ts'
import { EMPTY, isEmpty, settle } from '../rules/leaf-state.ts'
import { nextChange } from '../rules/next-change.ts'
import type { Point } from '../rules/point.ts'
import type { ValueChange } from '../traits/computed-values.ts'
import type { Definitions } from './definitions.ts'
import type { ReadPoints } from './leaf-points.ts'
import type { MembershipChange, MembershipReason } from './membership.ts'
import type { ActiveAudience, ActiveTrait, Program } from './program.ts'
import type { RelatedCounts } from './related.ts'
import type { Subject } from './subject.ts'

/** Why this evaluation takes place. */
export type Occasion = 'EVENT' | 'CLOCK' | 'DEFINITION' | 'RELATED' | 'SPLIT'

export interface Evaluation {
  readonly changes: readonly MembershipChange[]
  readonly values: readonly ValueChange[]
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

/** Evaluates every audience and every computed trait for every subject, settles their states, and says what has changed. */
export function evaluateSubjects(
  subjects: readonly Subject[],
  { definitions, read, identifiers, related, occasion }: Circumstances & { readonly occasion: Occasion },
): Evaluation {
  const changes: MembershipChange[] = []
  const values: ValueChange[] = []
  const dueAt = new Map<string, Millis>()
  for (const subject of subjects) {
    changes.push(...exitsOfFolded(subject, definitions))
    const view = viewOf(subject, { definitions, read, identifiers, related })
    const program = definitions.programs[subject.profile.entity]
    const before = new Set(subject.state.members)
    values.push(...evaluate(subject, view, { program, definitions, occasion }))
    changes.push(...changesSince(before, subject, { program, definitions, occasion }))
    const next = Math.min(nextChange(view, program.leaves, program.datedTraits), subject.state.pending[0] ?? Number.POSITIVE_INFINITY)
    if (Number.isFinite(next)) dueAt.set(subject.profile.id, next)
    settleLeaves(subject, definitions)
  }
  return { changes, values, dueAt }
}

const NOTHING = { all: 0, holding: new Map<number, number>() }

function viewOf(subject: Subject, context: Circumstances): View {
  const { state, now } = subject
  const read = context.read.get(subject.profile.id)
  const counts = context.identifiers.get(subject.profile.id)
  const { numbers } = context.definitions
  const related = context.related.get(subject.profile.id) ?? NOTHING
  return {
    now,
    // Computed traits change as we go.
    get traits() {
      return subject.traits
    },
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

interface Evaluating {
  readonly program: Program
  readonly definitions: Definitions
  readonly occasion: Occasion
}

/** Brings memberships and computed traits up to date, in the order in which they depend on each other; answers what became of the traits. */
function evaluate(subject: Subject, view: View, { program, definitions, occasion }: Evaluating): readonly ValueChange[] {
  const { members } = subject.state
  const values: ValueChange[] = []
  keepFrozen(subject, { program, definitions })
  for (const node of program.nodes) {
    if (node.kind === 'trait') {
      const value = node.value(view)
      if (setTrait(subject, node, value))
        values.push({ profileId: subject.profile.id, number: node.number, value, at: causeOf(subject, undefined, occasion).at })
    } else if (node.holds(view)) members.add(node.number)
    else members.delete(node.number)
  }
  return values
}

/** Answers whether the trait is another now; until it is first computed, the name may show a custom trait. */
function setTrait(subject: Subject, { key, number }: ActiveTrait, value: Json): boolean {
  const { members } = subject.state
  const had = members.has(number)
  const shown = Object.hasOwn(subject.traits, key) ? subject.traits[key] : undefined
  const same = shown !== undefined && value !== null && (shown === value || canonicalJson(shown) === canonicalJson(value))
  if (!same && (shown !== undefined || value !== null)) {
    const { [key]: _shown, ...others } = subject.traits
    subject.traits = value === null ? others : { ...others, [key]: value }
    subject.changed = true
  }
  if (value === null) members.delete(number)
  else members.add(number)
  return value === null ? had : !had || !same
}

function changesSince(before: ReadonlySet<number>, subject: Subject, { program, definitions, occasion }: Evaluating): readonly MembershipChange[] {
  const { members } = subject.state
  return [...new Set([...before, ...members])].flatMap((number) => {
    const audienceId = definitions.audienceIds.get(number)
    if (audienceId === undefined) {
      if (!program.computedNumbers.has(number)) members.delete(number)
      return []
    }
    if (before.has(number) === members.has(number)) return []
    const audience = program.audiences.get(number)
    const { reason, at } = causeOf(subject, audience, occasion)
    return [{ audienceId, profileId: subject.profile.id, change: members.has(number) ? ('ENTERED' as const) : ('EXITED' as const), reason, at }]
  })
}

/** What is switched off stands still: of merged profiles one stays in an audience if either was in, and keeps the trait that either had. */
function keepFrozen(subject: Subject, { program, definitions }: Pick<Evaluating, 'program' | 'definitions'>): void {
  if (subject.folded.length === 0) return
  const active = new Set(program.nodes.map((node) => node.number))
  for (const { members } of subject.folded)
    for (const number of members)
      if (!active.has(number) && (definitions.audienceIds.has(number) || program.computedNumbers.has(number))) subject.state.members.add(number)
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
    // Most leaves of most profiles.
    if (isEmpty(leafState)) continue
    const leaf = definitions.leaves.get(number)
    const settled = leaf && settle(leaf, leafState, now)
    if (!settled) state.leaves.delete(number)
    else if (settled !== leafState) state.leaves.set(number, settled)
  }
}

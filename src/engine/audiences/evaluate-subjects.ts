import type { Millis } from '../clock.ts'
import type { Json } from '../json.ts'
import type { NumberedLeaf, View } from '../rules/evaluate.ts'
import { canonicalJson } from '../rules/leaf.ts'
import { EMPTY, isEmpty, settle } from '../rules/leaf-state.ts'
import { nextChange } from '../rules/next-change.ts'
import type { Point } from '../rules/point.ts'
import { forgetLeaf } from '../rules/state-codec.ts'
import type { ValueChange } from '../traits/computed-values.ts'
import type { Definitions } from './definitions.ts'
import type { ReadPoints } from './leaf-points.ts'
import type { MembershipChange, MembershipReason } from './membership.ts'
import type { ActiveTrait, Program } from './program.ts'
import type { RelatedCounts } from './related.ts'
import type { Subject } from './subject.ts'

/** Why this evaluation takes place. */
export type Occasion = 'EVENT' | 'CLOCK' | 'DEFINITION' | 'RELATED' | 'SPLIT' | 'REGROUPED'

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

/**
 * Evaluates the audiences and the computed traits of every subject, as far as they can be others now, settles their states, and says what has
 * changed.
 */
export function evaluateSubjects(
  subjects: readonly Subject[],
  { occasion, ...circumstances }: Circumstances & { readonly occasion: Occasion },
): Evaluation {
  const changes: MembershipChange[] = []
  const values: ValueChange[] = []
  const dueAt = new Map<string, Millis>()
  const { definitions } = circumstances
  for (const subject of subjects) {
    changes.push(...exitsOfFolded(subject, definitions))
    const view = new SubjectView(subject, circumstances)
    const program = definitions.programs[subject.profile.entity]
    const scope = scopeOf(subject, program, occasion)
    const updated = update(subject, view, { scope, program, definitions })
    const cause = causeOf(subject, occasion)
    for (const value of updated.values) values.push({ ...value, at: cause.at })
    for (const number of updated.flipped) {
      const audienceId = definitions.audienceIds.get(number)
      if (audienceId === undefined) continue
      const change = subject.state.members.has(number) ? 'ENTERED' : 'EXITED'
      const reason = cause.reason ?? (program.audiences.get(number)?.usesEvents ? 'EVENT' : 'TRAIT')
      changes.push({ audienceId, profileId: subject.profile.id, change, reason, at: cause.at })
    }
    const next = Math.min(nextChange(view, scope.leaves, program.datedTraits), subject.state.pending[0] ?? Number.POSITIVE_INFINITY)
    if (Number.isFinite(next) && !subject.gone) dueAt.set(subject.profile.id, next)
    settleLeaves(subject, scope.leaves)
  }
  return { changes, values, dueAt }
}

const NOTHING = { all: 0, holding: new Map<number, number>() }
const NONE: readonly Point[] = []

/** What rules can see of a subject. Its computed traits and memberships change as it is evaluated. */
class SubjectView implements View {
  readonly now: Millis
  readonly #subject: Subject
  readonly #numbers: Definitions['numbers']
  readonly #read: ReadonlyMap<number, readonly Point[]> | undefined
  readonly #identifiers: ReadonlyMap<string, number> | undefined
  readonly #related: typeof NOTHING | ReturnType<RelatedCounts['get']>

  constructor(subject: Subject, { definitions, read, identifiers, related }: Circumstances) {
    const { id } = subject.profile
    this.now = subject.now
    this.#subject = subject
    this.#numbers = definitions.numbers
    this.#read = read.get(id)
    this.#identifiers = identifiers.get(id)
    this.#related = related.get(id)
  }

  get traits() {
    return this.#subject.traits
  }

  identifierCount(type: string) {
    return this.#identifiers?.get(type) ?? 0
  }

  related(number: number) {
    const { all, holding } = this.#related ?? NOTHING
    return { all, holding: holding.get(number) ?? 0 }
  }

  isMember(key: string) {
    return this.#subject.state.members.has(this.#numbers.get(key) ?? -1)
  }

  leafState(number: number) {
    return this.#subject.state.leaves.get(number) ?? EMPTY
  }

  readPoints(number: number) {
    return this.#read?.get(number) ?? NONE
  }
}

/** A loser is in no audience any more: its root is, or is not, as its own evaluation says. */
function exitsOfFolded(subject: Subject, { audienceIds }: Definitions): readonly MembershipChange[] {
  return subject.folded.flatMap(({ profileId, members }) =>
    [...members].flatMap((number) => {
      const audienceId = audienceIds.get(number)
      return audienceId ? [{ audienceId, profileId, change: 'EXITED' as const, reason: 'MERGED' as const, at: subject.now }] : []
    }),
  )
}

/** What of a program must be looked at. */
interface Scope {
  readonly nodes: Program['nodes']
  /** Those whose state may have to be settled, and may bring the next change. */
  readonly leaves: readonly NumberedLeaf[]
  /** What it is in to begin with, where nothing was ever evaluated and not all is now. */
  readonly blank: Iterable<number>
}

/** Until the clock comes to the moment that was foreseen, only news can change what was evaluated by the same program. */
function scopeOf({ profile, folded, state, touched, traits, now }: Subject, { layout, nodes, reach, blank }: Program, occasion: Occasion): Scope {
  const numbered = (numbers: Iterable<number>) => Array.from(numbers, (number) => layout.leaves.get(number)).filter((leaf) => leaf !== undefined)
  if (occasion === 'EVENT' && folded.length === 0) {
    const news = { leaves: touched, traits: traits !== profile.traits, all: profile.isNew }
    const leaves = numbered(touched)
    if (profile.isNew) return { nodes: reach.nodesFor(news), leaves, blank }
    const isDue = profile.dueAt !== null && profile.dueAt <= now
    if (state.stamp === layout.stamp && !isDue) return { nodes: reach.nodesFor(news), leaves, blank: [] }
  }
  return { nodes, leaves: numbered(state.leaves.keys()), blank: [] }
}

interface Updating {
  readonly scope: Scope
  readonly program: Program
  readonly definitions: Definitions
}

/** Brings memberships and computed traits up to date, in the order in which they depend on each other; answers which are others now. */
function update(
  subject: Subject,
  view: View,
  { scope, program, definitions }: Updating,
): { readonly flipped: ReadonlySet<number>; readonly values: readonly Omit<ValueChange, 'at'>[] } {
  const { members } = subject.state
  const flipped = new Set<number>()
  const flip = (number: number) => {
    if (!members.delete(number)) members.add(number)
    if (!flipped.delete(number)) flipped.add(number)
  }
  if (subject.gone) {
    for (const number of [...members]) flip(number)
    return { flipped, values: [] }
  }
  for (const number of scope.blank) flip(number)
  for (const number of frozen(subject, { program, definitions })) if (!members.has(number)) flip(number)
  // What does not exist any more is forgotten.
  if (scope.nodes === program.nodes)
    for (const number of members) if (!definitions.audienceIds.has(number) && !program.computedNumbers.has(number)) members.delete(number)
  const values: Omit<ValueChange, 'at'>[] = []
  for (const node of scope.nodes) {
    if (node.kind === 'trait') {
      const value = node.value(view)
      if (setTrait(subject, node, value)) values.push({ profileId: subject.profile.id, number: node.number, value })
    } else if (node.holds(view) !== members.has(node.number)) flip(node.number)
  }
  return { flipped, values }
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

/** What is switched off stands still: of merged profiles one stays in an audience if either was in, and keeps the trait that either had. */
function frozen(subject: Subject, { program, definitions }: Pick<Updating, 'program' | 'definitions'>): readonly number[] {
  if (subject.folded.length === 0) return []
  const active = new Set(program.nodes.map((node) => node.number))
  return subject.folded.flatMap(({ members }) =>
    [...members].filter((number) => !active.has(number) && (definitions.audienceIds.has(number) || program.computedNumbers.has(number))),
  )
}

/** Why what is another now is another, and since when. Null: it says so itself, by what it looks at. */
function causeOf({ gone, folded, profile, now }: Subject, occasion: Occasion): { readonly reason: MembershipReason | null; readonly at: Millis } {
  if (gone) return { reason: 'DELETED', at: now }
  if (occasion !== 'SPLIT' && folded.length > 0) return { reason: 'MERGED', at: now }
  switch (occasion) {
    case 'DEFINITION':
    case 'SPLIT':
      return { reason: occasion, at: now }
    case 'REGROUPED':
      return { reason: 'SPLIT', at: now }
    case 'CLOCK':
      // The clock changed it at the moment that was foreseen, not when we got round to looking.
      return { reason: 'CLOCK', at: Math.min(profile.dueAt ?? now, now) }
    case 'RELATED':
      return { reason: 'EVENT', at: now }
    case 'EVENT':
      return { reason: null, at: now }
  }
}

function settleLeaves({ state, now }: Subject, leaves: readonly NumberedLeaf[]): void {
  for (const { number, leaf } of leaves) {
    const leafState = state.leaves.get(number)
    if (!leafState) continue
    const settled = settle(leaf, leafState, now)
    if (!settled) forgetLeaf(state, number)
    else if (isEmpty(settled)) state.leaves.delete(number)
    else if (settled !== leafState) state.leaves.set(number, settled)
  }
}

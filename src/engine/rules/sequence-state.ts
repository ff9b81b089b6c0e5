import type { Millis } from '../clock.ts'
import { MOST_POINTS, windowAt } from './leaf.ts'
import type { LeafState } from './leaf-state.ts'
import { type Matchable, matchesStep } from './match-event.ts'
import type { Point } from './point.ts'
import type { Sequence, SequenceStep } from './rule.ts'

/** A moment of a chain of steps, and the one before it. */
export interface Link {
  readonly at: Millis
  readonly before: Link | null
}

/** Which steps an event can be, as bits; 0: it has nothing to do with the sequence. */
export function stepsOf({ steps, window }: Sequence, event: Matchable): number {
  const outside =
    window?.kind === 'range' &&
    (event.timestamp <= (window.from ?? Number.NEGATIVE_INFINITY) || event.timestamp > (window.to ?? Number.POSITIVE_INFINITY))
  let bits = 0
  steps.forEach((step, i) => {
    // What lies outside is still the first or last of its kind, or keeps a step from being not done.
    const counts = !outside || !step.did || step.occurrence !== 'ANY'
    if (counts && matchesStep(step, event)) bits |= 1 << i
  })
  return bits
}

/** The last link of a chain through all steps, the one that ends latest; null: the sequence did not happen. Points are in order of time. */
export function findChain(sequence: Sequence, points: readonly Point[], now: Millis): Link | null {
  if (points.length === 0) return null
  const moments = momentsUntil(points, now)
  const stages = stagesOf(sequence, moments, now)
  const reached: (Link | null)[] = stages.map(() => null)
  // Of each step, when it was last seen before the present moment.
  const seen: number[] = sequence.steps.map(() => Number.NEGATIVE_INFINITY)
  const unbroken = (open: readonly number[], link: Link) => open.every((step) => (seen[step] ?? 0) <= link.at)
  moments.forEach(({ at, bits }, i) => {
    // From the last stage to the first, so that each builds on what was reached strictly before.
    for (let n = stages.length - 1; n >= 0; n--) {
      const stage = stages[n] as Stage
      const before = n === 0 ? null : (reached[n - 1] ?? null)
      if (
        !stage.allows(at, bits) ||
        (n > 0 && (before === null || at - before.at > stage.within || !unbroken((stages[n - 1] as Stage).open, before)))
      )
        continue
      if (stage.closed.every(({ step, within }) => at + within <= now && !follows(moments, { from: i, step, until: at + within })))
        reached[n] = { at, before }
    }
    sequence.steps.forEach((_, step) => {
      if (bits & (1 << step)) seen[step] = at
    })
  })
  const last = reached.at(-1) ?? null
  return last !== null && unbroken(stages.at(-1)?.open ?? [], last) ? last : null
}

interface Moment {
  readonly at: Millis
  readonly bits: number
}

/** A step that is done, with the steps behind it that are not. */
interface Stage {
  /** Whether this moment can be the step, leaving the others aside. */
  readonly allows: (at: Millis, bits: number) => boolean
  readonly within: Millis
  /** Must not follow within so long. */
  readonly closed: readonly { readonly step: number; readonly within: Millis }[]
  /** Must not follow before the next stage, or before now. */
  readonly open: readonly number[]
}

function momentsUntil(points: readonly Point[], now: Millis): readonly Moment[] {
  const moments: { at: Millis; bits: number }[] = []
  for (const { at, value } of points) {
    if (at > now) break
    const last = moments.at(-1)
    if (last?.at === at) last.bits |= value as number
    else moments.push({ at, bits: value as number })
  }
  return moments
}

function stagesOf({ steps, window }: Sequence, moments: readonly Moment[], now: Millis): readonly Stage[] {
  const { start, end } = windowAt(window, now)
  return steps.flatMap((step, i) => {
    if (!step.did) return []
    const bit = 1 << i
    const only = onlyMoment(
      step,
      moments.filter(({ bits }) => bits & bit),
    )
    const behind = notDoneBehind(steps, i)
    return [
      {
        allows: (at: Millis, bits: number) => (bits & bit) !== 0 && at > start && at <= end && (only === null || only === at),
        within: step.within ?? Number.POSITIVE_INFINITY,
        closed: behind.flatMap(({ index, within }) => (within === null ? [] : [{ step: index, within }])),
        open: behind.flatMap(({ index, within }) => (within === null ? [index] : [])),
      },
    ]
  })
}

/** Null: any. */
function onlyMoment({ occurrence }: SequenceStep, matching: readonly Moment[]): Millis | null {
  switch (occurrence) {
    case 'ANY':
      return null
    case 'FIRST':
      return matching[0]?.at ?? null
    case 'LAST':
      return matching.at(-1)?.at ?? null
  }
}

function notDoneBehind(steps: readonly SequenceStep[], i: number): readonly { readonly index: number; readonly within: Millis | null }[] {
  const next = steps.findIndex((step, j) => j > i && step.did)
  return steps.slice(i + 1, next < 0 ? undefined : next).map((step, j) => ({ index: i + 1 + j, within: step.within }))
}

function follows(
  moments: readonly Moment[],
  { from, step, until }: { readonly from: number; readonly step: number; readonly until: Millis },
): boolean {
  for (let i = from + 1; i < moments.length; i++) {
    const { at, bits } = moments[i] as Moment
    if (at > until) return false
    if (bits & (1 << step)) return true
  }
  return false
}

/** The next moment at which the clock alone can change the answer; Infinity: never. May be early, never late. */
export function nextSequenceChange({ steps, window }: Sequence, points: readonly Point[], now: Millis): Millis {
  const delays = [0, ...steps.flatMap((step) => (step.did || step.within === null ? [] : [step.within]))]
  if (window?.kind === 'last') delays.push(window.length)
  if (window?.kind === 'ago') delays.push(window.from, window.to)
  let next = Number.POSITIVE_INFINITY
  for (const { at } of points) for (const delay of delays) if (at + delay > now) next = Math.min(next, at + delay)
  return next
}

/** Forgets what can never count again. Undefined: it cannot be kept small; then it is computed from the events when it is needed. */
export function settleSequence(sequence: Sequence, state: LeafState, now: Millis): LeafState | undefined {
  const { start } = windowAt(sequence.window, now)
  const points = state.points.filter((point, i) => point.at > start || isFirst(sequence, state.points, i))
  if (points.length <= MOST_POINTS) return points.length === state.points.length ? state : { ...state, points }
  const kept = keepChain(sequence, points, now) ?? thinRuns(sequence, { ...state, points }, now)
  return kept.points.length <= 2 * MOST_POINTS ? kept : undefined
}

/** Whether a point is the first of all for a step that must be. */
function isFirst({ steps }: Sequence, points: readonly Point[], i: number): boolean {
  const bits = points[i]?.value as number
  return steps.some(
    (step, n) => step.occurrence === 'FIRST' && bits & (1 << n) && !points.slice(0, i).some((one) => (one.value as number) & (1 << n)),
  )
}

/** What happened once without a window happened for ever, if all of it is about any events that did happen: the chain that proves it is enough. */
function keepChain(sequence: Sequence, points: readonly Point[], now: Millis): LeafState | undefined {
  if (sequence.window !== null || !sequence.steps.every((step) => step.did && step.occurrence === 'ANY')) return undefined
  const chain = findChain(sequence, points, now)
  if (chain === null) return undefined
  const moments = new Set<Millis>()
  for (let link: Link | null = chain; link; link = link.before) moments.add(link.at)
  return { points: points.filter((point) => moments.has(point.at) || point.at > now), buckets: [] }
}

/**
 * Of moments in a row that can be the same one step only, keeps the one that serves all that come later: of the first step, where a step that is done
 * follows it, the last; of the last step, and of steps that are not done, the first.
 */
function thinRuns({ steps }: Sequence, state: LeafState, now: Millis): LeafState {
  if (steps.length === 1 || steps.some((step) => step.occurrence !== 'ANY')) return state
  const keepLast = steps[1]?.did ? 1 : 0
  const keepFirst = steps.reduce((bits, step, i) => (!step.did || i === steps.length - 1 ? bits | (1 << i) : bits), 0)
  let { forgottenUntil } = state
  const points: Point[] = []
  for (const point of state.points) {
    const before = points.at(-1)
    const inRun = before?.value === point.value && before.at < point.at && point.at <= now
    const step = point.value as number
    const replaces = inRun && step === keepLast
    const adds = !(inRun && isOneStep(step) && (step & keepFirst) !== 0)
    if (replaces) points.pop()
    if (adds) points.push(point)
    if (replaces || !adds) forgottenUntil = Math.max(forgottenUntil ?? point.at, point.at)
  }
  return forgottenUntil === undefined ? { ...state, points } : { ...state, points, forgottenUntil }
}

const isOneStep = (bits: number): boolean => (bits & (bits - 1)) === 0

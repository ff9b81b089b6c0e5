import type { Queryable } from '../../db/db.ts'
import type { Millis } from '../clock.ts'
import { type EventFilter, readEvents, type Stretch } from '../events/read-events.ts'
import { observe } from '../observe.ts'
import type { NumberedLeaf } from '../rules/evaluate.ts'
import { eventNamesOf, type Leaf, spanAt } from '../rules/leaf.ts'
import { EMPTY, pointsOf } from '../rules/leaf-state.ts'
import { stretchesToRead } from '../rules/leaf-value.ts'
import { inOrder, type Point } from '../rules/point.ts'
import type { PropertyRule } from '../rules/rule.ts'
import type { Definitions } from './definitions.ts'
import type { Subject } from './subject.ts'

/** Points that are not in state, by profile and leaf number. */
export type ReadPoints = ReadonlyMap<string, ReadonlyMap<number, readonly Point[]>>

/**
 * Computes, from the events, every leaf that a profile should have and has not: after an audience was created, or when state would have grown
 * too large. Future events are read too, so that nothing is missed when their time comes.
 */
export async function computeMissingLeaves(client: Queryable, workspaceId: string, { subjects, definitions }: Work): Promise<void> {
  const incomplete = subjects.filter(({ state, profile }) => state.computed !== definitions.programs[profile.entity].layout.numbers)
  if (incomplete.length === 0) return
  for (const { number, leaf } of allLeaves(definitions)) {
    const missing = incomplete.filter((subject) => subject.profile.entity === leaf.entity && !subject.state.computed.has(number))
    if (missing.length === 0) continue
    observe('leafRead', { why: 'missing', profiles: missing.length })
    const stretches = missing.map(({ profileIds, now }) => ({ profileIds, after: firstMoment(leaf, now), until: Number.POSITIVE_INFINITY }))
    const points = await readPoints(client, workspaceId, { leaf, stretches })
    for (const [i, subject] of missing.entries()) {
      const found = points.get(i)
      if (found) subject.state.leaves.set(number, { ...EMPTY, points: inOrder(found) })
      subject.touched.add(number)
    }
  }
  for (const { state, profile } of incomplete) state.computed = definitions.programs[profile.entity].layout.numbers
}

/** Reads the moments of every bucket through which an edge of its window now runs. */
export async function readCutBuckets(client: Queryable, workspaceId: string, { subjects, definitions }: Work): Promise<ReadPoints> {
  const read = new Map<string, Map<number, readonly Point[]>>()
  for (const [number, { leaf, stretches }] of cutBuckets(subjects, definitions)) {
    observe('leafRead', { why: 'edge', profiles: stretches.length })
    const points = await readPoints(client, workspaceId, { leaf, stretches })
    for (const [i, { subject }] of stretches.entries()) {
      const leaves = read.get(subject.profile.id) ?? new Map<number, readonly Point[]>()
      leaves.set(number, [...(leaves.get(number) ?? []), ...(points.get(i) ?? [])])
      read.set(subject.profile.id, leaves)
    }
  }
  return read
}

interface Cut {
  readonly leaf: Leaf
  readonly stretches: (Stretch & { readonly subject: Subject })[]
}

function cutBuckets(subjects: readonly Subject[], { programs }: Definitions): ReadonlyMap<number, Cut> {
  const cuts = new Map<number, Cut>()
  for (const subject of subjects) {
    const { leaves } = programs[subject.profile.entity].layout
    for (const [number, state] of subject.state.leaves) {
      const leaf = leaves.get(number)?.leaf
      // Most have no buckets.
      if (!leaf || state.buckets.length === 0) continue
      for (const stretch of stretchesToRead(leaf, state, subject.now)) {
        const cut = cuts.get(number) ?? { leaf, stretches: [] }
        cuts.set(number, cut)
        cut.stretches.push({ ...stretch, subject, profileIds: subject.profileIds })
      }
    }
  }
  return cuts
}

/** From where on events can matter: whether one is the first ever is decided by all there are. */
export const firstMoment = (leaf: Leaf, now: Millis): Millis =>
  leaf.kind === 'sequence' && leaf.sequence.steps.some((step) => step.occurrence === 'FIRST') ? Number.NEGATIVE_INFINITY : spanAt(leaf, now).start

interface Work {
  readonly subjects: readonly Subject[]
  readonly definitions: Definitions
}

function* allLeaves({ programs }: Definitions): Generator<NumberedLeaf> {
  yield* programs.PROFILE.layout.leaves.values()
  yield* programs.ACCOUNT.layout.leaves.values()
}

/** The points of a leaf within each stretch, by its index. */
async function readPoints(
  client: Queryable,
  workspaceId: string,
  { leaf, stretches }: { readonly leaf: Leaf; readonly stretches: readonly Stretch[] },
): Promise<Map<number, Point[]>> {
  const events = await readEvents(client, workspaceId, stretches, eventFilterOf(leaf))
  const points = new Map<number, Point[]>()
  for (const event of events) {
    const found = pointsOf(leaf, event)
    if (found.length === 0) continue
    const list = points.get(event.stretch)
    if (list) list.push(...found)
    else points.set(event.stretch, [...found])
  }
  return points
}

/** Which events a leaf can be about, and what of them it looks at. */
export function eventFilterOf(leaf: Leaf): EventFilter {
  const names = eventNamesOf(leaf)
  const type = leaf.kind === 'event' ? leaf.condition.type : null
  return { entity: leaf.entity, names: names.length > 0 ? names : null, type, columns: columnsOf(leaf) }
}

type Column = 'properties' | 'context' | 'traits'

function columnsOf(leaf: Leaf): ReadonlySet<Column> {
  if (leaf.kind === 'sequence') return new Set(leaf.sequence.steps.flatMap(({ where }) => (where ? columnsOfRule(where) : [])))
  const { where, measure } = leaf.condition
  const columns = new Set<Column>(where ? columnsOfRule(where) : [])
  if ('path' in measure) columns.add('properties')
  return columns
}

function columnsOfRule(rule: PropertyRule): readonly Column[] {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return rule.of.flatMap(columnsOfRule)
    case 'not':
      return columnsOfRule(rule.rule)
    case 'property':
      return ['properties']
    case 'context':
      return ['context']
    case 'trait':
      return ['traits']
  }
}

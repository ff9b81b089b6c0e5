import type { Db, Queryable } from '../../db/db.ts'
import { engineNow, type Millis } from '../clock.ts'
import { readEvents, type StoredEvent } from '../events/read-events.ts'
import type { Entity } from '../identity/lock-profiles.ts'
import type { Json, JsonObject } from '../json.ts'
import { audienceReferences, type LeafRule, leafRules, otherEntity, relatedRules, rulesWithin } from '../rules/conditions.ts'
import { compilePredicate, type NumberedLeaf, type Numbers, type Predicate, type View } from '../rules/evaluate.ts'
import { leafHash, leafOf } from '../rules/leaf.ts'
import { EMPTY, pointsOf } from '../rules/leaf-state.ts'
import { momentsCounted } from '../rules/leaf-value.ts'
import { valuesAt } from '../rules/match-path.ts'
import { measuredValue } from '../rules/measured-value.ts'
import { datedTraits, nextChange } from '../rules/next-change.ts'
import { inOrder, type Point } from '../rules/point.ts'
import { relationHash } from '../rules/relation.ts'
import type { Rule } from '../rules/rule.ts'
import { findChain, type Link } from '../rules/sequence-state.ts'
import type { AskedRule } from './ask-rule.ts'
import { eventFilterOf, firstMoment } from './leaf-points.ts'
import { readRelated } from './related.ts'

/** One node of a rule, asked of one profile. */
export interface Explanation {
  readonly rule: Rule
  readonly holds: boolean
  /** What was tested: the value of a trait, a number, the moments of the steps; null where there is none. */
  readonly value: Json
  /** Where the events are kept that made it so, newest first. */
  readonly evidence: readonly Place[]
  /** When the clock alone changes the answer; null: never, or not within the next thousand moments at which it might. */
  readonly changesAt: Millis | null
  readonly parts: readonly Explanation[]
}

export interface Place {
  readonly profileId: string | null
  readonly timestamp: Millis
  readonly messageId: string
}

/** Whose membership is explained, by every id it ever had, its root first. */
export interface Explained {
  readonly ids: readonly string[]
  readonly traits: JsonObject
}

const MOST_MOMENTS = 1000

/** Answers a rule for one profile from what is stored, node by node, and says what of it time will change. */
export async function explainRule(db: Db, asked: AskedRule, explained: Explained): Promise<Explanation> {
  const now = await engineNow(db.pool)
  const facts = await readFacts(db.pool, { asked, explained, now })
  const root = node(asked.rule, facts, [])
  foresee(root, facts, now)
  return finish(root, facts, now)
}

interface Facts {
  readonly asked: AskedRule
  /** The rule, and those of the audiences that it depends on. */
  readonly rules: readonly Rule[]
  readonly leaves: ReadonlyMap<string, KnownLeaf>
  readonly numbers: Numbers
  readonly view: (now: Millis) => View
}

interface KnownLeaf extends NumberedLeaf {
  readonly points: readonly Point[]
  readonly events: readonly StoredEvent[]
}

interface Node {
  readonly rule: Rule
  readonly holds: Predicate
  readonly parts: readonly Node[]
  changesAt: Millis | null
}

async function readFacts(db: Queryable, { asked, explained, now }: { asked: AskedRule; explained: Explained; now: Millis }): Promise<Facts> {
  const leaves = new Map<string, KnownLeaf>()
  const rules = reachable(asked)
  for (const rule of rules.flatMap((one) => [...leafRules(one)])) {
    const leaf = leafOf(asked.entity, rule)
    const hash = leafHash(leaf)
    if (!leaves.has(hash)) leaves.set(hash, { number: leaves.size, leaf, ...(await readLeaf(db, leaf, { asked, explained, now })) })
  }
  const counts = await countIdentifiers(db, rules, { asked, explained })
  const frozen = await readFrozen(db, asked, explained)
  const related = await readRelatedCounts(db, rules, { asked, explained })
  const byNumber = [...leaves.values()]
  const audiences = new Map<string, Predicate>()
  const numbers: Numbers = {
    leaf: (one) => leafFor(one, asked.entity, leaves),
    relation: (one) => related.hashes.indexOf(relationHash(otherEntity(asked.entity), one.rule)),
  }
  const view = (at: Millis): View => ({
    now: at,
    traits: explained.traits,
    identifierCount: (type) => counts.get(type) ?? 0,
    related: (number) => related.counts[number] ?? { all: 0, holding: 0 },
    isMember: (key) => (frozen.has(key) ? (frozen.get(key) ?? false) : (audiences.get(key)?.(view(at)) ?? false)),
    leafState: (number) => ({ ...EMPTY, points: byNumber[number]?.points ?? [] }),
    readPoints: () => [],
  })
  for (const [key, rule] of asked.audiences) if (rules.includes(rule)) audiences.set(key, compilePredicate(rule, numbers))
  return { asked, rules, leaves, numbers, view }
}

function reachable({ rule, audiences, entity }: AskedRule): readonly Rule[] {
  const found = new Set([rule])
  for (const one of found) for (const { key, entity: of } of audienceReferences(one, entity)) if (of === entity) found.add(audiences.get(key) ?? one)
  return [...found]
}

function leafFor(rule: LeafRule, entity: Entity, leaves: ReadonlyMap<string, KnownLeaf>): KnownLeaf {
  const leaf = leaves.get(leafHash(leafOf(entity, rule)))
  if (!leaf) throw new Error('Every leaf of the rule has been read.')
  return leaf
}

async function readLeaf(
  db: Queryable,
  leaf: NumberedLeaf['leaf'],
  { asked, explained, now }: { asked: AskedRule; explained: Explained; now: Millis },
): Promise<Pick<KnownLeaf, 'points' | 'events'>> {
  const stretch = { profileIds: explained.ids, after: firstMoment(leaf, now), until: Number.POSITIVE_INFINITY }
  const events = await readEvents(db, asked.workspaceId, [stretch], eventFilterOf(leaf))
  const matching = events.filter((event) => pointsOf(leaf, event).length > 0)
  return { points: inOrder(matching.flatMap((event) => pointsOf(leaf, event))), events: matching.sort((a, b) => b.timestamp - a.timestamp) }
}

async function countIdentifiers(
  db: Queryable,
  rules: readonly Rule[],
  { asked, explained }: { asked: AskedRule; explained: Explained },
): Promise<ReadonlyMap<string, number>> {
  if (!rules.some((rule) => [...rulesWithin(rule)].some((one) => one.kind === 'identifier'))) return new Map()
  const { rows } = await db.query<{ type: string; count: number }>(
    'select type, count(*)::int as count from identifiers where workspace_id = $1 and profile_id = $2 group by type',
    [asked.workspaceId, explained.ids[0]],
  )
  return new Map(rows.map(({ type, count }) => [type, count]))
}

/** How many are related to the profile, and for how many of them each rule about them holds: as it is now, and in the order of the hashes. */
async function readRelatedCounts(
  db: Queryable,
  rules: readonly Rule[],
  { asked, explained }: { asked: AskedRule; explained: Explained },
): Promise<{ readonly hashes: readonly string[]; readonly counts: readonly { readonly all: number; readonly holding: number }[] }> {
  const hashes = [...new Set(rules.flatMap((rule) => [...relatedRules(rule)].map((one) => relationHash(otherEntity(asked.entity), one.rule))))]
  if (hashes.length === 0) return { hashes, counts: [] }
  const { rows: relations } = await db.query<{ id: string; hash: string }>(
    'select id, hash from relations where workspace_id = $1 and hash = any($2) and deleted_at is null',
    [asked.workspaceId, hashes],
  )
  const about = [{ id: explained.ids[0] ?? '', ids: explained.ids }]
  const found = await readRelated(db, asked.workspaceId, { entity: asked.entity, about, relations: relations.map((one) => one.id) })
  const count = (relation: string | null | undefined) => found.find((one) => one.relation === relation)?.count ?? 0
  return { hashes, counts: hashes.map((hash) => ({ all: count(null), holding: count(relations.find((one) => one.hash === hash)?.id) })) }
}

/** The membership of audiences that are switched off, which stands still. */
async function readFrozen(db: Queryable, asked: AskedRule, explained: Explained): Promise<ReadonlyMap<string, boolean>> {
  const frozen = [...(asked.frozen ?? [])]
  if (frozen.length === 0) return new Map()
  const { rows } = await db.query<{ audience_id: string }>(
    'select distinct audience_id from audience_members where workspace_id = $1 and audience_id = any($2::uuid[]) and profile_id = any($3::uuid[])',
    [asked.workspaceId, frozen.map(([, id]) => id), explained.ids],
  )
  const members = new Set(rows.map((row) => row.audience_id))
  return new Map(frozen.map(([key, id]) => [key, members.has(id)]))
}

/** `within`: the audiences around it, which saving has kept from referring to themselves. */
function node(rule: Rule, facts: Facts, within: readonly string[]): Node {
  return { rule, holds: compilePredicate(rule, facts.numbers), parts: partsOf(rule, facts, within), changesAt: null }
}

function partsOf(rule: Rule, facts: Facts, within: readonly string[]): readonly Node[] {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return rule.of.map((one) => node(one, facts, within))
    case 'not':
      return [node(rule.rule, facts, within)]
    case 'audience': {
      const about = facts.asked.audiences.get(rule.key)
      return about && !within.includes(rule.key) ? [node(about, facts, [...within, rule.key])] : []
    }
    case 'trait':
    case 'event':
    case 'sequence':
    case 'identifier':
    case 'related':
      return []
  }
}

/** Looks at each moment at which the clock alone may change an answer, until every node has changed or nothing can any more. */
function foresee(root: Node, facts: Facts, now: Millis): void {
  const nodes = flatten(root)
  const before = nodes.map((one) => one.holds(facts.view(now)))
  const leaves = [...facts.leaves.values()]
  const dated = facts.rules.flatMap(datedTraits)
  for (let i = 0, at = now; i < MOST_MOMENTS && nodes.some((one) => one.changesAt === null); i++) {
    at = nextChange(facts.view(at), leaves, dated)
    if (!Number.isFinite(at)) return
    const view = facts.view(at)
    nodes.forEach((one, n) => {
      if (one.changesAt === null && one.holds(view) !== before[n]) one.changesAt = at
    })
  }
}

const flatten = (one: Node): readonly Node[] => [one, ...one.parts.flatMap(flatten)]

function finish({ rule, holds, parts, changesAt }: Node, facts: Facts, now: Millis): Explanation {
  const view = facts.view(now)
  return { rule, holds: holds(view), ...tested(rule, facts, view), changesAt, parts: parts.map((one) => finish(one, facts, now)) }
}

function tested(rule: Rule, facts: Facts, view: View): Pick<Explanation, 'value' | 'evidence'> {
  switch (rule.kind) {
    case 'all':
    case 'any':
    case 'not':
      return { value: null, evidence: [] }
    case 'trait': {
      const values = valuesAt(view.traits, rule.path)
      return { value: rule.path.some((segment) => segment.kind === 'any') ? values.map((one) => one ?? null) : (values[0] ?? null), evidence: [] }
    }
    case 'event': {
      const { leaf, points, events } = leafFor(rule, facts.asked.entity, facts.leaves)
      if (leaf.kind !== 'event') throw new Error('An event condition has a leaf of its own kind.')
      const counted = new Set(momentsCounted(leaf, points, view.now))
      const value = measuredValue(leaf, { ...EMPTY, points }, { now: view.now, read: [] })
      return { value: value ?? (rule.condition.measure.kind === 'sum' ? 0 : null), evidence: events.filter((event) => counted.has(event.timestamp)) }
    }
    case 'sequence': {
      const { points, events } = leafFor(rule, facts.asked.entity, facts.leaves)
      const moments: Millis[] = []
      for (let link: Link | null = findChain(rule.sequence, points, view.now); link; link = link.before) moments.push(link.at)
      const steps = moments.map((at) => new Date(at).toISOString()).reverse()
      return { value: steps.length > 0 ? steps : null, evidence: events.filter((event) => moments.includes(event.timestamp)) }
    }
    case 'audience':
      return { value: view.isMember(rule.key), evidence: [] }
    case 'identifier':
      return { value: view.identifierCount(rule.type), evidence: [] }
    case 'related': {
      const { all, holding } = view.related(facts.numbers.relation(rule))
      return { value: { all, holding }, evidence: [] }
    }
  }
}

import type { Queryable } from '../../db/db.ts'
import type { Millis } from '../clock.ts'
import type { Json } from '../json.ts'
import { compareText } from '../rules/match-value.ts'

/** Which of the values that were said of a trait counts. */
export type TraitRule =
  | { readonly kind: 'LATEST' }
  | { readonly kind: 'EARLIEST' }
  /** The latest of the first of these sources that has said any; sources that are not named come last, together. */
  | { readonly kind: 'SOURCE_PRIORITY'; readonly sources: readonly string[] }
  /** Of several as frequent the one that was said last. */
  | { readonly kind: 'MOST_FREQUENT' }

export type Decision = TraitRule['kind'] | 'LOCKED'

/** The rules of the traits that have one, by name. */
export type TraitRules = Readonly<Record<'PROFILE' | 'ACCOUNT', ReadonlyMap<string, TraitRule>>>

/** That a call said something about a trait; null: that there is none. */
export interface Said {
  readonly value: Json
  readonly timestamp: Millis
  readonly messageId: string
  readonly sourceId: string
}

interface RuleRow {
  readonly entity: 'PROFILE' | 'ACCOUNT'
  readonly name: string
  readonly kind: TraitRule['kind']
  readonly sources: readonly string[]
}

export async function loadTraitRules(db: Queryable, workspaceId: string): Promise<TraitRules> {
  const { rows } = await db.query<RuleRow>('select entity, name, kind, sources from trait_rules where workspace_id = $1', [workspaceId])
  const of = (entity: RuleRow['entity']) => new Map(rows.filter((row) => row.entity === entity).map((row) => [row.name, ruleOf(row)]))
  return { PROFILE: of('PROFILE'), ACCOUNT: of('ACCOUNT') }
}

const ruleOf = ({ kind, sources }: RuleRow): TraitRule => (kind === 'SOURCE_PRIORITY' ? { kind, sources } : { kind })

/** Chooses among all that was said, in whatever order it is given; undefined: nothing was. */
export function choose(rule: TraitRule, said: readonly Said[]): Said | undefined {
  const inOrder = [...said].sort(compareSaid)
  switch (rule.kind) {
    case 'LATEST':
      return inOrder.at(-1)
    case 'EARLIEST':
      return inOrder.find(({ value }) => value !== null) ?? inOrder.at(-1)
    case 'SOURCE_PRIORITY':
      return bySource(rule.sources, inOrder) ?? inOrder.at(-1)
    case 'MOST_FREQUENT':
      return mostFrequent(inOrder) ?? inOrder.at(-1)
  }
}

const compareSaid = (a: Said, b: Said): number => a.timestamp - b.timestamp || compareText(a.messageId, b.messageId)

/** A source whose latest word is that there is none has nothing to say. */
function bySource(sources: readonly string[], inOrder: readonly Said[]): Said | undefined {
  const rankOf = ({ sourceId }: Said) => (sources.includes(sourceId) ? sources.indexOf(sourceId) : sources.length)
  const latest = new Map(inOrder.map((one) => [rankOf(one), one]))
  return [...latest].sort(([a], [b]) => a - b).find(([, { value }]) => value !== null)?.[1]
}

function mostFrequent(inOrder: readonly Said[]): Said | undefined {
  const groups = new Map<string, { count: number; last: Said }>()
  for (const one of inOrder.filter(({ value }) => value !== null)) {
    // As jsonb prints it, the same values are the same text.
    const key = JSON.stringify(one.value)
    groups.set(key, { count: (groups.get(key)?.count ?? 0) + 1, last: one })
  }
  return [...groups.values()].sort((a, b) => b.count - a.count || compareSaid(b.last, a.last))[0]?.last
}

/** How many different values were said. */
export const countCandidates = (said: readonly Said[]): number =>
  new Set(said.filter(({ value }) => value !== null).map(({ value }) => JSON.stringify(value))).size

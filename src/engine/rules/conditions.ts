import type { PropertyRule, Rule } from './rule.ts'

/** The rule and every rule within it, outermost first. */
export function* rulesWithin(rule: Rule): Generator<Rule> {
  yield rule
  switch (rule.kind) {
    case 'all':
    case 'any':
      for (const one of rule.of) yield* rulesWithin(one)
      return
    case 'not':
      yield* rulesWithin(rule.rule)
      return
    case 'trait':
    case 'event':
    case 'sequence':
    case 'audience':
    case 'identifier':
      return
  }
}

export type LeafRule = Extract<Rule, { kind: 'event' | 'sequence' }>

/** The conditions of a rule that need state, in the order in which it names them; not those of the audiences that it refers to. */
export function* leafRules(rule: Rule): Generator<LeafRule> {
  for (const one of rulesWithin(rule)) if (one.kind === 'event' || one.kind === 'sequence') yield one
}

/** The keys of the audiences that a rule refers to itself. */
export const referencedAudiences = (rule: Rule): ReadonlySet<string> => new Set([...audienceReferences(rule)].map(({ key }) => key))

/** Each mention of an audience, and the path to its key in the JSON form. */
export function* audienceReferences(rule: Rule, path: readonly string[] = []): Generator<{ readonly key: string; readonly path: readonly string[] }> {
  switch (rule.kind) {
    case 'all':
    case 'any':
      for (const [i, one] of rule.of.entries()) yield* audienceReferences(one, [...path, rule.kind, String(i)])
      return
    case 'not':
      yield* audienceReferences(rule.rule, [...path, 'not'])
      return
    case 'audience':
      yield { key: rule.key, path: [...path, 'audience', 'key'] }
      return
    case 'trait':
    case 'event':
    case 'sequence':
    case 'identifier':
      return
  }
}

/** How many tests a rule makes, those within event conditions included; an `all` or `any` of nothing counts as one. */
export function countConditions(rule: Rule | PropertyRule): number {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return Math.max(1, sum(rule.of.map(countConditions)))
    case 'not':
      return countConditions(rule.rule)
    case 'event':
      return 1 + (rule.condition.where ? countConditions(rule.condition.where) : 0)
    case 'sequence':
      return sum(rule.sequence.steps.map((step) => 1 + (step.where ? countConditions(step.where) : 0)))
    case 'trait':
    case 'audience':
    case 'identifier':
    case 'property':
    case 'context':
      return 1
  }
}

const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0)

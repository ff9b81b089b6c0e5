import { pathAt } from './parse-scalar.ts'
import { parseValueTest } from './parse-test.ts'
import { elements, fail, fields, only, type Place, required } from './place.ts'
import type { PropertyRule } from './rule.ts'

const DEEPEST = 32

/** A place within a rule, and how many rules are around it. */
export interface Nested extends Place {
  readonly depth: number
}

/** Reads the JSON form of PropertyRuleInput; throws InvalidRuleError. */
export function parsePropertyRule(input: unknown): PropertyRule {
  return parsePropertyRuleAt({ value: input, path: [], depth: 1 })
}

export function parsePropertyRuleAt(place: Nested): PropertyRule {
  const rule = nested(only(place, 'A rule about properties', ['all', 'any', 'not', 'property', 'context', 'trait']), place)
  switch (rule.kind) {
    case 'all':
    case 'any':
      return { kind: rule.kind, of: elements(rule).map((one) => parsePropertyRuleAt({ ...one, depth: rule.depth })) }
    case 'not':
      return { kind: 'not', rule: parsePropertyRuleAt(rule) }
    case 'property':
    case 'context':
    case 'trait':
      return { kind: rule.kind, ...parseTested(rule, parseValueTest) }
  }
}

/** Reads `{ path, is }`: a value and its test. */
export function parseTested<Test>(place: Place, parseTest: (place: Place) => Test) {
  const { path, is } = fields(place, 'A test', ['path', 'is'])
  return { path: pathAt(required(path, place, 'path')), is: parseTest(required(is, place, 'is')) }
}

/** One level further down; refused before it can exhaust the stack. */
export function nested<P extends Place>(place: P, around: Nested): P & Nested {
  if (around.depth > DEEPEST) fail(around, `Rules nest at most ${DEEPEST} deep.`)
  return { ...place, depth: around.depth + 1 }
}

import { countConditions } from './conditions.ts'
import { InvalidRuleError } from './invalid-rule.ts'
import { AT_LEAST_ONE, parseEvent } from './parse-event.ts'
import { type Nested, nested, parseTested } from './parse-property-rule.ts'
import { booleanAt, nameAt, textAt } from './parse-scalar.ts'
import { parseSequence } from './parse-sequence.ts'
import { parseNumberTest, parseTraitTest } from './parse-test.ts'
import { elements, fail, fields, only, type Place, required } from './place.ts'
import type { Rule } from './rule.ts'

const MOST_CONDITIONS = 500
const KEY = /^[a-z][a-z0-9_]{0,62}$/

/** Reads the JSON form of RuleInput, whose durations and moments are strings; throws InvalidRuleError. */
export function parseRule(input: unknown): Rule {
  const rule = parseRuleAt({ value: input, path: [], depth: 1 })
  const count = countConditions(rule)
  if (count > MOST_CONDITIONS) throw new InvalidRuleError(`A rule has at most ${MOST_CONDITIONS} conditions; this one has ${count}.`)
  return rule
}

function parseRuleAt(place: Nested): Rule {
  const rule = nested(only(place, 'A rule', ['all', 'any', 'not', 'trait', 'event', 'sequence', 'audience', 'identifier', 'related']), place)
  switch (rule.kind) {
    case 'all':
    case 'any':
      return { kind: rule.kind, of: elements(rule).map((one) => parseRuleAt({ ...one, depth: rule.depth })) }
    case 'not':
      return { kind: 'not', rule: parseRuleAt(rule) }
    case 'trait':
      return { kind: 'trait', ...parseTested(rule, parseTraitTest) }
    case 'event':
      return parseEvent(rule)
    case 'sequence':
      return { kind: 'sequence', sequence: parseSequence(rule) }
    case 'audience':
      return parseAudience(rule)
    case 'identifier':
      return parseIdentifier(rule)
    case 'related':
      return parseRelated(rule)
  }
}

function parseRelated(place: Nested): Rule {
  const { quantifier, rule } = fields(place, 'A condition about what is related', ['quantifier', 'rule'])
  const kind = quantifier ? QUANTIFIERS.get(quantifier.value) : 'any'
  if (!kind) fail(quantifier ?? place, `A quantifier is one of ${[...QUANTIFIERS.keys()].join(', ')}.`)
  return { kind: 'related', quantifier: kind, rule: parseRuleAt({ ...required(rule, place, 'rule'), depth: place.depth }) }
}

const QUANTIFIERS = new Map<unknown, 'any' | 'all' | 'none'>([
  ['ANY', 'any'],
  ['ALL', 'all'],
  ['NONE', 'none'],
])

function parseAudience(place: Place): Rule {
  const { key, member } = fields(place, 'An audience condition', ['key', 'member'])
  const at = required(key, place, 'key')
  const text = textAt(at)
  if (!KEY.test(text)) fail(at, 'A key begins with a letter a-z and goes on with up to 62 of a-z, 0-9 and _.')
  return { kind: 'audience', key: text, member: member ? booleanAt(member) : true }
}

function parseIdentifier(place: Place): Rule {
  const { type, count } = fields(place, 'An identifier condition', ['type', 'count'])
  return { kind: 'identifier', type: nameAt(required(type, place, 'type')), count: count ? parseNumberTest(count) : AT_LEAST_ONE }
}

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvalidRuleError } from '../../src/engine/rules/invalid-rule.ts'
import { parseRule } from '../../src/engine/rules/parse-rule.ts'
import { parseText } from '../../src/engine/rules/text/parse.ts'
import { printRule } from '../../src/engine/rules/text/print.ts'
import { toJson } from '../../src/engine/rules/to-json.ts'
import { oddRule } from './odd-rule-generator.ts'
import { rule } from './rule-generator.ts'

const RUNS = Number(process.env['RULE_TEXT_RUNS'] ?? 2_000)
const FUZZ = 10_000
const anyRule = fc.oneof(oddRule, rule(Date.parse('2026-03-15T12:00:00.000Z'), ['a', 'buyers'])).map(parseRule)

test(`${RUNS} random rules are read again as they were printed, on one line, and printed the same`, () => {
  fc.assert(
    fc.property(anyRule, (original) => {
      const text = printRule(original)
      expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
      const again = parseText(text)
      expect(again).toEqual(original)
      expect(printRule(again)).toBe(text)
    }),
    { numRuns: RUNS },
  )
})

test(`${RUNS} random rules are read again from their JSON form`, () => {
  fc.assert(
    fc.property(anyRule, (original) => {
      const json = toJson(original)
      expect(parseRule(json)).toEqual(original)
      expect(toJson(parseRule(JSON.parse(JSON.stringify(json))))).toEqual(json)
    }),
    { numRuns: RUNS },
  )
})

const WORDS =
  "AND OR NOT ANY ALL ( ) ( ) . . , : = == != > >= < <= event('A') event trait('a') property('p') context( sequence( audience('x') identifier('email') entity('e') " +
  ".where( .count() .sum(property('p')) .within( parent: 7 days hour 2026-01-01 2026-13-01T00:00:00Z 'a' '\\' \" 1 -2.5 1e999 true false null .contains('a', 2) .first() .then( " +
  ".between(1 .one_of( .exists() page() type: track as number é 😀 \\ ; -- \n \0 { } [ ] & | ! .matches('(') .unique( .utc_days() literal( ago"
const word = fc.constantFrom(...WORDS.split(' '))
const noise = fc.oneof(
  fc.array(word, { maxLength: 30 }).map((words) => words.join(' ')),
  fc.array(word, { maxLength: 12 }).map((words) => words.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
  // A rule with a mistake somewhere.
  fc.tuple(oddRule, fc.nat(), fc.nat(3), fc.oneof(word, fc.constant(''))).map(([original, at, length, other]) => {
    const text = printRule(parseRule(original))
    const from = at % (text.length + 1)
    return text.slice(0, from) + other + text.slice(from + length)
  }),
)

test(`${FUZZ} random texts are rules, or errors that say where in the text`, () => {
  const seen = { rules: 0, errors: 0 }
  fc.assert(
    fc.property(noise, (text) => {
      try {
        parseText(text)
        seen.rules++
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidRuleError)
        if (!(error instanceof InvalidRuleError)) return
        const lines = text.split(/\r\n|\r|\n/)
        const { line = 0, column = 0 } = error.position ?? {}
        expect(error.message).toMatch(new RegExp(`^line ${line}, column ${column}: .`, 'u'))
        expect(column).toBeGreaterThan(0)
        expect(column).toBeLessThanOrEqual([...(lines[line - 1] ?? '')].length + 1)
        seen.errors++
      }
    }),
    { numRuns: FUZZ },
  )
  expect(seen.errors).toBeGreaterThan(FUZZ / 2)
})

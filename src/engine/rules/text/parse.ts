import { InvalidRuleError } from '../invalid-rule.ts'
import { parseRule } from '../parse-rule.ts'
import type { Rule } from '../rule.ts'
import { originOf } from './origins.ts'
import { readBoolean, treeToJson } from './read-boolean.ts'
import { readCondition } from './read-condition.ts'
import { createReader } from './reader.ts'
import { textError } from './text-error.ts'

const LONGEST = 250_000

/** A rule that was written as text. */
export interface RuleText {
  readonly rule: Rule
  /** Says of a mistake in the JSON form of the rule where it is in the text. */
  locate(error: InvalidRuleError): InvalidRuleError
}

/** Reads a rule in the text language; throws InvalidRuleError, with a position. */
export const parseText = (text: string): Rule => readText(text).rule

/** The same, for whoever may find mistakes in the rule later on. */
export function readText(text: string): RuleText {
  if (text.length > LONGEST) throw textError(text, LONGEST, `a rule has at most ${LONGEST} characters; this one has ${text.length}`)
  const reader = createReader(text)
  const tree = readBoolean(reader, readCondition)
  if (reader.peek().kind !== 'end') throw reader.unexpected('AND, OR or the end')
  const root = treeToJson(tree, (condition) => condition)
  const locate = (error: InvalidRuleError) => textError(text, originOf(root, error.path), error.message)
  try {
    return { rule: parseRule(root.value), locate }
  } catch (error) {
    throw error instanceof InvalidRuleError ? locate(error) : error
  }
}

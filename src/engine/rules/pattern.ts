import { RE2JS } from 're2js'
import { textAt } from './parse-scalar.ts'
import { fail, type Place } from './place.ts'

const LONGEST = 1000

/** A pattern in the syntax of RE2, which takes time linear in the length of what it is tested on, whatever the pattern. */
export function patternAt(place: Place): string {
  const pattern = textAt(place)
  if (pattern.length > LONGEST) fail(place, `A pattern has at most ${LONGEST} characters; this one has ${pattern.length}.`)
  try {
    RE2JS.compile(pattern)
  } catch (error) {
    fail(place, `This is no pattern of RE2: ${error instanceof Error ? error.message : String(error)}.`)
  }
  return pattern
}

/** Compiled once for each test, for as long as the test is there. */
const compiled = new WeakMap<object, RE2JS>()

/** Whether the pattern matches the whole string. */
export function matchesPattern(test: { readonly pattern: string }, text: string): boolean {
  let pattern = compiled.get(test)
  if (!pattern) {
    pattern = RE2JS.compile(test.pattern)
    compiled.set(test, pattern)
  }
  return pattern.matches(text)
}

import { InvalidRuleError, type Position } from '../invalid-rule.ts'

/** A mistake at an offset of a text; its message says where, too. */
export function textError(text: string, at: number, message: string): InvalidRuleError {
  const position = positionAt(text, at)
  return new InvalidRuleError(`line ${position.line}, column ${position.column}: ${message}`, [], position)
}

function positionAt(text: string, at: number): Position {
  const lines = text.slice(0, at).split(/\r\n|\r|\n/)
  return { line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1 }
}

const LONGEST_EXCERPT = 40

/** What stands in a text, short enough for a message. */
export function excerpt(source: string): string {
  const characters = [...source.slice(0, 2 * LONGEST_EXCERPT)]
  const short = characters.length <= LONGEST_EXCERPT ? source : `${characters.slice(0, LONGEST_EXCERPT - 1).join('')}…`
  return short.replaceAll(/\p{Cc}/gu, ' ').replaceAll(/\p{Surrogate}/gu, '\ufffd')
}

import { scanString } from '../text/scan-string.ts'
import { excerpt, textError } from '../text/text-error.ts'

export interface FormulaToken {
  readonly kind: 'number' | 'name' | 'string' | 'symbol' | 'end'
  /** Its offset in the text. */
  readonly at: number
  readonly source: string
  /** Of a string what it stands for. */
  readonly value: string
}

const SPACE = /\s*/y
const KINDS = [
  ['number', /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ['name', /[A-Za-z_]\w*/y],
  ['symbol', /[-+*/(),.]/y],
] as const

/** The tokens of a formula, and its end. */
export function scanFormula(text: string): readonly FormulaToken[] {
  const tokens: FormulaToken[] = []
  for (let at = skipSpace(text, 0); at < text.length; ) {
    const token = next(text, at)
    tokens.push(token)
    at = skipSpace(text, at + token.source.length)
  }
  return [...tokens, { kind: 'end', at: text.length, source: '', value: '' }]
}

function next(text: string, at: number): FormulaToken {
  const first = text.charAt(at)
  if (first === "'" || first === '"') return { ...scanString(text, at), kind: 'string' }
  for (const [kind, pattern] of KINDS) {
    pattern.lastIndex = at
    const source = pattern.exec(text)?.[0]
    if (source !== undefined) return { kind, at, source, value: source }
  }
  throw textError(text, at, `${excerpt(String.fromCodePoint(text.codePointAt(at) ?? 0))} does not belong in a formula`)
}

function skipSpace(text: string, at: number): number {
  SPACE.lastIndex = at
  return at + (SPACE.exec(text)?.[0].length ?? 0)
}

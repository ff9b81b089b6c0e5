import { scanString } from './scan-string.ts'
import { excerpt, textError } from './text-error.ts'

export interface Token {
  readonly kind: 'word' | 'string' | 'number' | 'date' | 'symbol' | 'end'
  /** Its offset in the text. */
  readonly at: number
  /** As it is written. */
  readonly source: string
  /** Of a string what it stands for, otherwise the same as `source`. */
  readonly value: string
}

const SPACE = /\s+|--[^\n]*/y
// A date first: it begins as a number does.
const KINDS = [
  ['date', /\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?/y],
  ['number', /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ['word', /[A-Za-z_]\w*/y],
  ['symbol', /[=!<>]=|[()=<>.,:{}[\]]/y],
] as const

/** The next token at or after an offset. */
export function scan(text: string, from: number): Token {
  const at = skipSpace(text, from)
  if (at >= text.length) return { kind: 'end', at, source: '', value: '' }
  const first = text.charAt(at)
  if (first === "'" || first === '"') return scanString(text, at)
  for (const [kind, pattern] of KINDS) {
    const source = match(pattern, text, at)
    if (source !== null) return { kind, at, source, value: source }
  }
  throw textError(text, at, `${excerpt(String.fromCodePoint(text.codePointAt(at) ?? 0))} does not belong here${HINTS[first] ?? ''}`)
}

const HINTS: Record<string, string> = {
  '&': '; say AND',
  '|': '; say OR',
  '!': '; say NOT',
  '“': "; a text stands between two '",
  '‘': "; a text stands between two '",
  '’': "; a text stands between two '",
}

function skipSpace(text: string, from: number): number {
  let at = from
  for (let space = match(SPACE, text, at); space !== null; space = match(SPACE, text, at)) at += space.length
  return at
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

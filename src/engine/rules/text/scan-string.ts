import type { Token } from './scan.ts'
import { textError } from './text-error.ts'

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', '\\': '\\', "'": "'", '"': '"' }
const CODE_POINT = /\\u(?:([0-9a-fA-F]{4})|\{([0-9a-fA-F]{1,6})\})/y

/**
 * A text between two `'` or two `"`. A backslash before n, r, t, u, a backslash or a quote is an escape; before anything else it stands for itself, as
 * in patterns and in paths with a literal dot.
 */
export function scanString(text: string, at: number): Token {
  const quote = text.charAt(at)
  let value = ''
  let from = at + 1
  for (let i = from; i < text.length; i++) {
    const char = text.charAt(i)
    if (char === quote) return { kind: 'string', at, source: text.slice(at, i + 1), value: value + text.slice(from, i) }
    if (char !== '\\') continue
    const [unescaped, length] = escapeAt(text, i)
    value += text.slice(from, i) + unescaped
    i += length - 1
    from = i + 1
  }
  throw textError(text, at, `the text that begins here has no closing ${quote}`)
}

/** What an escape stands for, and how long it is. */
function escapeAt(text: string, at: number): readonly [string, number] {
  const next = text.charAt(at + 1)
  if (next !== 'u') return Object.hasOwn(ESCAPES, next) ? [ESCAPES[next] ?? '', 2] : ['\\', 1]
  CODE_POINT.lastIndex = at
  const [all = '', four, braced] = CODE_POINT.exec(text) ?? []
  const code = Number.parseInt(four ?? braced ?? '', 16)
  if (!(code <= 0x10ffff)) throw textError(text, at, String.raw`\u is followed by four hexadecimal digits, or by a code point as in \u{1f600}`)
  return [String.fromCharCode(...(code > 0xffff ? surrogates(code) : [code])), all.length]
}

const surrogates = (code: number): readonly [number, number] => [0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff)]

const UNREADABLE = /[\\'\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu
const PRINTED: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\', "'": "\\'" }

/** A text as it is written in a rule, on one line. */
export const printString = (value: string): string =>
  `'${value.replaceAll(UNREADABLE, (char) => PRINTED[char] ?? `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`)}'`

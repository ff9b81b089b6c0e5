import type { InvalidRuleError } from '../invalid-rule.ts'
import { scan, type Token } from './scan.ts'
import { excerpt, textError } from './text-error.ts'

/** More than a rule of the depth that is allowed can need, and few enough for any stack. */
const DEEPEST = 128

/** Goes through the tokens of a text, one by one. */
export interface Reader {
  /** The next token, which stays the next. */
  peek(): Token
  take(): Token
  /** Whether the next token is this symbol or word. */
  sees(source: string): boolean
  /** Whether the next token is this word, in capitals or not. */
  seesKeyword(word: string): boolean
  /** Takes a symbol or word if it is the next token. */
  accept(source: string): boolean
  acceptKeyword(word: string): boolean
  /** Takes a symbol or word that must be the next token. */
  expect(source: string): Token
  /** What is wrong when the next token is not what belongs here. */
  unexpected(what: string): InvalidRuleError
  mistake(at: number, message: string): InvalidRuleError
  /** One level further down; refused before it can exhaust the stack. */
  nest<T>(work: () => T): T
}

export function createReader(text: string): Reader {
  let before: Token | null = null
  let next: Token | null = null
  let depth = 0
  const peek = (): Token => {
    next ??= scan(text, before ? before.at + before.source.length : 0)
    return next
  }
  const take = (): Token => {
    before = peek()
    next = null
    return before
  }
  const sees = (source: string) => (peek().kind === 'word' || peek().kind === 'symbol') && peek().source === source
  const seesKeyword = (word: string) => peek().kind === 'word' && peek().source.toUpperCase() === word
  const mistake = (at: number, message: string) => textError(text, at, message)
  const unexpected = (what: string) => {
    const found = peek().kind === 'end' ? 'the end' : excerpt(peek().source)
    return mistake(peek().at, `expected ${what}${before ? ` after ${excerpt(before.source)}` : ''}, found ${found}`)
  }
  return {
    ...{ peek, take, sees, seesKeyword, mistake, unexpected },
    accept: (source) => sees(source) && Boolean(take()),
    acceptKeyword: (word) => seesKeyword(word) && Boolean(take()),
    expect(source) {
      if (!sees(source)) throw unexpected(source)
      return take()
    },
    nest(work) {
      if (depth >= DEEPEST) throw mistake(peek().at, 'rules nest at most 32 deep')
      depth++
      const result = work()
      depth--
      return result
    },
  }
}

import type { InvalidRuleError } from '../invalid-rule.ts'
import type { PathSegment } from '../rule.ts'
import { excerpt, textError } from '../text/text-error.ts'
import { type Formula, FUNCTIONS, type FunctionName, type Operator } from './formula.ts'
import { type FormulaToken, scanFormula } from './scan-formula.ts'

const LONGEST = 4000
const DEEPEST = 64

/**
 * Reads `round(lifetime_value / coalesce(orders_count, 1)) + 'plan price'.net`: numbers, traits by path, + - * /, parentheses and functions. A part
 * of a path that is not made of letters, digits and _ stands in quotes. Throws InvalidRuleError, with a position.
 */
export function parseFormula(text: string): Formula {
  if (text.length > LONGEST) throw textError(text, LONGEST, `a formula has at most ${LONGEST} characters; this one has ${text.length}`)
  return new FormulaParser(text).parse()
}

class FormulaParser {
  readonly #text: string
  readonly #tokens: readonly FormulaToken[]
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
    this.#tokens = scanFormula(text)
  }

  parse(): Formula {
    const formula = this.#sum()
    if (this.#next.kind !== 'end') throw this.#unexpected('an operator or the end')
    return formula
  }

  get #next(): FormulaToken {
    return this.#tokens[this.#at] as FormulaToken
  }

  #accept(symbol: string): boolean {
    if (this.#next.kind !== 'symbol' || this.#next.source !== symbol) return false
    this.#at++
    return true
  }

  #expect(symbol: string): void {
    if (!this.#accept(symbol)) throw this.#unexpected(symbol)
  }

  #sum(): Formula {
    return this.#operations(['+', '-'], () => this.#product())
  }

  #product(): Formula {
    return this.#operations(['*', '/'], () => this.#signed())
  }

  #operations(operators: readonly Operator[], operand: () => Formula): Formula {
    let left = operand()
    for (;;) {
      const operator = operators.find((one) => this.#accept(one))
      if (!operator) return left
      left = { kind: 'operation', operator, left, right: operand() }
    }
  }

  /** One level further down; refused before it can exhaust the stack. */
  #signed(): Formula {
    if (++this.#depth > DEEPEST) throw textError(this.#text, this.#next.at, `formulas nest at most ${DEEPEST} deep`)
    const formula: Formula = this.#accept('-') ? { kind: 'negative', of: this.#signed() } : this.#operand()
    this.#depth--
    return formula
  }

  #operand(): Formula {
    if (this.#accept('(')) {
      const inner = this.#sum()
      this.#expect(')')
      return inner
    }
    const token = this.#next
    if (token.kind === 'number') return this.#number()
    if (token.kind === 'name' && this.#tokens[this.#at + 1]?.source === '(') return this.#call()
    if (token.kind !== 'name' && token.kind !== 'string') throw this.#unexpected('a number, a trait, a function or (')
    return { kind: 'trait', path: this.#path() }
  }

  #number(): Formula {
    const { at, source } = this.#next
    const value = Number(source)
    if (!Number.isFinite(value)) throw textError(this.#text, at, `${excerpt(source)} is too large`)
    this.#at++
    return { kind: 'number', value }
  }

  #path(): readonly PathSegment[] {
    const path: PathSegment[] = []
    do {
      const { kind, value, at } = this.#next
      // A digit after a dot is an index, which a list has.
      if (kind !== 'name' && kind !== 'string' && !(kind === 'number' && path.length > 0)) throw this.#unexpected('a part of a path')
      if (value === '') throw textError(this.#text, at, 'a part of a path is not empty')
      this.#at++
      path.push({ kind: 'key', key: value })
    } while (this.#accept('.'))
    return path
  }

  #call(): Formula {
    const { at, source } = this.#next
    const name = (Object.keys(FUNCTIONS) as FunctionName[]).find((one) => one === source)
    if (!name) throw textError(this.#text, at, `there is no function ${excerpt(source)}; there are ${Object.keys(FUNCTIONS).join(', ')}`)
    this.#at++
    this.#expect('(')
    const args = [this.#sum()]
    while (this.#accept(',')) args.push(this.#sum())
    this.#expect(')')
    const most = FUNCTIONS[name]
    if (args.length > most)
      throw textError(this.#text, at, `${name} takes at most ${most} ${most === 1 ? 'value' : 'values'}; here are ${args.length}`)
    return { kind: 'call', name, args }
  }

  #unexpected(what: string): InvalidRuleError {
    const found = this.#next.kind === 'end' ? 'the end' : excerpt(this.#next.source)
    return textError(this.#text, this.#next.at, `expected ${what}, found ${found}`)
  }
}

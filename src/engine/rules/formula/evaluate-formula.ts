import type { JsonObject } from '../../json.ts'
import { valuesAt } from '../match-path.ts'
import type { Formula, FunctionName, Operator } from './formula.ts'

export type FormulaValue = (traits: JsonObject) => number | null

/** Turns a formula into a function, once. Null: something that it needs is missing or no number, or it comes to no finite number. */
export function compileFormula(formula: Formula): FormulaValue {
  switch (formula.kind) {
    case 'number':
      return () => formula.value
    case 'trait':
      return (traits) => {
        const [value] = valuesAt(traits, formula.path)
        return typeof value === 'number' ? value : null
      }
    case 'negative': {
      const of = compileFormula(formula.of)
      return (traits) => finite(of(traits), (value) => -value)
    }
    case 'operation':
      return compileOperation(formula)
    case 'call':
      return compileCall(formula.name, formula.args.map(compileFormula))
  }
}

function compileOperation({ operator, left, right }: Extract<Formula, { kind: 'operation' }>): FormulaValue {
  const [a, b] = [compileFormula(left), compileFormula(right)]
  return (traits) => {
    const [x, y] = [a(traits), b(traits)]
    return y === null ? null : finite(x, (value) => operate(operator, value, y))
  }
}

function operate(operator: Operator, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return a / b
  }
}

function compileCall(name: FunctionName, args: readonly FormulaValue[]): FormulaValue {
  if (name === 'coalesce') {
    return (traits) => {
      for (const arg of args) {
        const value = arg(traits)
        if (value !== null) return value
      }
      return null
    }
  }
  return (traits) => {
    const values: number[] = []
    for (const arg of args) {
      const value = arg(traits)
      if (value === null) return null
      values.push(value)
    }
    return finite(0, () => call(name, values))
  }
}

function call(name: Exclude<FunctionName, 'coalesce'>, values: readonly number[]): number {
  const [first = 0] = values
  switch (name) {
    case 'abs':
      return Math.abs(first)
    case 'ceil':
      return Math.ceil(first)
    case 'floor':
      return Math.floor(first)
    case 'round':
      // Halves go up, also those below zero.
      return Math.floor(first + 0.5)
    case 'max':
      return Math.max(...values)
    case 'min':
      return Math.min(...values)
  }
}

function finite(value: number | null, work: (value: number) => number): number | null {
  if (value === null) return null
  const result = work(value)
  // Adding 0 turns -0, which JSON cannot tell from 0, into 0.
  return Number.isFinite(result) ? result + 0 : null
}

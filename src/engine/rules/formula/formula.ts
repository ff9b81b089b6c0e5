import type { Path } from '../rule.ts'

/** Arithmetic over traits, in IEEE doubles. */
export type Formula =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'trait'; readonly path: Path }
  | { readonly kind: 'negative'; readonly of: Formula }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly left: Formula; readonly right: Formula }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly args: readonly Formula[] }

export type Operator = '+' | '-' | '*' | '/'

/** The functions, with how many arguments each takes at most. */
export const FUNCTIONS = { abs: 1, ceil: 1, coalesce: 32, floor: 1, max: 32, min: 32, round: 1 } as const

export type FunctionName = keyof typeof FUNCTIONS

/** The paths of the traits that a formula reads, in its order. */
export function* traitPaths(formula: Formula): Generator<Path> {
  switch (formula.kind) {
    case 'number':
      return
    case 'trait':
      yield formula.path
      return
    case 'negative':
      yield* traitPaths(formula.of)
      return
    case 'operation':
      yield* traitPaths(formula.left)
      yield* traitPaths(formula.right)
      return
    case 'call':
      for (const one of formula.args) yield* traitPaths(one)
      return
  }
}

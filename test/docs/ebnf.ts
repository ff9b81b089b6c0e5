import type { Random } from '../helpers/random-query.ts'

/** A grammar in EBNF, by the names of its rules. */
export type Grammar = ReadonlyMap<string, Expression>

type Expression =
  | { readonly kind: 'terminal' | 'name'; readonly text: string }
  | { readonly kind: 'sequence' | 'choice'; readonly of: readonly Expression[] }
  | { readonly kind: 'optional' | 'repeated'; readonly of: Expression }

export function parseGrammar(text: string): Grammar {
  const tokens = text.match(/"[^"]*"|\w+|[=;|(){}[\]]/g) ?? []
  let at = 0
  const accept = (token: string) => tokens[at] === token && Boolean(++at)
  const choice = (): Expression => {
    const of = [sequence()]
    while (accept('|')) of.push(sequence())
    return { kind: 'choice', of }
  }
  const sequence = (): Expression => {
    const of: Expression[] = []
    while (at < tokens.length && !['|', ')', '}', ']', ';'].includes(tokens[at] ?? '')) of.push(item())
    return { kind: 'sequence', of }
  }
  const enclosed = (close: string): Expression => {
    const inner = choice()
    if (!accept(close)) throw new Error(`${close} is missing before ${tokens.slice(at, at + 3).join(' ')}.`)
    return inner
  }
  const item = (): Expression => {
    if (accept('(')) return enclosed(')')
    if (accept('[')) return { kind: 'optional', of: enclosed(']') }
    if (accept('{')) return { kind: 'repeated', of: enclosed('}') }
    const token = tokens[at++] ?? ''
    return token.startsWith('"') ? { kind: 'terminal', text: token.slice(1, -1) } : { kind: 'name', text: token }
  }
  const rules = new Map<string, Expression>()
  while (at < tokens.length) {
    const name = tokens[at++] ?? ''
    if (!accept('=')) throw new Error(`${name} has no definition.`)
    rules.set(name, enclosed(';'))
  }
  return rules
}

export function* terminalsOf(expression: Expression): Generator<string> {
  if (expression.kind === 'terminal') yield expression.text
  if (expression.kind === 'sequence' || expression.kind === 'choice') for (const one of expression.of) yield* terminalsOf(one)
  if (expression.kind === 'optional' || expression.kind === 'repeated') yield* terminalsOf(expression.of)
}

/** A random sentence, word by word, of names and of `words` for the names that the grammar leaves open. */
export function sentence(grammar: Grammar, random: Random, words: Readonly<Record<string, readonly string[]>>): string {
  const expand = (expression: Expression, depth: number): string => {
    switch (expression.kind) {
      case 'terminal':
        return expression.text
      case 'name': {
        const rule = grammar.get(expression.text)
        const open = words[expression.text]
        if (rule) return expand(rule, depth + 1)
        if (!open) throw new Error(`${expression.text} is not defined.`)
        return open[random(open.length)] ?? ''
      }
      case 'sequence':
        return expression.of.map((one) => expand(one, depth)).join(' ')
      case 'choice':
        // Far down, the last way, which the grammar keeps free of itself.
        return expand(expression.of[depth > 14 ? expression.of.length - 1 : random(expression.of.length)] ?? expression, depth)
      case 'optional':
        return depth > 14 || random(2) === 0 ? '' : expand(expression.of, depth)
      case 'repeated':
        return depth > 14 ? '' : Array.from({ length: random(3) }, () => expand(expression.of, depth)).join(' ')
    }
  }
  return expand({ kind: 'name', text: [...grammar.keys()][0] ?? '' }, 0)
}

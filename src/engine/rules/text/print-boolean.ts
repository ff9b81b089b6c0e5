/** A printed expression, and how its parts hang together: a list of at least two does less than anything else. */
export interface Printed {
  readonly text: string
  readonly kind: 'all' | 'any' | 'one'
}

export const one = (text: string): Printed => ({ text, kind: 'one' })

const enclose = ({ text, kind }: Printed): string => (kind === 'one' ? text : `(${text})`)

export const printPrefixed = (word: string, part: Printed): Printed => one(`${word} ${enclose(part)}`)

export const printNot = (part: Printed): Printed => printPrefixed('NOT', part)

/** With no more parentheses than it takes to read the same rule again. */
export function printList(kind: 'all' | 'any', parts: readonly Printed[]): Printed {
  const [first, second] = parts
  if (!first) return one(kind === 'all' ? 'true' : 'false')
  if (!second) return one(`(${kind === 'all' ? 'AND' : 'OR'} ${enclose(first)})`)
  return kind === 'all'
    ? { text: parts.map(enclose).join(' AND '), kind }
    : { text: parts.map((part) => (part.kind === 'all' ? part.text : enclose(part))).join(' OR '), kind }
}

/** A part of an ordered list: what lies between two keys, from its front or, reversed, from its back. */
export interface Slice<Key> {
  readonly after: Key | null
  readonly before: Key | null
  readonly limit: number
  readonly reverse: boolean
}

export type Direction = 'asc' | 'desc'

/** The direction to read in: lists are read from the back by reading them the other way round. */
export const readingDirection = (listed: Direction, reverse: boolean): Direction => ((listed === 'asc') !== reverse ? 'asc' : 'desc')

/** The comparison that holds for what comes after, or before, a key in a list of this direction. */
export const comparison = (listed: Direction, side: 'after' | 'before'): '<' | '>' => ((listed === 'asc') === (side === 'after') ? '>' : '<')

/** Collects values for a statement, answering the placeholder of each. */
export function parameters(...values: unknown[]): { readonly values: unknown[]; bind(value: unknown): string } {
  return {
    values,
    bind(value) {
      values.push(value)
      return `$${values.length}`
    },
  }
}

/** Rows as they come, by the number of the parent that each belongs to; at most `limit` each, in the order of the list. */
export function perParent<Row extends { readonly of: number }>(
  rows: readonly Row[],
  parents: number,
  { limit, reverse }: Pick<Slice<unknown>, 'limit' | 'reverse'>,
): Row[][] {
  const lists = Array.from({ length: parents }, (): Row[] => [])
  for (const row of rows) {
    const list = lists[row.of]
    if (list && list.length < limit) list.push(row)
  }
  if (reverse) for (const list of lists) list.reverse()
  return lists
}

/** What counting stops at; more is "at least that many". */
export const COUNT_CAP = 10_000

/** Counts by the number of the parent that each belongs to. */
export function countsPerParent(rows: readonly { readonly of: number; readonly count: string }[], parents: number): number[] {
  const counts = new Array<number>(parents).fill(0)
  for (const { of, count } of rows) counts[of] = (counts[of] ?? 0) + Number(count)
  return counts
}

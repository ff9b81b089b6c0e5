/** A part of an ordered list: what lies between two keys, from its front or, reversed, from its back. */
export interface Slice<Key> {
  readonly after: Key | null
  readonly before: Key | null
  /** Written into statements, not bound: with a limit that it does not know, Postgres plans anew for each execution. */
  readonly limit: number
  readonly reverse: boolean
}

export type Direction = 'asc' | 'desc'

/** The direction to read in: lists are read from the back by reading them the other way round. */
export const readingDirection = (listed: Direction, reverse: boolean): Direction => ((listed === 'asc') !== reverse ? 'asc' : 'desc')

/** The comparison that holds for what comes after, or before, a key in a list of this direction. */
export const comparison = (listed: Direction, side: 'after' | 'before'): '<' | '>' => ((listed === 'asc') === (side === 'after') ? '>' : '<')

/** Collects a value for a statement, answering its placeholder. */
export type Bind = (value: unknown) => string

/** Collects values for a statement. */
export function parameters(...values: unknown[]): { readonly values: unknown[]; readonly bind: Bind } {
  return {
    values,
    bind(value) {
      values.push(value)
      return `$${values.length}`
    },
  }
}

interface Within<Key> {
  readonly listed: Direction
  readonly row: string
  keyRow(key: Key): string
  /** The keys themselves, too. */
  readonly inclusive?: boolean
}

/** The condition that a row lies within the slice: `row` is what it is ordered by, `keyRow` the same of a key. */
export function within<Key>(
  { after, before }: Pick<Slice<Key>, 'after' | 'before'>,
  { listed, row, keyRow, inclusive = false }: Within<Key>,
): string {
  const side = (name: 'after' | 'before', key: Key | null) =>
    key === null ? '' : ` and ${row} ${comparison(listed, name)}${inclusive ? '=' : ''} ${keyRow(key)}`
  return side('after', after) + side('before', before)
}

/** What is read of a row, by the name that it has in the program. */
export type Columns<Row> = { readonly [name in keyof Row]: string }

/** The columns of a select, all or those wanted. */
export function selectList<Row>(
  columns: Columns<Row>,
  wanted: Iterable<keyof Row & string> = Object.keys(columns) as (keyof Row & string)[],
): string {
  return Array.from(wanted, (name) => `${columns[name]} as "${name}"`).join(', ')
}

/** Parents with every id that each ever had, as rows (of, ids). */
export const everyIdOf = (bind: Bind, parents: readonly (readonly string[])[]): string =>
  `(select place::int - 1 as of, ids::uuid[] as ids from unnest(${bind(parents.map((ids) => `{${ids.join(',')}}`))}::text[]) with ordinality as given (ids, place)) parent`

/** Rows as they come, by the number of the parent that each belongs to, in the order of the list. */
export function perParent<Row extends { readonly of: number }>(
  rows: readonly Row[],
  parents: number,
  { reverse }: Pick<Slice<unknown>, 'reverse'>,
): Row[][] {
  const lists = Array.from({ length: parents }, (): Row[] => [])
  for (const row of rows) lists[row.of]?.push(row)
  if (reverse) for (const list of lists) list.reverse()
  return lists
}

/** What counting stops at; more is "at least that many". */
export const COUNT_CAP = 10_000

/** Counts rows, at most a little more than COUNT_CAP. */
export const countUpToCap = (rows: string): string => `select count(*) from (${rows} limit ${COUNT_CAP + 1}) counted`

/** Counts by the number of the parent that each belongs to. */
export function countsPerParent(rows: readonly { readonly of: number; readonly count: string }[], parents: number): number[] {
  const counts = new Array<number>(parents).fill(0)
  for (const { of, count } of rows) counts[of] = (counts[of] ?? 0) + Number(count)
  return counts
}

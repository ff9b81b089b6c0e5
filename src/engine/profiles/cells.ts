import type { Columns } from './slice.ts'

/*
 * What a statement of a plan answers: one text of cells, each with its end behind it, in the order in which they are read again. Postgres would build
 * the JSON of a row anew on each level that it is nested in, and Node would parse all of it, though most is only passed on.
 */

/** Of what is written in cells nothing has it: JSON writes it as \u001f. */
const END = '\u001f'
const SQL_END = `E'\\x1f'`

/** What a statement says, and how it is read again. */
export interface Written<Value> {
  /** An expression of text, never null. */
  readonly sql: string
  read(cells: Cells): Value
}

export class Cells {
  readonly #cells: readonly string[]
  #at = 0

  constructor(text: string) {
    this.#cells = text.split(END)
  }

  next(): string {
    const cell = this.#cells[this.#at++]
    if (cell === undefined) throw new Error('A statement has answered less than is read of it.')
    return cell
  }
}

/** How the values of a column are written, and read again; an empty cell is null. */
interface Column {
  text(sql: string): string
  value(cell: string): unknown
}

const AS_IT_IS = (sql: string): string => `(${sql})::text`
const UUID: Column = { text: AS_IT_IS, value: (cell) => cell }
const NUMBER: Column = { text: AS_IT_IS, value: Number }
/** Strings, enums, lists: what may have the end of a cell within it. */
const ANY: Column = { text: (sql) => `to_json((${sql}))::text`, value: JSON.parse }

/** By name, which says the same in every table. */
const COLUMNS: ReadonlyMap<string, Column> = new Map([
  ...['id', 'profileId', 'audienceId', 'sourceId', 'listedAs'].map((name) => [name, UUID] as const),
  ...['since', 'timestamp', 'originalTimestamp', 'sentAt', 'receivedAt', 'createdAt', 'updatedAt', 'firstSeenAt', 'lastSeenAt', 'version'].map(
    (name) => [name, NUMBER] as const,
  ),
])

/** Objects that are passed on as they were read, unless somebody looks into them. */
const JSON_COLUMNS = ['traits', 'properties', 'context', 'integrations'] as const
type JsonColumn = (typeof JSON_COLUMNS)[number]
const isJsonColumn = (name: string): name is JsonColumn => JSON_COLUMNS.some((column) => column === name)

/** A row as it is loaded: its columns, and the parts that were loaded with it. */
export class LoadedRow {
  [column: string]: unknown
}

const textColumn = (name: JsonColumn): string => `${name} as text`

for (const name of JSON_COLUMNS)
  Object.defineProperty(LoadedRow.prototype, name, {
    get(this: LoadedRow) {
      const text = this[textColumn(name)]
      return typeof text === 'string' ? JSON.parse(text) : text
    },
  })

/** The JSON of a column as Postgres writes it; undefined: there is none, or not as text. */
export function jsonText(row: unknown, column: string): string | undefined {
  if (!(row instanceof LoadedRow) || !isJsonColumn(column)) return undefined
  const text = row[textColumn(column)]
  return typeof text === 'string' ? text : undefined
}

export interface NamedCells extends Written<unknown> {
  readonly name: string
}

/** A column of a row, or something that is computed. */
export function cell(name: string, sql: string): NamedCells {
  const { text, value } = isJsonColumn(name) ? UUID : (COLUMNS.get(name) ?? ANY)
  return {
    name: isJsonColumn(name) ? textColumn(name) : name,
    sql: `coalesce(${text(sql)}, '') || ${SQL_END}`,
    read(cells) {
      const written = cells.next()
      return written === '' ? null : value(written)
    },
  }
}

/** The columns of a row that are wanted. */
export const cellsOf = <Row>(columns: Columns<Row>, wanted: ReadonlySet<string>): NamedCells[] =>
  (Object.entries(columns) as [string, string][]).flatMap(([name, sql]) => (wanted.has(name) ? [cell(name, sql)] : []))

/** The cells of one row. */
export function rowCells(named: readonly NamedCells[]): Written<LoadedRow> {
  return {
    sql: named.map(({ sql }) => sql).join(' || ') || `''`,
    read(cells) {
      const row = new LoadedRow()
      for (const { name, read } of named) row[name] = read(cells)
      return row
    },
  }
}

/** One row, or none. */
export const oneRow = ({ sql, read }: Written<LoadedRow>, from: string): Written<LoadedRow | null> => orNone(`(select ${sql} from ${from})`, read)

/** The same by the expression of a row, null where there is none. */
export const orNone = (sql: string, read: (cells: Cells) => LoadedRow): Written<LoadedRow | null> => ({
  sql: `coalesce('+' || ${SQL_END} || ${sql}, ${SQL_END})`,
  read: (cells) => (cells.next() === '' ? null : read(cells)),
})

/** The rows of a statement, in its order: each is the text of an expression, and left out where that is null. */
export const manyRows = (sql: string, from: string, read: (cells: Cells) => LoadedRow): Written<LoadedRow[]> => ({
  // `offset 0` keeps each row computed once.
  sql: `(select count(row) || ${SQL_END} || coalesce(string_agg(row, ''), '') from (select ${sql} as row from ${from} offset 0) listed)`,
  read: (cells) => Array.from({ length: Number(cells.next()) }, () => read(cells)),
})

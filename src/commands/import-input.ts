import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { openCsv } from '../engine/import/csv/csv-format.ts'
import { CELL_TYPES, type CellType, CsvMap } from '../engine/import/csv/csv-map.ts'
import { type ImportFormat, NDJSON } from '../engine/import/import-format.ts'
import { openSourceFile, type SourceFile } from '../engine/import/source-file.ts'
import type { Json } from '../engine/json.ts'
import { reasonOf, StartupError } from './startup-error.ts'

/** What a user says of a file to import. */
export interface InputOptions {
  readonly file: string
  readonly format?: string | undefined
  readonly map?: string | undefined
  readonly column: readonly string[]
  readonly set: readonly string[]
  readonly rest?: string | undefined
  readonly delimiter?: string | undefined
  readonly encoding?: string | undefined
}

export interface Input {
  readonly file: SourceFile
  readonly format: ImportFormat
  /** Columns of CSV that go nowhere. */
  readonly unused: readonly string[]
}

/** Opens a file as what it is; throws StartupError or ValidationError where that is not clear. */
export async function openInput(options: InputOptions): Promise<Input> {
  const file = await openSourceFile(options.file)
  if (!isCsv(options)) return { file, format: NDJSON, unused: [] }
  const csv = await openCsv(file, csvMap(options))
  return { file: csv.file, format: csv.format, unused: csv.plan.unused }
}

function isCsv({ file, format, map, column, set, rest, delimiter, encoding }: InputOptions): boolean {
  if (format !== undefined && format !== 'csv' && format !== 'ndjson') throw new StartupError(`--format is csv or ndjson, not ${format}.`)
  const csv = format === undefined ? /\.[ct]sv(\.gz)?$/i.test(file) : format === 'csv'
  const said = [map, rest, delimiter, encoding, column[0], set[0]].some((option) => option !== undefined)
  if (said && !csv)
    throw new StartupError('--map, --column, --set, --rest, --delimiter and --encoding are for CSV; say --format csv if the file is CSV.')
  return csv
}

/** The mapping of the file named, with what the options add to it. */
function csvMap({ map: path, column, set, rest, delimiter, encoding }: InputOptions): CsvMap {
  const map = path === undefined ? {} : readMap(path)
  const columns = Object.fromEntries(column.map(columnOf))
  const constants = Object.fromEntries(set.map(constantOf))
  const merged = {
    ...map,
    ...(column.length > 0 && { columns: { ...map.columns, ...columns } }),
    ...(set.length > 0 && { constants: { ...map.constants, ...constants } }),
    ...(rest !== undefined && { rest }),
    ...(delimiter !== undefined && { delimiter: delimiter === 'tab' || delimiter === '\\t' ? '\t' : delimiter }),
    ...(encoding !== undefined && { encoding: encoding.toLowerCase() }),
  }
  return checked(merged, 'The options say what is no mapping')
}

function readMap(path: string): CsvMap {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new StartupError(`The mapping ${path} cannot be read: ${reasonOf(error)}.`, { cause: error })
  }
  try {
    return checked(JSON.parse(text), `The mapping ${path} is wrong`)
  } catch (error) {
    throw error instanceof SyntaxError ? new StartupError(`The mapping ${path} is no JSON: ${error.message}.`, { cause: error }) : error
  }
}

function checked(map: unknown, complaint: string): CsvMap {
  const parsed = CsvMap.safeParse(map)
  if (!parsed.success) throw new StartupError(`${complaint}:\n${z.prettifyError(parsed.error)}`)
  return parsed.data
}

/** NAME=TARGET, with a type and the format of a date after colons. */
function columnOf(option: string): [string, { to: string; type?: CellType; format?: string }] {
  const [, name = '', to = '', type, format] = /^(.+?)=([^=:]+)(?::(\w+)(?::(.+))?)?$/.exec(option) ?? []
  if (name === '') throw new StartupError(`--column is NAME=TARGET, such as --column mrr=traits.mrr:number, not ${option}.`)
  const known = CELL_TYPES.find((one) => one === type)
  if (type !== undefined && !known) throw new StartupError(`--column ${option}: the type is one of ${CELL_TYPES.join(', ')}.`)
  return [name, { to, ...(known && { type: known }), ...(format !== undefined && { format }) }]
}

/** TARGET=VALUE; within traits, properties and context JSON is what it says, elsewhere all is text. */
function constantOf(option: string): [string, Json] {
  const at = option.indexOf('=')
  if (at < 1) throw new StartupError(`--set is TARGET=VALUE, such as --set type=identify, not ${option}.`)
  const [target, text] = [option.slice(0, at), option.slice(at + 1)]
  return [target, target.includes('.') ? jsonOrText(text) : text]
}

function jsonOrText(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}

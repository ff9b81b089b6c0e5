import { createHash } from 'node:crypto'
import { type CsvError, parse } from 'csv-parse/sync'
import { ValidationError } from '../../errors.ts'
import { reject } from '../../ingest/rejection.ts'
import type { Json } from '../../json.ts'
import { type Draft, emptyDraft, setPath } from '../../set-path.ts'
import { GROUP_LIMITS, type ImportFormat } from '../import-format.ts'
import { type CallLine, refused, toCall } from '../read-call-line.ts'
import type { Line } from '../read-lines.ts'
import type { SourceFile } from '../source-file.ts'
import { csvContent, detectEncoding, type Encoding } from './csv-content.ts'
import type { CsvMap } from './csv-map.ts'
import { planColumns, type RowPlan } from './plan-columns.ts'
import { readCell } from './read-cell.ts'
import { readRecords } from './read-records.ts'

/** More than a call may have, because quotes and spaces do not count there. */
const MAX_RECORD_BYTES = 64 * 1024

export interface CsvFile {
  /** The file, known by its content and by what is made of it: another mapping is another import, with message ids of its own. */
  readonly file: SourceFile
  readonly format: ImportFormat
  readonly plan: RowPlan
}

interface Dialect {
  readonly delimiter: string
  readonly quote: string
  readonly encoding: Encoding
}

/** Reads the header of a CSV file and decides what its columns are. Throws ValidationError where that is not clear. */
export async function openCsv(file: SourceFile, map: CsvMap): Promise<CsvFile> {
  const encoding = map.encoding ?? (await detectEncoding(file))
  const first = await firstRecord(file, { quote: map.quote ?? '"', encoding, delimiter: map.delimiter ?? null })
  const dialect = { quote: map.quote ?? '"', encoding, delimiter: map.delimiter ?? likelyDelimiter(file.path, first.text) }
  const header = parseRecord(Buffer.from(first.text), dialect).map((name) => name.trim())
  const plan = planColumns(header, map)
  const { columns = {}, constants = {}, rest = null } = map
  const digest = createHash('sha256')
    .update(`csv 1 ${file.digest} ${JSON.stringify([dialect, Object.entries(columns).sort(byKey), Object.entries(constants).sort(byKey), rest])}`)
    .digest('hex')
  return { file: { ...file, digest }, format: csvFormat(dialect, plan, first), plan }
}

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1)

interface FirstRecord {
  readonly text: string
  readonly end: number
  readonly lines: number
}

async function firstRecord(
  file: SourceFile,
  { quote, encoding, delimiter }: { quote: string; encoding: Encoding; delimiter: string | null },
): Promise<FirstRecord> {
  const { chunks } = csvContent(file, 0, encoding)
  // Which delimiter it is makes no difference to where the header ends, unless a quoted name has a line feed.
  const marks = { quote: quote.charCodeAt(0), delimiter: (delimiter ?? ',').charCodeAt(0) }
  for await (const { lines, end, count } of readRecords(chunks, {
    offset: 0,
    line: 0,
    ...marks,
    maxRecordBytes: MAX_RECORD_BYTES,
    groupLines: 1,
    groupBytes: 1,
  })) {
    const [line] = lines
    if (!line || line.tooLong || line.unclosed) throw new ValidationError('The first line is no header.')
    const text = line.bytes.toString('utf8').replace(/^\ufeff/, '')
    if (text.trim() === '') throw new ValidationError('The first line is empty; it names the columns.')
    return { text, end, lines: count }
  }
  throw new ValidationError('The file is empty.')
}

/** What the header has most of. */
function likelyDelimiter(path: string, header: string): string {
  if (/\.tsv(\.gz)?$/i.test(path)) return '\t'
  const unquoted = header.replaceAll(/"[^"]*"/g, '')
  const counts = [',', ';', '\t', '|'].map((mark) => ({ mark, count: unquoted.split(mark).length }))
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).mark
}

function csvFormat(dialect: Dialect, plan: RowPlan, first: FirstRecord): ImportFormat {
  const marks = { delimiter: dialect.delimiter.charCodeAt(0), quote: dialect.quote.charCodeAt(0) }
  return {
    read(file, from) {
      const begin = from.offset === 0 ? { offset: first.end, line: first.lines } : { offset: from.offset, line: from.lines }
      const { chunks, bytesRead } = csvContent(file, begin.offset, dialect.encoding)
      return { groups: readRecords(chunks, { ...begin, ...marks, maxRecordBytes: MAX_RECORD_BYTES, ...GROUP_LIMITS }), bytesRead }
    },
    call: (line, messageId) => readRow(line, messageId, { dialect, plan }),
  }
}

function readRow(line: Line, messageId: string, { dialect, plan }: { dialect: Dialect; plan: RowPlan }): CallLine {
  if (line.tooLong) return bad(`The row is longer than ${MAX_RECORD_BYTES / 1024} KB.`, null)
  const text = line.bytes.toString('utf8')
  if (line.unclosed) return bad('A quote that is opened here is not closed.', text)
  if (text.trim() === '') return { kind: 'blank' }
  const cells = cellsOf(line.bytes, dialect)
  if (typeof cells === 'string') return bad(cells, text)
  if (cells.length !== plan.width) return bad(`The row has ${cells.length} cells, but the header names ${plan.width} columns.`, text)
  const row = toDraft(cells, plan)
  return typeof row === 'string'
    ? bad(row, Object.fromEntries(plan.header.map((name, i) => [name, cells[i] ?? ''])))
    : toCall(row, Buffer.from(JSON.stringify(row)), messageId)
}

/** The call of a row, or what is wrong with a cell. */
function toDraft(cells: readonly string[], { columns, constants, type }: RowPlan): Draft | string {
  const draft = emptyDraft()
  draft['type'] = type
  for (const { path, value } of constants) setPath(draft, path, value)
  for (const column of columns) {
    const text = cells[column.index] ?? ''
    if (text === '') continue
    const cell = readCell(text, column)
    if ('problem' in cell) return `Column "${column.name}": ${cell.problem}.`
    for (const path of column.paths) setPath(draft, path, cell.value)
  }
  return draft
}

function cellsOf(record: Buffer, dialect: Dialect): readonly string[] | string {
  try {
    return parseRecord(record, dialect)
  } catch (error) {
    if (!isCsvError(error)) throw error
    return `The row is no CSV: ${error.code === 'INVALID_OPENING_QUOTE' ? 'a quote within a field that has none around it' : 'a quote that does not end its field'}; write it twice within quotes.`
  }
}

const isCsvError = (error: unknown): error is CsvError => error instanceof Error && 'code' in error

function parseRecord(record: Buffer, { delimiter, quote }: Pick<Dialect, 'delimiter' | 'quote'>): string[] {
  const [cells = []] = parse(record, { delimiter, quote, escape: quote, record_delimiter: '\n', relax_column_count: true }) as string[][]
  return cells
}

const bad = (message: string, sample: Json): CallLine => refused(reject('bad_request', message), sample)

import { ValidationError } from '../../errors.ts'
import type { Json } from '../../json.ts'
import { parsePath } from '../../rules/path.ts'
import { CELL_TYPES, type CellType, type ColumnMap, type CsvMap, columnMap } from './csv-map.ts'
import { datePattern } from './date-pattern.ts'
import type { CellReader } from './read-cell.ts'

/** A column that is used: where its cells go, and what they are. */
export interface Column extends CellReader {
  readonly index: number
  readonly name: string
  readonly paths: readonly (readonly string[])[]
}

/** How a row becomes a call. */
export interface RowPlan {
  readonly width: number
  readonly header: readonly string[]
  readonly columns: readonly Column[]
  readonly constants: readonly { readonly path: readonly string[]; readonly value: Json }[]
  /** The type of a call whose row does not say it. */
  readonly type: string
  /** Columns that go nowhere. */
  readonly unused: readonly string[]
}

const FIELDS: ReadonlySet<string> = new Set([
  'type',
  'event',
  'userId',
  'anonymousId',
  'groupId',
  'previousId',
  'messageId',
  'timestamp',
  'name',
  'category',
])
const ROOTS: ReadonlySet<string> = new Set(['traits', 'properties', 'context'])
const TARGETS = `${[...FIELDS].join(', ')}, traits.NAME, properties.NAME or context.NAME`
/** What must stay text, though it may look like a number. */
const TEXTS: ReadonlySet<string> = new Set(['traits.email', 'traits.phone'])
const SENDERS = ['userId', 'anonymousId', 'context.externalIds']

/** Decides what happens to each column of a header. Throws ValidationError where that is not clear. */
export function planColumns(header: readonly string[], map: CsvMap): RowPlan {
  checkHeader(header, map)
  const named = new Map(Object.entries(map.columns ?? {}).map(([name, column]) => [name, columnMap(column)]))
  const columns: Column[] = []
  const unused: string[] = []
  for (const [index, name] of header.entries()) {
    const column = named.get(name) ?? byName(name) ?? (map.rest ? { to: `${map.rest}.${name.replaceAll('.', '\\.')}` } : null)
    if (column) columns.push(planColumn(index, name, column))
    else unused.push(name)
  }
  if (unused.length > 0 && map.columns === undefined) throw unclear(unused)
  const constants = Object.entries(map.constants ?? {}).map(([target, value]) => ({ path: pathOf(target, `The constant ${target}`), value }))
  const targets = [...columns.flatMap(({ paths }) => paths), ...constants.map(({ path }) => path)].map((path) => path.join('.'))
  checkTargets(targets)
  return { width: header.length, header, columns, constants, type: targets.includes('event') ? 'track' : 'identify', unused }
}

function checkHeader(header: readonly string[], { columns = {} }: CsvMap): void {
  const empty = header.indexOf('')
  if (empty >= 0) throw new ValidationError(`The header names no column ${empty + 1}.`)
  const twice = header.find((name, index) => header.indexOf(name) !== index)
  if (twice !== undefined) throw new ValidationError(`The header names the column "${twice}" twice.`)
  const missing = Object.keys(columns).find((name) => !header.includes(name))
  if (missing !== undefined) throw new ValidationError(`There is no column "${missing}"; the header has: ${header.join(', ')}.`)
}

/** A header that is a target says where its column goes, and maybe after a colon what its cells are. */
function byName(name: string): ColumnMap | null {
  const [, target = '', type] = /^(.*?)(?::(\w+))?$/.exec(name) ?? []
  if (type !== undefined && !isCellType(type)) return null
  return targetPath(target) ? { to: target, ...(type !== undefined && { type }) } : null
}

const isCellType = (text: string): text is CellType => (CELL_TYPES as readonly string[]).includes(text)

function planColumn(index: number, name: string, { to, type, format = 'iso', zone = 'UTC', decimal = '.' }: ColumnMap): Column {
  const targets = typeof to === 'string' ? [to] : to
  const paths = targets.map((target) => pathOf(target, `The column "${name}"`))
  const date = datePattern(format, zone)
  if (!date)
    throw new ValidationError(
      `The column "${name}" has a format or zone that is none: iso, unix, unix_ms, or yyyy, MM, dd, HH, mm, ss, SSS with anything between, such as dd.MM.yyyy; UTC or an offset such as +02:00.`,
    )
  return { index, name, paths, type: type ?? typeFor(targets), decimal, date }
}

function typeFor(targets: readonly string[]): CellType {
  if (targets.includes('timestamp')) return 'date'
  return targets.some((target) => FIELDS.has(target) || TEXTS.has(target)) ? 'string' : 'auto'
}

function targetPath(target: string): readonly string[] | null {
  if (FIELDS.has(target)) return [target]
  const keys = parsePath(target)?.map((segment) => (segment.kind === 'key' ? segment.key : '*')) ?? []
  return keys.length > 1 && ROOTS.has(keys[0] ?? '') ? keys : null
}

function pathOf(target: string, what: string): readonly string[] {
  const path = targetPath(target)
  if (!path) throw new ValidationError(`${what} goes to "${target}", which is not one of ${TARGETS}.`)
  return path
}

function checkTargets(targets: readonly string[]): void {
  const twice = targets.find((target, index) => targets.indexOf(target) !== index)
  if (twice !== undefined) throw new ValidationError(`Two columns or constants go to ${twice}.`)
  const within = targets.find((target) => targets.some((other) => other.startsWith(`${target}.`)))
  if (within !== undefined) throw new ValidationError(`Something goes to ${within}, and something else into it.`)
  if (!targets.some((target) => SENDERS.includes(target)))
    throw new ValidationError('Nothing says whose a row is: map a column to userId or anonymousId, such as --column customer_id=userId.')
}

function unclear(unused: readonly string[]): ValidationError {
  const [first = ''] = unused
  return new ValidationError(
    `It is not clear where the columns ${unused.map((name) => `"${name}"`).join(', ')} go: say it, such as --column '${first}=traits.${first}', send all others to traits by --rest traits, or write a mapping (--map).`,
  )
}

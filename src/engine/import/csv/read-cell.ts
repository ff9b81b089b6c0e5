import type { Json } from '../../json.ts'
import type { CellType } from './csv-map.ts'
import type { ReadDate } from './date-pattern.ts'

/** What a cell is, or why it is not what its column says. */
export type Cell = { readonly value: Json } | { readonly problem: string }

export interface CellReader {
  readonly type: CellType
  readonly decimal: '.' | ','
  readonly date: ReadDate
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const TRUE = new Set(['true', 't', 'yes', 'y', '1'])
const FALSE = new Set(['false', 'f', 'no', 'n', '0'])
const MAX_SHOWN = 40

/** Reads a cell that is not empty. */
export function readCell(text: string, { type, decimal, date }: CellReader): Cell {
  switch (type) {
    case 'string':
      return { value: text }
    case 'auto':
      return { value: guess(text) }
    case 'number':
      return orProblem(readNumber(text.trim(), decimal), text, 'a number')
    case 'boolean':
      return orProblem(readBoolean(text.trim().toLowerCase()), text, 'true or false (nor yes, no, 1 or 0)')
    case 'date':
      return orProblem(date(text.trim()), text, 'a date of its format')
    case 'json':
      return orProblem(readJson(text), text, 'JSON')
  }
}

/** A number where JSON would write it just so, true, false, else text: what would not come back as it was (007, +49 30, 1.50) stays text. */
function guess(text: string): Json {
  if (text === 'true') return true
  if (text === 'false') return false
  const number = NUMBER.test(text) ? Number(text) : Number.NaN
  return String(number) === text ? number : text
}

/** Thousands may be grouped by what does not separate the fraction. */
function readNumber(text: string, decimal: '.' | ','): number | null {
  const group = decimal === '.' ? ',' : '.'
  const grouped = new RegExp(`^[+-]?\\d{1,3}(?:\\${group}\\d{3})+(?:\\${decimal}\\d+)?$`).test(text)
  const plain = (grouped ? text.replaceAll(group, '') : text).replace(decimal, '.')
  const number = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(plain) && (grouped || !text.includes(group)) ? Number(plain) : Number.NaN
  return Number.isFinite(number) ? number : null
}

const readBoolean = (text: string): boolean | null => (TRUE.has(text) ? true : FALSE.has(text) ? false : null)

function readJson(text: string): Json | null {
  try {
    return JSON.parse(text) as Json
  } catch {
    return null
  }
}

function orProblem(value: Json, text: string, wanted: string): Cell {
  const shown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text
  return value === null ? { problem: `"${shown}" is not ${wanted}` } : { value }
}

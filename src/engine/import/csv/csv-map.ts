import { z } from 'zod'

export const CELL_TYPES = ['auto', 'string', 'number', 'boolean', 'date', 'json'] as const
const Targets = z.union([z.string(), z.array(z.string()).min(1)])

/** One byte, so that a file can be cut before it is decoded. */
const Mark = z.string().regex(/^[\t -~]$/, 'one ASCII character')

const ColumnMap = z.strictObject({
  to: Targets,
  type: z.enum(CELL_TYPES).optional(),
  /** Of dates. */
  format: z.string().optional(),
  zone: z.string().optional(),
  /** Of numbers: what separates the fraction. */
  decimal: z.enum(['.', ',']).optional(),
})

/** What a user says of a CSV file: which cell goes where. */
export const CsvMap = z.strictObject({
  delimiter: Mark.optional(),
  quote: Mark.optional(),
  encoding: z.enum(['utf-8', 'utf-16le', 'windows-1252']).optional(),
  /** What every row has, by target. */
  constants: z.record(z.string(), z.json()).optional(),
  /** Targets by the name of their column. */
  columns: z.record(z.string(), z.union([Targets, ColumnMap])).optional(),
  /** Where columns go that are not named. */
  rest: z.enum(['traits', 'properties']).optional(),
})

export type CsvMap = z.infer<typeof CsvMap>
export type ColumnMap = z.infer<typeof ColumnMap>
export type CellType = (typeof CELL_TYPES)[number]

export const columnMap = (column: string | readonly string[] | ColumnMap): ColumnMap =>
  typeof column === 'object' && 'to' in column ? column : { to: typeof column === 'string' ? column : [...column] }

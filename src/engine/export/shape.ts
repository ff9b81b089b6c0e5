import { z } from 'zod'

export const FORMATS = ['NDJSON', 'CSV', 'PARQUET'] as const
export const LAYOUTS = ['PROFILES', 'TRAITS', 'IDENTIFIERS'] as const

export const DEFAULT_PER_FILE = 250_000
export const LEAST_PER_FILE = 1000
export const MOST_PER_FILE = 10_000_000

/** What the files of an export look like; kept with it as JSON. */
export const ExportShape = z.object({
  format: z.enum(FORMATS),
  /** PROFILES: a row each, with all there is. TRAITS: the same without moments. IDENTIFIERS: a row for each identifier. */
  layout: z.enum(LAYOUTS),
  /** Null: all, in one column. */
  traits: z.array(z.string()).readonly().nullable(),
  identifiers: z.array(z.string()).readonly().nullable(),
  gzip: z.boolean(),
  /** People or accounts. */
  perFile: z.number().int().positive(),
})
export type ExportShape = Readonly<z.infer<typeof ExportShape>>

const ENDINGS = { NDJSON: 'ndjson', CSV: 'csv', PARQUET: 'parquet' } as const

export const endingOf = ({ format, gzip }: Pick<ExportShape, 'format' | 'gzip'>): string => `${ENDINGS[format]}${gzip ? '.gz' : ''}`

/** The name of a file of a run, counted from 1. */
export const fileName = (number: number, shape: ExportShape): string => `part-${String(number).padStart(5, '0')}.${endingOf(shape)}`

import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Subject } from './columns.ts'
import { csvEncoder } from './csv-encoder.ts'
import { ndjsonEncoder } from './ndjson-encoder.ts'
import { parquetEncoder } from './parquet-encoder.ts'
import type { ExportRow } from './read-page.ts'

/** Makes one file. What it answers goes into it, in this order. */
export interface Encoder {
  /** The bytes that are ready, and how many lines were added. */
  add(rows: readonly ExportRow[]): { readonly bytes: Buffer; readonly lines: number }
  /** What is left, called once. */
  end(): Buffer
}

export function encoderOf(subject: Subject): Encoder {
  switch (subject.shape.format) {
    case 'NDJSON':
      return ndjsonEncoder(subject)
    case 'CSV':
      return csvEncoder(subject)
    case 'PARQUET':
      return parquetEncoder(subject)
  }
}

const gzipped = promisify(gzip)

/** What is written for these bytes. Each pack is a gzip of its own: one after the other they are one, as RFC 1952 has it. */
export async function packed({ gzip: wanted }: { readonly gzip: boolean }, bytes: Buffer): Promise<Buffer> {
  return wanted && bytes.length > 0 ? gzipped(bytes) : bytes
}

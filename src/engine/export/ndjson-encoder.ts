import { linesOf, objectOf, type Subject } from './columns.ts'
import type { Encoder } from './encoder.ts'

export function ndjsonEncoder(subject: Subject): Encoder {
  return {
    add(rows) {
      const lines = rows.flatMap((row) => linesOf(subject.shape, row))
      return { bytes: Buffer.from(lines.map((line) => `${JSON.stringify(objectOf(subject, line))}\n`).join('')), lines: lines.length }
    },
    end: () => Buffer.alloc(0),
  }
}

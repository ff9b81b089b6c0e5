import { type Column, columnsOf, type Line, linesOf, print, type Subject } from './columns.ts'
import type { Encoder } from './encoder.ts'

/** As RFC 4180 has it, in UTF-8, with a header. */
export function csvEncoder(subject: Subject): Encoder {
  const columns = columnsOf(subject)
  let head = line(columns.map(({ name }) => name))
  return {
    add(rows) {
      const lines = rows.flatMap((row) => linesOf(subject.shape, row))
      const bytes = Buffer.from(head + lines.map((one) => line(columns.map((column) => cell(column, one)))).join(''))
      head = ''
      return { bytes, lines: lines.length }
    },
    end: () => Buffer.from(head),
  }
}

function cell(column: Column, of: Line): string {
  switch (column.kind) {
    case 'text':
      return column.of(of) ?? ''
    case 'moment':
      return print(column.of(of)) ?? ''
    case 'json':
      return JSON.stringify(column.of(of))
  }
}

const line = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import { type Column, columnsOf, linesOf, type Subject } from './columns.ts'
import type { Encoder } from './encoder.ts'

/** A row group ends after so many lines, or so many characters of text. */
const GROUP_LINES = 20_000
const GROUP_CHARACTERS = 2 ** 24

type Cell = string | Date | null

/** Row groups are written as they are full, so that no more than one is in memory. Packed by column, with Snappy. */
export function parquetEncoder(subject: Subject): Encoder {
  const columns = columnsOf(subject)
  const bytes = new ByteWriter()
  const writer = new ParquetWriter({ writer: bytes, schema: schemaOf(columns), createdBy: 'tributary' })
  let group: Cell[][] = columns.map(() => [])
  let characters = 0

  const flush = () => {
    const columnData = columns.map(({ name }, n) => ({ name, data: group[n] ?? [], offsetIndex: false }))
    const [first] = group
    if (first && first.length > 0) writer.write({ columnData, rowGroupSize: first.length })
    group = columns.map(() => [])
    characters = 0
  }
  const taken = (): Buffer => {
    const ready = Buffer.from(bytes.getBytes())
    bytes.index = 0
    return ready
  }
  return {
    add(rows) {
      let lines = 0
      for (const line of rows.flatMap((row) => linesOf(subject.shape, row))) {
        lines++
        for (const [n, column] of columns.entries()) {
          const cell = cellOf(column, line)
          group[n]?.push(cell)
          if (typeof cell === 'string') characters += cell.length
        }
        if ((group[0]?.length ?? 0) >= GROUP_LINES || characters >= GROUP_CHARACTERS) flush()
      }
      return { bytes: taken(), lines }
    },
    end() {
      flush()
      writer.finish()
      return taken()
    },
  }
}

function cellOf(column: Column, line: Parameters<Column['of']>[0]): Cell {
  switch (column.kind) {
    case 'text':
      return column.of(line)
    case 'moment': {
      const at = column.of(line)
      return at === null ? null : new Date(at)
    }
    case 'json':
      return JSON.stringify(column.of(line))
  }
}

type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema']

function schemaOf(columns: readonly Column[]): Schema {
  const leaves = columns.map(({ kind, name }): Schema[number] => {
    const leaf = { name, repetition_type: 'OPTIONAL' as const }
    return kind === 'moment'
      ? { ...leaf, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' } }
      : { ...leaf, type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } }
  })
  return [{ name: 'root', num_children: leaves.length }, ...leaves]
}

import { MAX_MESSAGE_BYTES } from '../ingest/limits.ts'
import { type CallLine, readCallLine } from './read-call-line.ts'
import { type Line, type Lines, readLines } from './read-lines.ts'
import { readContent, type SourceFile } from './source-file.ts'

/** How a file is cut into lines, and what a line is. */
export interface ImportFormat {
  /** Its lines from where an import stands, in groups that are stored together. */
  read(file: SourceFile, from: { readonly offset: number; readonly lines: number }): LineGroups
  /** The call of a line; without a messageId it gets this one. */
  call(line: Line, messageId: string): CallLine
}

export interface LineGroups {
  readonly groups: AsyncIterable<Lines>
  /** How many bytes of the file itself were read. */
  bytesRead(): number
}

/** A group ends with the line that reaches one of these. */
export const GROUP_LIMITS = { groupLines: 1000, groupBytes: 400_000 } as const

/** A JSON object on each line. */
export const NDJSON: ImportFormat = {
  read(file, { offset, lines }) {
    const { chunks, bytesRead } = readContent(file, offset)
    return { groups: readLines(chunks, { offset, line: lines, maxLineBytes: MAX_MESSAGE_BYTES, ...GROUP_LIMITS }), bytesRead }
  },
  call: readCallLine,
}

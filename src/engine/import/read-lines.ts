/** A line of a file, without its line feed. */
export interface Line {
  /** Empty where it is too long. */
  readonly bytes: Buffer
  /** From 1. */
  readonly number: number
  readonly tooLong: boolean
  /** Of CSV: a quote that begins here is not closed. */
  readonly unclosed?: boolean
}

/** Consecutive lines; `end` is the byte at which the next one begins, and `count` how many lines of the file come before it. */
export interface Lines {
  readonly lines: readonly Line[]
  readonly end: number
  readonly count: number
}

export interface ReadLinesOptions {
  /** Where in the file the first chunk begins, and how many lines come before it. */
  readonly offset: number
  readonly line: number
  readonly maxLineBytes: number
  /** A group ends with the line that reaches one of these. */
  readonly groupLines: number
  readonly groupBytes: number
}

const LINE_FEED = 10

/** Cuts a stream into groups of lines. Holds no more of it than a group and a chunk, however long a line is. */
export async function* readLines(chunks: AsyncIterable<Buffer>, options: ReadLinesOptions): AsyncGenerator<Lines> {
  const { maxLineBytes, groupLines, groupBytes } = options
  let { offset, line } = options
  let begun: Buffer[] = []
  let begunBytes = 0
  let lines: Line[] = []
  let bytes = 0

  const endLine = (rest: Buffer) => {
    const length = begunBytes + rest.length
    const tooLong = length > maxLineBytes
    line++
    lines.push({ bytes: tooLong ? Buffer.alloc(0) : begun.length === 0 ? rest : Buffer.concat([...begun, rest]), number: line, tooLong })
    bytes += length
    begun = []
    begunBytes = 0
  }

  for await (const chunk of chunks) {
    let from = 0
    for (let to = chunk.indexOf(LINE_FEED); to >= 0; to = chunk.indexOf(LINE_FEED, from)) {
      offset += begunBytes + to - from + 1
      endLine(chunk.subarray(from, to))
      from = to + 1
      if (lines.length >= groupLines || bytes >= groupBytes) {
        yield { lines, end: offset, count: line }
        lines = []
        bytes = 0
      }
    }
    // What is too long anyway is counted, not kept.
    if (begunBytes <= maxLineBytes) begun.push(chunk.subarray(from))
    begunBytes += chunk.length - from
  }
  // The last line may lack its line feed.
  offset += begunBytes
  if (begunBytes > 0) endLine(Buffer.alloc(0))
  if (lines.length > 0) yield { lines, end: offset, count: line }
}

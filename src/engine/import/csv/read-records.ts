import type { Line, Lines } from '../read-lines.ts'

export interface ReadRecordsOptions {
  /** Where in the content the first chunk begins, and how many lines come before it. */
  readonly offset: number
  readonly line: number
  /** One byte each. */
  readonly delimiter: number
  readonly quote: number
  readonly maxRecordBytes: number
  readonly groupLines: number
  readonly groupBytes: number
}

const LINE_FEED = 10
const CARRIAGE_RETURN = 13

/**
 * Cuts a stream of CSV into groups of records. A record is one line, or several where a quoted field has line feeds; its number is that of its
 * first line. A quote that is not closed within the size of a record makes one bad record of its first line, and reading goes on with the next:
 * it costs that line, not the rest of the file. Holds no more of the stream than a group, a chunk and a record.
 */
export async function* readRecords(chunks: AsyncIterable<Buffer>, options: ReadRecordsOptions): AsyncGenerator<Lines> {
  const cutter = new Cutter(options)
  for await (const chunk of chunks) {
    cutter.add(chunk)
    while (cutter.cut(false)) if (cutter.full) yield cutter.take()
  }
  while (cutter.cut(true)) if (cutter.full) yield cutter.take()
  if (cutter.some) yield cutter.take()
}

class Cutter {
  readonly #options: ReadRecordsOptions
  #buffer: Buffer = Buffer.alloc(0)
  /** Where in the buffer the next record begins. */
  #from = 0
  #offset: number
  #line: number
  #lines: Line[] = []
  #bytes = 0
  /** Within a line that is too long to be kept. */
  #overlong = false

  constructor(options: ReadRecordsOptions) {
    this.#options = options
    this.#offset = options.offset
    this.#line = options.line
  }

  get some(): boolean {
    return this.#lines.length > 0
  }

  get full(): boolean {
    return this.#lines.length >= this.#options.groupLines || this.#bytes >= this.#options.groupBytes
  }

  take(): Lines {
    const lines = this.#lines
    this.#lines = []
    this.#bytes = 0
    return { lines, end: this.#offset, count: this.#line }
  }

  add(chunk: Buffer): void {
    this.#buffer = this.#from === this.#buffer.length ? chunk : Buffer.concat([this.#buffer.subarray(this.#from), chunk])
    this.#from = 0
  }

  /** Takes the next record out of the buffer; false: it needs more, or there is none. */
  cut(last: boolean): boolean {
    const left = this.#buffer.length - this.#from
    if (left === 0 && !(last && this.#overlong)) return false
    const { end, open } = this.#overlong ? { end: this.#lineEnd(), open: false } : scan(this.#buffer, this.#from, this.#options)
    if (end >= 0) return this.#record(end, false)
    if (!last && left <= this.#options.maxRecordBytes) return false
    const lineEnd = this.#lineEnd()
    // The first line of what is quoted to no end is bad; the others may be good.
    if (open && lineEnd >= 0) return this.#record(lineEnd, true)
    if (last) return this.#record(this.#buffer.length, open)
    this.#overlong = true
    this.#offset += left
    this.#from = this.#buffer.length
    return false
  }

  #lineEnd(): number {
    const at = this.#buffer.indexOf(LINE_FEED, this.#from)
    return at < 0 ? -1 : at + 1
  }

  #record(end: number, unclosed: boolean): true {
    const whole = this.#buffer.subarray(this.#from, end)
    const tooLong = this.#overlong || whole.length > this.#options.maxRecordBytes
    const bytes = tooLong ? Buffer.alloc(0) : withoutLineEnd(whole)
    this.#lines.push({ bytes, number: this.#line + 1, tooLong, ...(unclosed && { unclosed }) })
    for (let at = whole.indexOf(LINE_FEED); at >= 0; at = whole.indexOf(LINE_FEED, at + 1)) this.#line++
    if (whole.at(-1) !== LINE_FEED) this.#line++
    this.#bytes += whole.length
    this.#offset += whole.length
    this.#from = end
    this.#overlong = false
    return true
  }
}

/** Where the record that begins here ends, after its line feed; -1: not in this buffer. A quote opens a field only at its beginning, and two within it are one. */
function scan(buffer: Buffer, from: number, { delimiter, quote }: Pick<ReadRecordsOptions, 'delimiter' | 'quote'>): { end: number; open: boolean } {
  let open = false
  let fieldStart = true
  for (let i = from; i < buffer.length; i++) {
    const byte = buffer[i]
    if (open) {
      if (byte !== quote) continue
      if (buffer[i + 1] === quote) i++
      else open = false
    } else if (byte === LINE_FEED) return { end: i + 1, open: false }
    else if (byte === delimiter) fieldStart = true
    else {
      if (byte === quote && fieldStart) open = true
      fieldStart = false
    }
  }
  return { end: -1, open }
}

function withoutLineEnd(record: Buffer): Buffer {
  const end = record.at(-1) === LINE_FEED ? record.length - 1 : record.length
  return record.subarray(0, record[end - 1] === CARRIAGE_RETURN ? end - 1 : end)
}

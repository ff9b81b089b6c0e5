import type { Queryable } from '../../db/db.ts'
import type { Subject } from './columns.ts'
import { encoderOf, packed } from './encoder.ts'
import type { Progress } from './export-run.ts'
import { type ExportScope, PAGE, readPage } from './read-page.ts'
import type { ExportShape } from './shape.ts'
import type { Sink } from './target.ts'

export interface WriteOptions {
  readonly scope: ExportScope
  readonly shape: ExportShape
  /** The last profile of the file before. */
  readonly after: string | null
  /** Hears of each page; what it throws ends it. */
  readonly onPage: (progress: Progress) => Promise<void>
}

export interface Written extends Progress {
  /** Where the next file begins; null: there is none. */
  readonly cursor: string | null
}

/** Writes one file, a page at a time, and finishes it. */
export async function writeFile(db: Queryable, sink: Sink, { scope, shape, after, onPage }: WriteOptions): Promise<Written> {
  const subject: Subject = { shape, entity: scope.entity, ofAudience: scope.audienceId !== null }
  const encoder = encoderOf(subject)
  let [cursor, done, rows, bytes] = [after, 0, 0, 0]
  const put = async (ready: Buffer) => {
    const pack = await packed(shape, ready)
    bytes += pack.length
    if (pack.length > 0) await sink.write(pack)
  }
  do {
    const limit = Math.min(PAGE, shape.perFile - done)
    const page = await readPage(db, { scope, shape, after: cursor, limit })
    const added = encoder.add(page.rows)
    await put(added.bytes)
    cursor = page.cursor
    done += page.count
    rows += added.lines
    await onPage({ done, rows, bytes })
  } while (cursor !== null && done < shape.perFile)
  await put(encoder.end())
  await sink.finish()
  return { cursor, done, rows, bytes }
}

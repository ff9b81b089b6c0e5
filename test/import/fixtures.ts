import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Db } from '../../src/db/db.ts'
import { openCsv } from '../../src/engine/import/csv/csv-format.ts'
import type { CsvMap } from '../../src/engine/import/csv/csv-map.ts'
import type { ImportOptions } from '../../src/engine/import/import-file.ts'
import { NDJSON } from '../../src/engine/import/import-format.ts'
import { openSourceFile } from '../../src/engine/import/source-file.ts'
import { acceptRow } from '../../src/engine/ingest/accept.ts'
import type { InboxRow } from '../../src/engine/ingest/inbox-row.ts'
import type { Message } from '../../src/engine/ingest/message.ts'
import { test as base } from '../helpers/database.ts'

export const WORKSPACE = '01890000-0000-7000-8000-000000000001'
export const SOURCE = '01890000-0000-7000-8000-000000000002'

/** `folder`: where a test may write files. */
export const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads a fixture's dependencies from the pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'tributary-import-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true })
  },
})

export function writeLines(path: string, lines: readonly (string | Buffer | object)[]): string {
  const bytes = lines.map((line) => (Buffer.isBuffer(line) || typeof line === 'string' ? Buffer.from(line) : Buffer.from(JSON.stringify(line))))
  const content = Buffer.concat(bytes.flatMap((line) => [line, Buffer.from('\n')]))
  writeFileSync(path, path.endsWith('.gz') ? gzipSync(content) : content)
  return path
}

export const track = (n: number, more: object = {}) => ({
  type: 'track',
  messageId: `m-${n}`,
  userId: `u-${n % 97}`,
  event: 'Signed Up',
  timestamp: '2026-01-01T00:00:00.000Z',
  ...more,
})

export async function optionsFor(db: Db, path: string, more: Partial<ImportOptions> = {}): Promise<ImportOptions> {
  return {
    db,
    workspaceId: WORKSPACE,
    sourceId: SOURCE,
    hints: { wake() {} },
    file: await openSourceFile(path),
    format: NDJSON,
    again: false,
    room: async () => {},
    onProgress: () => {},
    ...more,
  }
}

/** The same for a file of CSV. */
export async function csvOptionsFor(db: Db, path: string, map: CsvMap = {}, more: Partial<ImportOptions> = {}): Promise<ImportOptions> {
  const { file, format } = await openCsv(await openSourceFile(path), map)
  return optionsFor(db, path, { file, format, ...more })
}

/** What a worker would find in the inbox, by message id. */
export async function messagesInInbox(db: Db): Promise<Message[]> {
  const { rows } = await db.pool.query<InboxRow>(
    `select id, lane, source_id as "sourceId", (extract(epoch from received_at) * 1000)::float8 as "receivedAt", call, body from inbox`,
  )
  return rows.flatMap((row) => acceptRow(row).messages).sort((a, b) => a.messageId.localeCompare(b.messageId, 'en', { numeric: true }))
}

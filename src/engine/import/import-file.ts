import { type Db, transaction } from '../../db/db.ts'
import { engineNow, type Millis } from '../clock.ts'
import { appendToInbox } from '../ingest/inbox.ts'
import type { Parcel } from '../ingest/inspect-body.ts'
import type { LaneHints } from '../ingest/lane-hints.ts'
import { observe } from '../observe.ts'
import type { Refusal } from '../refusal.ts'
import { recordRefusals } from '../refusals.ts'
import type { ImportFormat } from './import-format.ts'
import { advanceImport, beginImport, type ImportState, type ImportTarget } from './import-state.ts'
import type { CallLine } from './read-call-line.ts'
import type { Lines } from './read-lines.ts'
import type { SourceFile } from './source-file.ts'

export interface ImportOptions extends ImportTarget {
  readonly db: Db
  readonly hints: LaneHints
  readonly file: SourceFile
  readonly format: ImportFormat
  /** Load it from its first line, even if it was loaded before. */
  readonly again: boolean
  /** Called before each group of lines; resolves when there is room in the inbox. */
  readonly room: () => Promise<void>
  readonly onProgress: (progress: ImportProgress) => void
}

export interface ImportProgress {
  /** Of the file as it is, so that a packed one has its share too. */
  readonly bytes: number
  readonly lines: number
  readonly taken: number
  readonly refused: number
}

export interface ImportResult extends ImportProgress {
  /** Lines that an earlier run had loaded. */
  readonly skipped: number
}

/**
 * Appends the calls of a file to the inbox. Each group of lines is stored in one transaction with how far the file has been read, so that a run
 * that was killed goes on exactly there.
 */
export async function importFile(options: ImportOptions): Promise<ImportResult> {
  const { db, file, workspaceId } = options
  const begun = await beginImport(db.pool, options, options)
  const counts = { lines: begun.lines, taken: 0, refused: 0 }
  if (!begun.finished) {
    const state = await storeAll(begun, counts, options)
    await advanceImport(db.pool, { workspaceId, digest: file.digest }, { from: state, to: { ...state, finished: true } })
  }
  return { ...counts, bytes: file.bytes, skipped: begun.lines }
}

/** While a group is stored, the next one is read. */
async function storeAll(begun: ImportState, counts: { lines: number; taken: number; refused: number }, options: ImportOptions): Promise<ImportState> {
  const { groups, bytesRead } = options.format.read(options.file, begun)
  let state = begun
  let storing = Promise.resolve()
  try {
    for await (const lines of groups) {
      const group = readGroup(lines, options)
      await options.room()
      await storing
      const to = { offset: lines.end, lines: lines.count, finished: false }
      storing = store(group, { from: state, to, options })
      // Its failure is seen where it is awaited, which is later.
      storing.catch(() => {})
      state = to
      counts.lines = to.lines
      counts.taken += group.taken
      counts.refused += group.refusals.length
      options.onProgress({ ...counts, bytes: bytesRead() })
    }
  } finally {
    await storing
  }
  return state
}

interface Group {
  readonly parcels: readonly Parcel[]
  readonly taken: number
  readonly refusals: readonly Refusal[]
}

function readGroup({ lines }: Lines, { file, format, sourceId }: ImportOptions): Group {
  const calls = new Map<number, Buffer[]>()
  const refusals: Refusal[] = []
  let taken = 0
  for (const line of lines) {
    const read = format.call(line, `import-${file.digest.slice(0, 32)}-${line.number}`)
    switch (read.kind) {
      case 'blank':
        break
      case 'refused':
        refusals.push(refusalOf(read, { line: line.number, sourceId }))
        break
      case 'call': {
        taken++
        const lane = calls.get(read.lane)
        if (lane) lane.push(read.json)
        else calls.set(read.lane, [read.json])
      }
    }
  }
  return { parcels: [...calls].map(toParcel), taken, refusals }
}

function refusalOf({ rejection, sample }: CallLine & { kind: 'refused' }, { line, sourceId }: { line: number; sourceId: string }): Refusal {
  return { kind: 'MESSAGE', code: rejection.code, message: `Line ${line}: ${rejection.message}`, sourceId, messageId: null, identifiers: [], sample }
}

const [OPEN, COMMA, CLOSE] = [Buffer.from('{"batch":['), Buffer.from(','), Buffer.from(']}')]

function toParcel([lane, calls]: [number, readonly Buffer[]]): Parcel {
  return { lane, messages: calls.length, body: Buffer.concat([OPEN, ...calls.flatMap((call, i) => (i === 0 ? [call] : [COMMA, call])), CLOSE]) }
}

async function store(
  { parcels, refusals, taken }: Group,
  { from, to, options }: { from: ImportState; to: ImportState; options: ImportOptions },
): Promise<void> {
  const { db, workspaceId, sourceId, file, hints } = options
  await transaction(db.pool, async (client) => {
    // First, so that of two processes that load the same file one stops before it has stored anything.
    await advanceImport(client, { workspaceId, digest: file.digest }, { from, to })
    const now: Millis =
      parcels.length > 0 ? (await appendToInbox(client, { workspaceId, sourceId, call: null, parcels })).receivedAt : await engineNow(client)
    await recordRefusals(client, workspaceId, refusals, now)
  })
  hints.wake(parcels.map(({ lane }) => lane))
  const codes = refusals.map(({ code }) => code)
  observe('intake', { accepted: taken, refused: codes })
  observe('refusals', codes)
}

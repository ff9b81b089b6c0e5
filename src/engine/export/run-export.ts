import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { LaneHolder, Session } from '../delivery/lane-holder.ts'
import type { Outbound } from '../delivery/outbound.ts'
import { observe } from '../observe.ts'
import { beginRun, failRun, finishRun, keepFile, keepUpload, type Progress, putOff, type Running, showProgress } from './export-run.ts'
import { fileTarget, folderOf } from './file-target.ts'
import { s3Client } from './s3-client.ts'
import { s3Target } from './s3-target.ts'
import { fileName } from './shape.ts'
import { openStore } from './store.ts'
import { type Target, TargetError } from './target.ts'
import { writeFile } from './write-file.ts'

// Much of a page that took longer was spent waiting for a store.
const LONGEST_REST = 100

export interface ExportContext {
  readonly pool: pg.Pool
  readonly outbound: Pick<Outbound, 'fetch' | 'secretBox'>
  readonly dataDir: string
  readonly holder: LaneHolder
  /** Puts a run down where it is, for another time. */
  readonly signal: AbortSignal
  /** Hears that a run has come further. */
  readonly onProgress: (run: Pick<Running, 'exportId' | 'scope'>) => void
  readonly onError: (error: unknown) => void
}

/** One run, as long as this process has it. */
interface Held extends Pick<ExportContext, 'pool' | 'outbound' | 'dataDir' | 'signal'> {
  readonly run: Running
  /** Writes what nobody can write who has lost it. */
  readonly write: Session['use']
  readonly tell: () => void
}

/**
 * Does a run, or what is left of it. One process at a time has it, by a lock of the connection that keeps all runs of this process: when a process dies,
 * Postgres gives them back at once, and the file that was being written is begun anew.
 */
export async function runExport(context: ExportContext, number: number): Promise<void> {
  const session = await context.holder.take(number)
  if (!session) return
  try {
    const run = await session.use((client) => beginRun(client, number))
    if (!run) return
    const { pool, outbound, dataDir } = context
    const signal = AbortSignal.any([context.signal, session.lost])
    const held: Held = { pool, outbound, dataDir, signal, run, write: session.use, tell: () => context.onProgress(run) }
    held.tell()
    const start = performance.now()
    const outcome = await outcomeOf(held, context.onError)
    observe('exportRun', { outcome, seconds: (performance.now() - start) / 1000 })
    held.tell()
  } finally {
    await context.holder.release(session, number)
  }
}

async function outcomeOf(held: Held, onError: ExportContext['onError']): Promise<string> {
  const { run, write, signal } = held
  try {
    await writeAll(held)
    await write((client) => finishRun(client, run.id))
    return 'finished'
  } catch (error) {
    if (signal.aborted) return 'put down'
    if (error instanceof NotWanted) return 'canceled'
    const permanent = error instanceof TargetError && error.permanent
    if (!(error instanceof TargetError)) onError(error)
    const message = error instanceof TargetError ? error.message : 'It failed for a reason of its own, which is in the log of the worker.'
    await write((client) => (permanent ? failRun : putOff)(client, run.id, message))
    return 'failed'
  }
}

/** Somebody has canceled or deleted it meanwhile. */
class NotWanted extends Error {}

async function writeAll(held: Held): Promise<void> {
  const { run, pool, write } = held
  const target = await targetOf(held)
  let { cursor } = run
  const files = [...run.files]
  while (cursor !== null || files.length === 0) {
    const name = fileName(files.length + 1, run.shape)
    const before = files.reduce(plus, { done: 0, rows: 0, bytes: 0 })
    const sink = await target.open(name)
    try {
      const options = { scope: run.scope, shape: run.shape, after: cursor, onPage: pageByPage(held, before) }
      const { cursor: next, ...written } = await writeFile(pool, sink, options)
      const kept = await write((client) => keepFile(client, run.id, { file: { name, ...written }, cursor: next, progress: plus(before, written) }))
      if (!kept) throw new NotWanted()
      observe('exportFile', written)
      files.push({ name, ...written })
      cursor = next
    } catch (error) {
      await sink.discard().catch(() => {})
      throw error
    }
  }
}

const plus = (a: Progress, b: Progress): Progress => ({ done: a.done + b.done, rows: a.rows + b.rows, bytes: a.bytes + b.bytes })

/** After each page: shows it, looks whether it is still wanted, and rests. */
function pageByPage({ run, write, signal, tell }: Held, before: Progress) {
  let last = performance.now()
  return async (progress: Progress) => {
    signal.throwIfAborted()
    if (!(await write((client) => showProgress(client, run.id, plus(before, progress))))) throw new NotWanted()
    tell()
    // As long as it took, the database and this thread belong to the stream.
    await sleep(Math.min(performance.now() - last, LONGEST_REST), undefined, { signal })
    last = performance.now()
  }
}

async function targetOf({ run: { id, exportId, store, upload }, outbound, dataDir, signal, write }: Held): Promise<Target> {
  if (store === null) return fileTarget(folderOf(dataDir, id))
  return s3Target({
    client: s3Client({ store: openStore(outbound.secretBox, exportId, store), fetch: outbound.fetch, signal }),
    prefix: objectPrefix(store, id),
    keep: (one) => write((client) => keepUpload(client, id, one)),
    left: upload,
  })
}

/** What the names of the objects of a run begin with. */
export const objectPrefix = ({ prefix }: { readonly prefix: string }, runId: string): string => `${prefix}${runId}/`

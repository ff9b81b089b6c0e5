import { statSync } from 'node:fs'
import type { Config } from '../config.ts'
import { connect, type Db } from '../db/db.ts'
import { DomainError } from '../engine/errors.ts'
import { kindOf } from '../engine/failure.ts'
import { type ImportResult, importFile } from '../engine/import/import-file.ts'
import { findTarget } from '../engine/import/import-target.ts'
import { inboxRoom, untilDrained } from '../engine/import/inbox-room.ts'
import type { Queues } from '../queue/queues.ts'
import { type Closing, createClosing } from './closing.ts'
import { dryRun } from './dry-run.ts'
import { prepareFirstWorkspace } from './first-workspace.ts'
import { type Input, type InputOptions, openInput } from './import-input.ts'
import { count, type ProgressDisplay, showProgress } from './import-progress.ts'
import type { Log, Say } from './log.ts'
import { openDatabase } from './open-database.ts'
import { openQueuesFor } from './open-queues.ts'
import { openWorker } from './open-worker.ts'
import { codeOf, reasonOf, StartupError } from './startup-error.ts'

const CONNECTIONS = 4
// A few chunks for every lane: more would only be longer on the disk.
const MAX_WAITING = 50_000
const STUCK = 20_000

export interface ImportCommand extends InputOptions {
  readonly source?: string | undefined
  readonly key?: string | undefined
  readonly again: boolean
  /** Until everything has taken effect. */
  readonly wait: boolean
  /** Only say what it would do. */
  readonly dryRun: boolean
}

export interface ImportContext {
  readonly config: Config
  readonly signal: AbortSignal
  readonly say: Say
  readonly log: Log
}

/** Loads a file; with a worker of its own where no other program runs on the embedded database. */
export async function runImport(command: ImportCommand, context: ImportContext): Promise<void> {
  checkFile(command.file)
  const closing = createClosing()
  try {
    const input = await openInput(command)
    if (input.unused.length > 0) context.say(`Not imported: the columns ${input.unused.join(', ')}.`)
    if (command.dryRun) return await dryRun(input, context.say)
    const { db, queues } = await open(context, closing)
    await load(command, { ...context, db, queues, input })
  } catch (error) {
    throw explained(error, command.file)
  } finally {
    await closing.close()
  }
}

async function open({ config, say, log }: ImportContext, closing: Closing): Promise<{ db: Db; queues: Queues }> {
  const database = await openDatabase(config, { say, onLost: (error) => setImmediate(() => Promise.reject(error)) })
  closing.add(database.close)
  const db = connect(database.url, { max: CONNECTIONS, name: 'tributary-import' })
  closing.add(db.close)
  await prepareFirstWorkspace(db, config)
  const queues = await openQueuesFor(config, database.url, log)
  closing.add(queues.close)
  // On a database of the user's own the workers are wherever the user put them.
  const alone = config.databaseUrl === undefined && database.holder === null
  if (alone) await openWorker({ databaseUrl: database.url, queues, outbound: null, dataDir: config.dataDir, log }, closing)
  return { db, queues }
}

async function load(
  command: ImportCommand,
  context: ImportContext & { readonly db: Db; readonly queues: Queues; readonly input: Input },
): Promise<void> {
  const { db, queues, config, signal, say, input } = context
  const { file, format } = input
  const target = await findTarget(db.pool, command)
  const progress = showProgress({ bytes: file.bytes, say })
  const onWaiting = warnWhenStuck(progress)
  const room = inboxRoom(db.pool, { maxMessages: MAX_WAITING, maxBytes: config.inboxMaxBytes, signal, onWaiting })
  const start = performance.now()
  try {
    const result = await importFile({ ...target, db, hints: queues.hints, file, format, again: command.again, room, onProgress: progress.update })
    progress.end()
    say(summary(result, (performance.now() - start) / 1000))
    if (!command.wait) return
    await untilDrained(db.pool, { signal, onWaiting })
    say('All of it has taken effect.')
  } finally {
    progress.end()
  }
}

/** What the user can do something about; anything else is a fault of ours. */
function explained(error: unknown, file: string): unknown {
  if (error instanceof DomainError) return new StartupError(error.message, { cause: error })
  if (codeOf(error)?.startsWith('Z_')) return new StartupError(`${file} cannot be unpacked: ${reasonOf(error)}.`, { cause: error })
  const kind = error instanceof StartupError ? 'input' : kindOf(error)
  return kind === 'input'
    ? error
    : new StartupError(`The database does not go on: ${reasonOf(error)}. The same command goes on where it ended.`, { cause: error })
}

function checkFile(path: string): void {
  const file = statSync(path, { throwIfNoEntry: false })
  if (!file) throw new StartupError(`There is no file ${path}.`)
  if (!file.isFile()) throw new StartupError(`${path} is not a file.`)
}

function warnWhenStuck(progress: ProgressDisplay): (stuckFor: number) => void {
  let warned = false
  return (stuckFor) => {
    if (warned || stuckFor < STUCK) return
    warned = true
    progress.note('Nothing has left the inbox for a while: is a worker running? `npm start` starts one.')
  }
}

function summary({ lines, taken, refused, skipped }: ImportResult, seconds: number): string {
  const read = lines - skipped
  if (read === 0 && skipped > 0) return `This file was loaded before, all ${count(skipped)} lines of it; --again loads it once more.`
  const before = skipped > 0 ? ` (${count(skipped)} lines were loaded before)` : ''
  const rate = `${seconds.toFixed(1)} s, ${count(read / seconds)} lines/s`
  const refusals = refused > 0 ? `${count(refused)} refused: see \`refusals\` in GraphQL` : '0 refused'
  return `${count(read)} lines${before}: ${count(taken)} calls taken, ${refusals}. ${rate}.`
}

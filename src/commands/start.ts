import type { Config, Role } from '../config.ts'
import { connect } from '../db/db.ts'
import { type Closing, createClosing } from './closing.ts'
import { prepareFirstWorkspace } from './first-workspace.ts'
import type { Log, Say } from './log.ts'
import { openApi } from './open-api.ts'
import { openDatabase } from './open-database.ts'
import { openDemo, prepareDemoWorkspace } from './open-demo.ts'
import { openOutbound } from './open-outbound.ts'
import { openQueuesFor } from './open-queues.ts'
import { openWatch, serveWatch } from './open-watch.ts'
import { openWorker } from './open-worker.ts'
import { StartupError } from './startup-error.ts'
import type { Running } from './stop-on-signal.ts'
import { hostIn, welcome } from './welcome.ts'
import type { KnownKeys } from './workspace-keys.ts'

export interface StartOptions {
  readonly config: Config
  readonly roles: readonly Role[]
  readonly say: Say
  readonly log: Log
}

/** Starts the roles of one process; what was opened before a failure is closed again. */
export async function start(options: StartOptions): Promise<Running> {
  const closing = createClosing()
  try {
    await open(options, closing)
    return { stop: closing.close }
  } catch (error) {
    await closing.close().catch(() => {})
    throw error
  }
}

async function open({ config, roles, say, log }: StartOptions, closing: Closing): Promise<void> {
  // Thrown where nobody catches it, so that it ends the process in order.
  const database = await openDatabase(config, { say, onLost: (error) => setImmediate(() => Promise.reject(error)) })
  closing.add(database.close)
  if (database.holder !== null) throw new StartupError(`${database.holder}, runs on ${config.dataDir}: stop it, or set DATA_DIR to another folder.`)
  const { keys, demoKeys } = await prepareKeys(database.url, config)
  const queues = await openQueuesFor(config, database.url, log)
  closing.add(queues.close)
  const watch = openWatch({ databaseUrl: database.url, queues, roles, log }, closing)
  const outbound = await openOutbound(config, database.url, closing)
  if (config.databaseUrl !== undefined && config.encryptionKeys.length === 0) log.warn('ENCRYPTION_KEYS is not set: secrets are kept in clear.')
  if (roles.includes('worker')) await openWorker({ databaseUrl: database.url, queues, outbound, dataDir: config.dataDir, log }, closing)
  let port: number
  if (roles.includes('api')) {
    port = await openApi({ config, databaseUrl: database.url, queues, outbound, demoKey: demoKeys?.read ?? null, watch, log }, closing)
    say(welcome({ config, port, keys: process.stdout.isTTY ? keys : withoutGiven(keys, config), demoKeys }))
  } else {
    port = await serveWatch(config, watch, { log, closing })
    say(`The worker runs; its health and metrics are at http://${hostIn(config.host)}:${port}/readyz and /metrics. Ctrl-C stops it.`)
  }
  if (config.demo) openDemo({ config, databaseUrl: database.url, queues, log }, closing)
  // First of all, so that whoever asks is sent elsewhere.
  closing.add(watch.drain)
  if (!process.stderr.isTTY) log.info({ roles, port }, 'Started.')
}

/** What is no terminal is kept: a key that came by the environment is not written there, but named, so that a shell that has it can paste all the same. */
const withoutGiven = (keys: KnownKeys, { keys: given }: Config): KnownKeys => ({
  secret: keys.secret && given.secret ? '$TRIBUTARY_SECRET_KEY' : keys.secret,
  read: keys.read && given.read ? '$TRIBUTARY_READ_KEY' : keys.read,
  write: keys.write && given.write ? '$TRIBUTARY_WRITE_KEY' : keys.write,
})

interface Keys {
  readonly keys: KnownKeys
  /** Null: there is no demo. */
  readonly demoKeys: KnownKeys | null
}

async function prepareKeys(databaseUrl: string, config: Config): Promise<Keys> {
  const db = connect(databaseUrl, { max: 1, name: 'tributary-start' })
  try {
    // In this order: the first workspace is the oldest.
    return { keys: await prepareFirstWorkspace(db, config), demoKeys: config.demo ? await prepareDemoWorkspace(db, config) : null }
  } finally {
    await db.close()
  }
}

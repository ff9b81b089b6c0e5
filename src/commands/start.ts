import type { Config, Role } from '../config.ts'
import { connect } from '../db/db.ts'
import { type Closing, createClosing } from './closing.ts'
import { type KnownKeys, prepareFirstWorkspace } from './first-workspace.ts'
import type { Log } from './log.ts'
import { openApi } from './open-api.ts'
import { openDatabase } from './open-database.ts'
import { openQueuesFor } from './open-queues.ts'
import { openWorker } from './open-worker.ts'
import { StartupError } from './startup-error.ts'
import type { Running } from './stop-on-signal.ts'
import { welcome } from './welcome.ts'

export interface StartOptions {
  readonly config: Config
  readonly roles: readonly Role[]
  readonly say: Log
  readonly complain: Log
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

async function open({ config, roles, say, complain }: StartOptions, closing: Closing): Promise<void> {
  // Thrown where nobody catches it, so that it ends the process in order.
  const database = await openDatabase(config, { say, onLost: (error) => setImmediate(() => Promise.reject(error)) })
  closing.add(database.close)
  if (database.holder !== null) throw new StartupError(`${database.holder}, runs on ${config.dataDir}: stop it, or set DATA_DIR to another folder.`)
  const keys = await prepareKeys(database.url, config)
  const queues = await openQueuesFor(config, database.url, complain)
  closing.add(queues.close)
  if (roles.includes('worker')) await openWorker({ databaseUrl: database.url, queues, complain }, closing)
  if (roles.includes('api')) {
    const port = await openApi({ config, databaseUrl: database.url, queues, complain }, closing)
    say(welcome({ config, port, keys }))
  } else say('The worker runs. Ctrl-C stops it.')
}

async function prepareKeys(databaseUrl: string, config: Config): Promise<KnownKeys> {
  const db = connect(databaseUrl, { max: 1, name: 'tributary-start' })
  try {
    return await prepareFirstWorkspace(db, config)
  } finally {
    await db.close()
  }
}

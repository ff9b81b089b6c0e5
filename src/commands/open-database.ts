import pg from 'pg'
import type { Config } from '../config.ts'
import { connect } from '../db/db.ts'
import { startEmbedded } from '../db/embedded.ts'
import { migrate } from '../db/migrate.ts'
import { prepareSaved } from '../engine/audiences/prepare-saved.ts'
import type { Say } from './log.ts'
import { codeOf, hostOf, reasonOf, StartupError } from './startup-error.ts'

const PATIENCE = 10_000
const OLDEST = 150_000

export interface OpenedDatabase {
  readonly url: string
  /** Null: nobody else is known to use it. Else the program that does; it is not ours to stop. */
  readonly holder: string | null
  close(): Promise<void>
}

export interface OpenOptions {
  readonly say: Say
  /** The embedded database is gone and does not come back. */
  readonly onLost: (error: Error) => void
}

/** Opens the database of the configuration, embedded or not, and brings its tables up to date. */
export async function openDatabase(config: Config, options: OpenOptions): Promise<OpenedDatabase> {
  const opened = config.databaseUrl === undefined ? await openEmbedded(config.dataDir, options) : await openExternal(config.databaseUrl)
  const applied = await migrate(opened.url)
  if (applied.length > 0) options.say(`Migrated the database: ${applied.join(', ')}.`)
  const db = connect(opened.url, { max: 1, name: 'tributary-upgrade' })
  await prepareSaved(db.pool).finally(() => db.close())
  return opened
}

async function openEmbedded(dataDir: string, { say, onLost }: OpenOptions): Promise<OpenedDatabase> {
  const embedded = await startEmbedded({ dataDir, log: say, onLost })
  switch (embedded.kind) {
    case 'held':
      return { url: embedded.url, holder: null, close: embedded.stop }
    case 'taken':
      return { url: embedded.url, holder: embedded.holder, close: async () => {} }
  }
}

async function openExternal(url: string): Promise<OpenedDatabase> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE })
  client.on('error', () => {})
  const at = hostOf(url, 5432)
  try {
    await client.connect()
    const { rows } = await client.query<{ version: number; name: string }>(
      `select current_setting('server_version_num')::int as version, current_setting('server_version') as name`,
    )
    const server = rows[0]
    if (server && server.version < OLDEST) throw new StartupError(`Postgres at ${at} is ${server.name}; Tributary needs 15 or later.`)
  } catch (error) {
    throw error instanceof StartupError ? error : new StartupError(explain(error, at), { cause: error })
  } finally {
    await client.end().catch(() => {})
  }
  return { url, holder: null, close: async () => {} }
}

function explain(error: unknown, at: string): string {
  const code = codeOf(error)
  // A server that answers has codes of five characters; what it says names no password.
  if (error instanceof pg.DatabaseError && code !== undefined) return `Postgres at ${at} (DATABASE_URL) refuses us: ${error.message}.`
  return `Postgres at ${at} (DATABASE_URL) cannot be reached: ${reasonOf(error)}.`
}

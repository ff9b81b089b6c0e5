import type { Config } from '../config.ts'
import type { Say } from './log.ts'
import { openDatabase } from './open-database.ts'

/** Brings the tables of the database up to date, as every start does, and ends. */
export async function migrateOnly(config: Config, say: Say): Promise<void> {
  const database = await openDatabase(config, { say, onLost: (error) => setImmediate(() => Promise.reject(error)) })
  await database.close()
  say('The database is up to date.')
}

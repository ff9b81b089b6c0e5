import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Db } from '../db/db.ts'
import { ensureFirstWorkspace } from '../engine/workspaces.ts'
import { type KnownKeys, prepareWorkspace } from './workspace-keys.ts'

/** Creates the first workspace in an empty database. Keys that nobody gave are made up and kept in the data folder. */
export function prepareFirstWorkspace(db: Db, { dataDir, keys }: Config): Promise<KnownKeys> {
  return prepareWorkspace(db, {
    file: join(dataDir, 'keys.json'),
    given: keys,
    isMissing: async () => (await db.pool.query('select from workspaces limit 1')).rowCount === 0,
    create: (complete) => ensureFirstWorkspace(db, complete),
  })
}

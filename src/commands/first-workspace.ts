import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Config } from '../config.ts'
import type { Db } from '../db/db.ts'
import { readSecretFile, writeSecretFile } from '../db/secret-file.ts'
import { createCredentials } from '../engine/credentials.ts'
import { completeKeys, ensureFirstWorkspace, type WorkspaceKeys } from '../engine/workspaces.ts'

const StoredKeys = z.object({ secret: z.string(), read: z.string(), write: z.string() }).partial()

/** Of each kind, null where it is not known here: it was given to another process, or changed since. */
export type KnownKeys = { readonly [kind in keyof WorkspaceKeys]: string | null }

/** Creates the first workspace in an empty database. Keys that nobody gave are made up and kept in the data folder, where later starts find them. */
export async function prepareFirstWorkspace(db: Db, config: Config): Promise<KnownKeys> {
  const file = join(config.dataDir, 'keys.json')
  const stored = StoredKeys.parse(readSecretFile(file) ?? {})
  const keys = completeKeys({
    secret: config.keys.secret ?? stored.secret,
    read: config.keys.read ?? stored.read,
    write: config.keys.write ?? stored.write,
  })
  const made = Object.entries(keys).filter(([kind, key]) => key !== config.keys[kind as keyof WorkspaceKeys])
  const isEmpty = (await db.pool.query('select from workspaces limit 1')).rowCount === 0
  // Before the database has their hashes, so that a crash in between loses no key.
  if (isEmpty && made.length > 0) writeSecretFile(file, Object.fromEntries(made))
  const { created } = await ensureFirstWorkspace(db, keys)
  if (isEmpty && !created) rmSync(file, { force: true })
  return onlyValid(db, keys)
}

async function onlyValid(db: Db, keys: WorkspaceKeys): Promise<KnownKeys> {
  const credentials = createCredentials(db.pool)
  const check = async (key: string) => ((await credentials.find(key)) ? key : null)
  return { secret: await check(keys.secret), read: await check(keys.read), write: await check(keys.write) }
}

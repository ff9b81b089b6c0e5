import { rmSync } from 'node:fs'
import { z } from 'zod'
import type { Db } from '../db/db.ts'
import { readSecretFile, writeSecretFile } from '../db/secret-file.ts'
import { createCredentials } from '../engine/credentials.ts'
import { completeKeys, type WorkspaceKeys } from '../engine/workspaces.ts'

const StoredKeys = z.object({ secret: z.string(), read: z.string(), write: z.string() }).partial()

/** Of each kind, null where it is not known here: it was given to another process, or changed since. */
export type KnownKeys = { readonly [kind in keyof WorkspaceKeys]: string | null }

export interface WorkspaceToPrepare {
  /** Where keys that nobody gave are kept; later starts find them there. */
  readonly file: string
  readonly given: { readonly [kind in keyof WorkspaceKeys]?: string | undefined }
  isMissing(): Promise<boolean>
  /** Creates it with these keys unless another process was faster. */
  create(keys: WorkspaceKeys): Promise<{ readonly created: boolean }>
}

/** Creates a workspace where it is missing, with the keys given and made-up ones for the rest. */
export async function prepareWorkspace(db: Db, { file, given, isMissing, create }: WorkspaceToPrepare): Promise<KnownKeys> {
  const stored = StoredKeys.parse(readSecretFile(file) ?? {})
  const keys = completeKeys({ secret: given.secret ?? stored.secret, read: given.read ?? stored.read, write: given.write ?? stored.write })
  const made = Object.entries(keys).filter(([kind, key]) => key !== given[kind as keyof WorkspaceKeys])
  if (await isMissing()) {
    // Before the database has their hashes, so that a crash in between loses no key.
    if (made.length > 0) writeSecretFile(file, Object.fromEntries(made))
    const { created } = await create(keys)
    if (!created) rmSync(file, { force: true })
  }
  return onlyValid(db, keys)
}

async function onlyValid(db: Db, keys: WorkspaceKeys): Promise<KnownKeys> {
  const credentials = createCredentials(db.pool)
  const check = async (key: string) => ((await credentials.find(key)) ? key : null)
  return { secret: await check(keys.secret), read: await check(keys.read), write: await check(keys.write) }
}

import type { Queryable } from '../../db/db.ts'
import { engineNow } from '../clock.ts'
import { createCredentials } from '../credentials.ts'
import { NotFoundError } from '../errors.ts'
import { IMPORT_SOURCE, insertSource } from '../sources.ts'
import type { ImportTarget } from './import-state.ts'

/** Whose data a file is. Without a key: the first workspace's. A source that does not exist yet is made. */
export async function findTarget(
  db: Queryable,
  { key, source = IMPORT_SOURCE }: { key?: string | undefined; source?: string | undefined },
): Promise<ImportTarget> {
  const workspaceId = key === undefined ? await firstWorkspace(db) : await workspaceOf(db, key)
  const known = await findSource(db, workspaceId, source)
  return { workspaceId, sourceId: known ?? (await insertSource(db, { workspaceId, name: source, now: await engineNow(db) })) }
}

/** The oldest: the one that the installation was made with. */
export async function firstWorkspace(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ id: string }>('select id from workspaces order by created_at, id limit 1')
  if (!rows[0]) throw new NotFoundError('There is no workspace.')
  return rows[0].id
}

async function workspaceOf(db: Queryable, key: string): Promise<string> {
  const credential = await createCredentials(db).find(key)
  if (!credential?.scopes.includes('track')) throw new NotFoundError('The key is no write key and no secret key of this database.')
  return credential.workspaceId
}

async function findSource(db: Queryable, workspaceId: string, name: string): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>('select id from sources where workspace_id = $1 and name = $2 order by id limit 1', [
    workspaceId,
    name,
  ])
  return rows[0]?.id ?? null
}

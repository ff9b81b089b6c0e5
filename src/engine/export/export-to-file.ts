import type { Queryable } from '../../db/db.ts'
import { engineNow } from '../clock.ts'
import { createCredentials } from '../credentials.ts'
import { NotFoundError } from '../errors.ts'
import { firstWorkspace } from '../import/import-target.ts'
import type { Entity } from '../profiles/profile.ts'
import type { Progress } from './export-run.ts'
import { openFile } from './file-target.ts'
import { countScope, type ExportScope } from './read-page.ts'
import type { ExportShape } from './shape.ts'
import { writeFile } from './write-file.ts'

export interface Chosen {
  /** The key of an audience; without, everybody. */
  readonly audience?: string | undefined
  readonly entity: Entity
  /** A key that may read its workspace; without, the first workspace. */
  readonly key?: string | undefined
}

/** What is exported, as of now, and how many that are. */
export async function chooseScope(
  db: Queryable,
  { audience, entity, key }: Chosen,
): Promise<{ readonly scope: ExportScope; readonly total: number }> {
  const workspaceId = key === undefined ? await firstWorkspace(db) : await workspaceOf(db, key)
  const found = audience === undefined ? null : await findAudience(db, workspaceId, audience)
  const scope = { workspaceId, entity: found?.entity ?? entity, audienceId: found?.id ?? null, asOf: await engineNow(db) }
  return { scope, total: await countScope(db, scope) }
}

interface ToFile {
  readonly scope: ExportScope
  readonly shape: ExportShape
  readonly path: string
  /** What it throws ends it. */
  readonly onProgress: (progress: Progress) => void
}

/** Writes all of it to one file, which is there when it is whole. */
export async function exportToFile(db: Queryable, { scope, shape, path, onProgress }: ToFile): Promise<Progress> {
  const sink = await openFile(path)
  try {
    return await writeFile(db, sink, { scope, shape, after: null, onPage: async (progress) => onProgress(progress) })
  } catch (error) {
    await sink.discard()
    throw error
  }
}

async function workspaceOf(db: Queryable, key: string): Promise<string> {
  const credential = await createCredentials(db).find(key)
  if (!credential?.scopes.includes('read')) throw new NotFoundError('The key is no read key and no secret key of this database.')
  return credential.workspaceId
}

async function findAudience(db: Queryable, workspaceId: string, key: string): Promise<{ readonly id: string; readonly entity: Entity }> {
  const { rows } = await db.query<{ id: string; entity: Entity; status: string }>(
    'select id, entity, status from audiences where workspace_id = $1 and key = $2 and deleted_at is null',
    [workspaceId, key],
  )
  if (!rows[0]) throw new NotFoundError(`There is no audience with the key "${key}".`)
  if (rows[0].status === 'COMPUTING') throw new NotFoundError(`The audience "${key}" is being computed; its members are not known yet.`)
  return rows[0]
}

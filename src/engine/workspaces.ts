import { type Db, type Queryable, transaction } from '../db/db.ts'
import { engineNow } from './clock.ts'
import { uuidv7 } from './id.ts'
import { generateKey } from './keys.ts'
import { GRAPHQL_SOURCE, HTTP_SOURCE, IMPORT_SOURCE, insertKey, insertSource } from './sources.ts'

export interface WorkspaceKeys {
  readonly secret: string
  readonly read: string
  readonly write: string
}

// Any number, always the same.
const LOCK = 7_461_001

/** The keys given, and new ones for those that are not. */
export function completeKeys(given: { readonly [key in keyof WorkspaceKeys]?: string | undefined }): WorkspaceKeys {
  return {
    secret: given.secret ?? generateKey('SECRET'),
    read: given.read ?? generateKey('READ'),
    write: given.write ?? generateKey('WRITE'),
  }
}

/**
 * Creates the workspace `default` with these keys when there is no workspace at all; else changes nothing. Processes that start at the same time
 * create one. Keep the keys first: afterwards the database has only their hashes.
 */
export async function ensureFirstWorkspace(db: Db, keys: WorkspaceKeys): Promise<{ workspaceId: string; created: boolean }> {
  return transaction(db.pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [LOCK])
    const { rows } = await client.query<{ id: string }>('select id from workspaces order by created_at, id limit 1')
    if (rows[0]) return { workspaceId: rows[0].id, created: false }
    return { workspaceId: await createWorkspace(client, { name: 'default', keys }), created: true }
  })
}

/** Creates a workspace with its sources and keys; answers its id. */
export async function createWorkspace(db: Queryable, { name, keys }: { name: string; keys: WorkspaceKeys }): Promise<string> {
  const now = await engineNow(db)
  const workspaceId = uuidv7(now)
  await db.query('insert into workspaces (id, name, created_at) values ($1, $2, $3)', [workspaceId, name, new Date(now)])
  // Sources are listed by their ids, and ids of one moment are in no order: the second is a moment younger than the first.
  const http = await insertSource(db, { workspaceId, name: HTTP_SOURCE, now: now - 2 })
  await insertSource(db, { workspaceId, name: GRAPHQL_SOURCE, now: now - 1 })
  await insertSource(db, { workspaceId, name: IMPORT_SOURCE, now })
  // What a secret or a write key tracks comes from the same source.
  await insertKey(db, { workspaceId, sourceId: http, kind: 'SECRET', key: keys.secret, now })
  await insertKey(db, { workspaceId, sourceId: null, kind: 'READ', key: keys.read, now })
  await insertKey(db, { workspaceId, sourceId: http, kind: 'WRITE', key: keys.write, now })
  return workspaceId
}

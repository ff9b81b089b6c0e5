import { type Db, type Queryable, transaction } from '../db/db.ts'
import { engineNow, type Millis } from './clock.ts'
import { LimitReachedError, NotFoundError, ValidationError } from './errors.ts'
import { uuidv7 } from './id.ts'
import { generateKey, hashKey, type KeyKind, SCOPES } from './keys.ts'

/** Of every workspace from the start: where calls of the tracking API, of GraphQL and of imports come from. */
export const HTTP_SOURCE = 'HTTP'
export const GRAPHQL_SOURCE = 'GraphQL'
export const IMPORT_SOURCE = 'Import'

const MOST_SOURCES = 1000
/** Revoked ones too: they stay listed. */
const MOST_KEYS = 100

/** Where messages come from, with a write key to send them by. Answers its id. */
export async function createSource(db: Db, { workspaceId, name }: { readonly workspaceId: string; readonly name: string }): Promise<string> {
  requireName(name)
  return transaction(db.pool, async (client) => {
    const { rows } = await client.query<{ sources: number }>(
      `select (select count(*)::integer from sources where workspace_id = $1) as sources from workspaces where id = $1 for update`,
      [workspaceId],
    )
    if ((rows[0]?.sources ?? 0) >= MOST_SOURCES) throw new LimitReachedError(`A workspace has at most ${MOST_SOURCES} sources.`)
    const now = await engineNow(client)
    const sourceId = await insertSource(client, { workspaceId, name, now })
    await insertKey(client, { workspaceId, sourceId, kind: 'WRITE', key: generateKey('WRITE'), now })
    return sourceId
  })
}

interface SourceChange {
  readonly workspaceId: string
  readonly id: string
  readonly name?: string | undefined
  readonly enabled?: boolean | undefined
}

/** Renames a source, or switches it off and on: of one that is off nothing is taken. */
export async function updateSource(db: Db, { workspaceId, id, name, enabled }: SourceChange): Promise<void> {
  if (name !== undefined) requireName(name)
  await transaction(db.pool, async (client) => {
    const source = await lockSource(client, { workspaceId, id }, ['id'])
    if (source.name === GRAPHQL_SOURCE && name !== undefined && name !== source.name)
      throw new ValidationError(`The source "${GRAPHQL_SOURCE}" keeps its name: it is where what \`ingest\` takes comes from.`, ['name'])
    await client.query('update sources set name = coalesce($2, name), enabled = coalesce($3, enabled) where id = $1', [
      id,
      name ?? null,
      enabled ?? null,
    ])
  })
}

/** Another write key for a source, so that the one in use can be revoked. Answers its id. */
export async function createWriteKey(
  db: Db,
  { workspaceId, sourceId }: { readonly workspaceId: string; readonly sourceId: string },
): Promise<string> {
  return transaction(db.pool, async (client) => {
    await lockSource(client, { workspaceId, id: sourceId }, ['sourceId'])
    const { rows } = await client.query<{ keys: number }>('select count(*)::integer as keys from api_keys where source_id = $1', [sourceId])
    if ((rows[0]?.keys ?? 0) >= MOST_KEYS) throw new LimitReachedError(`A source has at most ${MOST_KEYS} write keys, revoked ones included.`)
    return insertKey(client, { workspaceId, sourceId, kind: 'WRITE', key: generateKey('WRITE'), now: await engineNow(client) })
  })
}

/** Nothing is taken from it any more, within a second. One that is revoked already stays as it is. */
export async function revokeWriteKey(db: Db, { workspaceId, id }: { readonly workspaceId: string; readonly id: string }): Promise<void> {
  const { rowCount } = await db.pool.query(
    `update api_keys set revoked_at = coalesce(revoked_at, engine_now()) where workspace_id = $1 and id = $2 and kind = 'WRITE'`,
    [workspaceId, id],
  )
  if (rowCount === 0) throw new NotFoundError('There is no such write key.', ['id'])
}

function requireName(name: string): void {
  if (name.trim() === '' || name.length > 255) throw new ValidationError('A name has 1 to 255 characters.', ['name'])
}

async function lockSource(
  client: Queryable,
  { workspaceId, id }: { workspaceId: string; id: string },
  path: readonly string[],
): Promise<{ name: string }> {
  const { rows } = await client.query<{ name: string }>('select name from sources where workspace_id = $1 and id = $2 for update', [workspaceId, id])
  if (!rows[0]) throw new NotFoundError('There is no such source.', path)
  return rows[0]
}

export async function insertSource(db: Queryable, source: { workspaceId: string; name: string; now: Millis }): Promise<string> {
  const id = uuidv7(source.now)
  const values = [id, source.workspaceId, source.name, new Date(source.now)]
  await db.query('insert into sources (id, workspace_id, name, created_at) values ($1, $2, $3, $4)', values)
  return id
}

interface NewKey {
  readonly workspaceId: string
  readonly sourceId: string | null
  readonly kind: KeyKind
  readonly key: string
  readonly now: Millis
}

export async function insertKey(db: Queryable, { workspaceId, sourceId, kind, key, now }: NewKey): Promise<string> {
  const id = uuidv7(now)
  // A write key is public in every browser; of the others nobody needs more than the hash.
  const publicKey = kind === 'WRITE' ? key : null
  await db.query(
    `insert into api_keys (id, workspace_id, source_id, kind, hash, public_key, scopes, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, workspaceId, sourceId, kind, hashKey(key), publicKey, [...SCOPES[kind]], new Date(now)],
  )
  return id
}

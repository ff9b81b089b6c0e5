import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Queryable } from '../db/db.ts'
import type { Credentials } from '../engine/credentials.ts'
import { folderOf } from '../engine/export/file-target.ts'
import { parseUuid } from '../engine/public-id.ts'
import { bearerKey } from './graphql-access.ts'
import { HttpError } from './http-error.ts'
import { type Route, segmentsOf } from './route.ts'

export interface ExportFilesOptions {
  readonly db: Queryable
  readonly credentials: Credentials
  readonly dataDir: string
}

const TYPES: Readonly<Record<string, string>> = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  gz: 'application/gzip',
}

/** The files of exports, for the keys that may read; whole or in part. */
export function exportFileRoutes({ db, credentials, dataDir }: ExportFilesOptions): Route[] {
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const key = bearerKey(request.headers.authorization)
    const credential = key === null ? null : await credentials.find(key)
    if (!credential?.scopes.includes('read'))
      throw new HttpError({ status: 401, code: 'unauthenticated', message: 'A secret key or a read key opens this, as a Bearer token.' })
    const [, , , run = '', name = ''] = segmentsOf(request)
    const runId = parseUuid('exr', run)
    if (!runId || !(await hasFile(db, { workspaceId: credential.workspaceId, runId, name }))) throw absent('There is no such file.')
    await send(request, response, { path: join(folderOf(dataDir, runId), name), name })
  }
  return [{ method: 'GET', path: '/v1/exports/*/*', handle }]
}

const absent = (message: string): HttpError => new HttpError({ status: 404, code: 'not_found', message })

/** Names are those of the list, so none leads elsewhere. */
async function hasFile(
  db: Queryable,
  { workspaceId, runId, name }: { readonly workspaceId: string; readonly runId: string; readonly name: string },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from export_runs r join exports e on e.id = r.export_id
     where r.id = $1 and r.workspace_id = $2 and e.deleted_at is null and e.store is null and r.files @> $3::jsonb`,
    [runId, workspaceId, JSON.stringify([{ name }])],
  )
  return rowCount === 1
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  { path, name }: { readonly path: string; readonly name: string },
): Promise<void> {
  const found = await stat(path).catch(() => null)
  if (!found) throw absent('The file is not in the data directory of this process: api and worker share one.')
  const range = rangeOf(request, found.size)
  const head = {
    'content-type': TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    'content-disposition': `attachment; filename="${name}"`,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-store',
    'content-length': range ? range.end - range.start + 1 : found.size,
    ...(range && { 'content-range': `bytes ${range.start}-${range.end}/${found.size}` }),
  }
  response.writeHead(range ? 206 : 200, head)
  if (request.method === 'HEAD' || found.size === 0) return void response.end()
  // Whoever goes away in the middle is no failure of ours.
  await pipeline(createReadStream(path, range ?? {}), response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  })
}

/** The one part that is asked for; null: all of it. A file never changes, so a condition is met. */
function rangeOf({ headers }: IncomingMessage, size: number): { readonly start: number; readonly end: number } | null {
  const [matched, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '') ?? []
  if (matched === undefined || (first === '' && last === '')) return null
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (start > end || start >= size)
    throw new HttpError({
      status: 416,
      code: 'range_not_satisfiable',
      message: `The file has ${size} bytes.`,
      headers: { 'content-range': `bytes */${size}` },
    })
  return { start, end }
}

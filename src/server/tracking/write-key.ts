import type { IncomingMessage } from 'node:http'
import { isObject, type Json } from '../../engine/json.ts'
import { HttpError } from '../http-error.ts'
import { queryOf } from '../route.ts'
import type { TrackingContext, TrackingSource } from './tracking-context.ts'
import { whileAvailable } from './unavailable.ts'

/** The write key of a request: from Basic auth (some SDKs leave out the colon), else the body, else the query. */
export function writeKeyOf(request: IncomingMessage, body: Json): string | null {
  const inBody = isObject(body) ? body['writeKey'] : null
  return basicUser(request.headers.authorization) || (typeof inBody === 'string' && inBody) || queryOf(request).get('writeKey') || null
}

/** The user of Basic auth; some clients leave out the colon. */
export function basicUser(header: string | undefined): string | null {
  const credentials = /^basic\s+(\S+)$/i.exec(header ?? '')?.[1]
  return credentials ? (Buffer.from(credentials, 'base64').toString('utf8').split(':', 1)[0] ?? null) : null
}

/** Throws HttpError 401 when no such key may track. */
export async function findSource({ credentials }: TrackingContext, key: string | null): Promise<TrackingSource> {
  const credential = key === null ? null : await whileAvailable(() => credentials.find(key))
  if (!credential?.sourceId || !credential.scopes.includes('track')) {
    throw new HttpError({ status: 401, code: 'unknown_source', message: 'The write key is not known here.' })
  }
  return { workspaceId: credential.workspaceId, sourceId: credential.sourceId }
}

import { randomUUID } from 'node:crypto'
import type { Queryable } from '../../db/db.ts'
import { ValidationError } from '../errors.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { observe } from '../observe.ts'
import { appendToInbox } from './inbox.ts'
import { inspectBody, type RejectedMessage } from './inspect-body.ts'
import type { LaneHints } from './lane-hints.ts'
import { MAX_BATCH_BYTES, MAX_BATCH_MESSAGES, MAX_DEPTH } from './limits.ts'
import { measure } from './measure.ts'
import { parseBody } from './parse-body.ts'

export interface IngestedBatch {
  readonly accepted: number
  /** Of the accepted messages, in their order. */
  readonly messageIds: readonly string[]
  readonly refused: readonly (RejectedMessage & { readonly index: number })[]
}

interface NewBatch {
  readonly workspaceId: string
  readonly sourceId: string
  /** Calls of the tracking spec, each with its type; nothing is shared between them. */
  readonly batch: readonly JsonObject[]
}

/** Makes calls durable and answers their ids: those without one get one. Throws ValidationError when the batch as a whole cannot be taken. */
export async function ingestBatch(db: Queryable, hints: LaneHints, { workspaceId, sourceId, batch }: NewBatch): Promise<IngestedBatch> {
  if (batch.length === 0 || batch.length > MAX_BATCH_MESSAGES) throw invalid(`has 1 to ${MAX_BATCH_MESSAGES} messages`)
  const body = serialise(batch)
  // As a worker will read it, with what no text can hold already replaced.
  const parsed = parseBody(body)
  const { rejected, parcels } = inspectBody(body, parsed, null)
  await appendToInbox(db, { workspaceId, sourceId, call: null, parcels })
  hints.wake(parcels.map(({ lane }) => lane))
  const refused = rejected.filter((one): one is RejectedMessage & { index: number } => one.index !== null)
  const indexes = new Set(refused.map(({ index }) => index))
  const messageIds = messagesOf(parsed).flatMap((message, index) => (indexes.has(index) ? [] : String(message['messageId'])))
  observe('intake', { accepted: messageIds.length, refused: refused.map(({ code }) => code) })
  return { accepted: messageIds.length, messageIds, refused }
}

function serialise(batch: readonly JsonObject[]): Buffer {
  for (const [index, message] of batch.entries()) {
    const { tooDeep, infinite } = measure(message)
    // JSON.stringify has no stack for such a depth, and makes null of such a number.
    if (tooDeep) throw invalid(`is nested at most ${MAX_DEPTH} levels deep`, index)
    if (infinite) throw invalid('has only numbers that a double can hold', index)
  }
  const body = Buffer.from(JSON.stringify({ batch: batch.map(withId) }))
  if (body.length > MAX_BATCH_BYTES) throw invalid(`is at most ${MAX_BATCH_BYTES / 1024} KB of JSON`)
  return body
}

const withId = (message: JsonObject): JsonObject => (!message['messageId'] ? { ...message, messageId: randomUUID() } : message)

function messagesOf(body: Json): readonly JsonObject[] {
  const batch = isObject(body) ? body['batch'] : null
  return Array.isArray(batch) ? batch : []
}

function invalid(demand: string, index?: number): ValidationError {
  return index === undefined
    ? new ValidationError(`A batch ${demand}.`, ['batch'])
    : new ValidationError(`A message ${demand}.`, ['batch', String(index)])
}

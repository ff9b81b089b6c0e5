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
import { writeJson } from './write-json.ts'

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
  const body = Buffer.from(writeJson({ batch: batch.map((message) => withId(cutOff(message))) }))
  if (body.length > MAX_BATCH_BYTES) throw invalid(`is at most ${MAX_BATCH_BYTES / 1024} KB of JSON`)
  return body
}

/** A message that is too deep stays so, and is refused for it, but of no more depth than there is a stack for. */
const cutOff = (message: JsonObject): JsonObject => (measure(message).tooDeep ? (shallow(message, 1) as JsonObject) : message)

function shallow(value: Json, level: number): Json {
  if (Array.isArray(value)) return level > MAX_DEPTH ? [] : (value as Json[]).map((element) => shallow(element, level + 1))
  if (!isObject(value)) return value
  return level > MAX_DEPTH ? {} : Object.fromEntries(Object.entries(value).map(([key, element]) => [key, shallow(element, level + 1)]))
}

const withId = (message: JsonObject): JsonObject => (!message['messageId'] ? { ...message, messageId: randomUUID() } : message)

function messagesOf(body: Json): readonly JsonObject[] {
  const batch = isObject(body) ? body['batch'] : null
  return Array.isArray(batch) ? batch : []
}

const invalid = (demand: string) => new ValidationError(`A batch ${demand}.`, ['batch'])

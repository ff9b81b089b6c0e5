import { checkMessage } from '../ingest/check-message.ts'
import { senderKey } from '../ingest/identifiers.ts'
import { laneOf } from '../ingest/lanes.ts'
import { MAX_MESSAGE_BYTES } from '../ingest/limits.ts'
import { measure } from '../ingest/measure.ts'
import { parseBody } from '../ingest/parse-body.ts'
import { type Rejection, reject } from '../ingest/rejection.ts'
import { NOTHING_SHARED } from '../ingest/shared-fields.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import type { Line } from './read-lines.ts'

/** What a line of an import is. */
export type CallLine =
  | { readonly kind: 'call'; readonly lane: number; readonly json: Buffer }
  | { readonly kind: 'refused'; readonly rejection: Rejection; readonly sample: Json }
  | { readonly kind: 'blank' }

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])

/** Reads one line; a call without a messageId gets `messageId`, which must be the same whenever the line is read. */
export function readCallLine(line: Line, messageId: string): CallLine {
  if (line.tooLong) return refused(reject('bad_request', `The line is longer than ${MAX_MESSAGE_BYTES / 1024} KB.`), null)
  const bytes = line.number === 1 && line.bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? line.bytes.subarray(3) : line.bytes
  if (isBlank(bytes)) return { kind: 'blank' }
  const call = parseOrNothing(bytes)
  return call === undefined ? refused(reject('bad_request', 'The line is not JSON.'), bytes.toString('utf8')) : toCall(call, bytes, messageId)
}

/** The same for a call that was read already; `bytes` is its text. */
export function toCall(call: Json, bytes: Buffer, messageId: string): CallLine {
  const rejection = checkMessage(call, measure(call), { call: null, shared: NOTHING_SHARED })
  if (rejection || !isObject(call)) return refused(rejection ?? reject('bad_request', 'The line is not an object.'), call)
  const context = isObject(call['context']) ? call['context'] : {}
  return { kind: 'call', lane: laneOf(senderKey(call, context) ?? ''), json: storable(call, bytes, messageId) }
}

/** The text as it came, but where something must be added or left out. */
function storable(call: JsonObject, bytes: Buffer, messageId: string): Buffer {
  const hasId = typeof call['messageId'] === 'string' && call['messageId'] !== ''
  // `sentAt` corrects the clock of a client that sends now; what happened long ago would all be moved to today.
  const hasSentAt = call['sentAt'] !== undefined
  if (hasId && !hasSentAt) return bytes
  const { sentAt: _, ...rest } = call
  return Buffer.from(JSON.stringify(hasId ? rest : { ...rest, messageId }))
}

export const refused = (rejection: Rejection, sample: Json): CallLine => ({ kind: 'refused', rejection, sample })

function isBlank(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false
  return true
}

function parseOrNothing(bytes: Buffer): Json | undefined {
  try {
    return parseBody(bytes)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

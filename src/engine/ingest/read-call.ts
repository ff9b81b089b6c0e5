import { isObject, type Json } from '../json.ts'
import { MAX_BATCH_MESSAGES } from './limits.ts'
import type { EventType } from './message.ts'
import { type Rejection, reject } from './rejection.ts'
import { NOTHING_SHARED, type SharedFields, sharedFields } from './shared-fields.ts'

/** The messages of a body, or why the body as a whole is refused. */
export type Call =
  | { readonly kind: 'messages'; readonly messages: readonly Json[]; readonly shared: SharedFields }
  | { readonly kind: 'refused'; readonly rejection: Rejection }

/** Takes a parsed body apart: a single message for an endpoint of one kind of call, else a batch. */
export function readCall(body: Json, call: EventType | null): Call {
  if (call) return { kind: 'messages', messages: [body], shared: NOTHING_SHARED }
  if (!isObject(body)) return refused('bad_request', 'The body is not an object with a list `batch`.')
  const batch = body['batch'] ?? []
  if (!Array.isArray(batch)) return refused('bad_request', 'The `batch` is not a list.')
  if (batch.length === 0) return refused('empty_batch', 'The `batch` has no messages.')
  if (batch.length > MAX_BATCH_MESSAGES) return refused('bad_request', `The \`batch\` has more than ${MAX_BATCH_MESSAGES} messages.`)
  return { kind: 'messages', messages: batch, shared: sharedFields(body) }
}

const refused = (code: Rejection['code'], message: string): Call => ({ kind: 'refused', rejection: reject(code, message) })

import { isObject, type Json, type JsonObject } from '../json.ts'
import { messageIdOf } from './accept.ts'
import { checkMessage } from './check-message.ts'
import { senderKey } from './identifiers.ts'
import { laneOf } from './lanes.ts'
import { measure } from './measure.ts'
import type { EventType } from './message.ts'
import { readCall } from './read-call.ts'
import type { Rejection } from './rejection.ts'
import { merged, type SharedFields } from './shared-fields.ts'

/** A message that will be refused when its row is processed. The index is null when it is the body as a whole. */
export interface RejectedMessage extends Rejection {
  readonly index: number | null
  readonly messageId: string | null
}

/** A part of a body that goes to one lane, as one row. */
export interface Parcel {
  readonly lane: number
  readonly messages: number
  readonly body: Buffer
}

export interface Inspection {
  readonly rejected: readonly RejectedMessage[]
  /** At least one; together they hold every message, also those that will be refused and recorded as such. */
  readonly parcels: readonly Parcel[]
}

/** Says of a body and its parsed form what acceptRow will refuse of it, and how it goes into the inbox: whole, or one part for each lane. */
export function inspectBody(body: Buffer, parsed: Json, call: EventType | null): Inspection {
  const { messages, shared, rejection } = { messages: [], shared: null, rejection: null, ...readCall(parsed, call) }
  if (!shared) return { rejected: rejection ? [{ ...rejection, index: null, messageId: null }] : [], parcels: [{ lane: 0, messages: 1, body }] }
  const rejected: RejectedMessage[] = []
  const lanes: (number | null)[] = []
  let exact = !shared.infinite && !shared.tooDeep
  for (const [index, message] of messages.entries()) {
    const size = measure(message)
    // JSON.stringify has no way to write such a number, and no stack for such a depth.
    if (size.infinite || size.tooDeep) exact = false
    const problem = checkMessage(message, size, { call, shared })
    if (problem) rejected.push({ ...problem, index, messageId: messageIdOf(message) })
    lanes.push(laneOfMessage(message, shared))
  }
  const first = lanes.find((lane) => lane !== null) ?? 0
  const whole = !exact || lanes.every((lane) => lane === null || lane === first)
  return {
    rejected,
    parcels: whole
      ? [{ lane: first, messages: messages.length, body }]
      : split(
          messages,
          lanes.map((lane) => lane ?? first),
          shared,
        ),
  }
}

function laneOfMessage(message: Json, shared: SharedFields): number | null {
  const key = isObject(message) ? senderKey(message, merged(message['context'], shared.context) ?? {}) : null
  return key === null ? null : laneOf(key)
}

function split(messages: readonly Json[], lanes: readonly number[], { context, integrations, sentAt }: SharedFields): Parcel[] {
  const batches = new Map<number, Json[]>()
  for (const [index, message] of messages.entries()) {
    const lane = lanes[index] ?? 0
    const batch = batches.get(lane)
    if (batch) batch.push(message)
    else batches.set(lane, [message])
  }
  const fields: JsonObject = { ...(context && { context }), ...(integrations && { integrations }), ...(sentAt !== null && { sentAt }) }
  return [...batches].map(([lane, batch]) => ({ lane, messages: batch.length, body: Buffer.from(JSON.stringify({ batch, ...fields })) }))
}

import { isObject, type Json } from '../json.ts'
import type { Refusal } from '../refusal.ts'
import { buildMessage } from './build-message.ts'
import { checkMessage, typeOf } from './check-message.ts'
import type { InboxRow } from './inbox-row.ts'
import { MAX_MESSAGE_ID_LENGTH } from './limits.ts'
import { measure } from './measure.ts'
import type { Message } from './message.ts'
import { parseBody } from './parse-body.ts'
import { readCall } from './read-call.ts'
import { type Rejection, reject } from './rejection.ts'
import type { SharedFields } from './shared-fields.ts'

export interface Acceptance {
  readonly messages: Message[]
  readonly refusals: Refusal[]
}

/** What an inbox row holds: the messages that count, storable, and what was refused of it. The same row always gives the same answer. */
export function acceptRow(row: InboxRow): Acceptance {
  const acceptance: Acceptance = { messages: [], refusals: [] }
  const body = parseOrNothing(row.body)
  if (body === undefined) {
    acceptance.refusals.push(refusal(row, reject('bad_request', 'The body is not JSON.'), null))
    return acceptance
  }
  const call = readCall(body, row.call)
  if (call.kind === 'refused') acceptance.refusals.push(refusal(row, call.rejection, body))
  else for (const [index, message] of call.messages.entries()) acceptMessage(message, { row, index, shared: call.shared }, acceptance)
  return acceptance
}

function acceptMessage(raw: Json, place: { row: InboxRow; index: number; shared: SharedFields }, { messages, refusals }: Acceptance): void {
  const { row, index, shared } = place
  const size = measure(raw)
  const rejection = checkMessage(raw, size, { call: row.call, shared })
  const type = isObject(raw) ? typeOf(raw, row.call) : null
  if (rejection || !isObject(raw) || !type) {
    if (rejection) refusals.push(refusal(row, rejection, raw))
    return
  }
  const { message, omissions } = buildMessage(raw, {
    type,
    sourceId: row.sourceId,
    receivedAt: row.receivedAt,
    derivedId: `inbox-${row.id}-${index}`,
    shared,
    ip: row.ip,
    infinite: size.infinite || shared.infinite,
  })
  messages.push(message)
  for (const omission of omissions) refusals.push({ ...omission, sourceId: row.sourceId, messageId: message.messageId, identifiers: [] })
}

function refusal(row: InboxRow, { code, message }: Rejection, sample: Json): Refusal {
  return { kind: 'MESSAGE', code, message, sourceId: row.sourceId, messageId: messageIdOf(sample), identifiers: [], sample }
}

/** As it was sent, where it was sent as one. */
export function messageIdOf(message: Json): string | null {
  const id = isObject(message) ? message['messageId'] : null
  return typeof id === 'string' && id !== '' && id.length <= MAX_MESSAGE_ID_LENGTH ? id : null
}

// The API takes nothing that is not JSON, so this is the last resort of a lane.
function parseOrNothing(body: Buffer): Json | undefined {
  try {
    return parseBody(body)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

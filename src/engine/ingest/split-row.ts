import { isObject, type Json } from '../json.ts'
import { messageIdOf } from './accept.ts'
import type { InboxRow } from './inbox-row.ts'
import { parseBody } from './parse-body.ts'
import { readCall } from './read-call.ts'

/** The bodies of rows of one message each that together mean the same as this row; none when it holds no more than one. */
export function splitRow(row: InboxRow): readonly Buffer[] {
  const call = readCall(parseBody(row.body), row.call)
  if (call.kind === 'refused' || call.messages.length <= 1) return []
  const { context, integrations, sentAt } = call.shared
  return call.messages.map((message, index) => Buffer.from(JSON.stringify({ batch: [withId(message, row, index)], context, integrations, sentAt })))
}

/** A message without an id gets the one that acceptRow would derive for it in this row. */
function withId(message: Json, row: InboxRow, index: number): Json {
  return isObject(message) && messageIdOf(message) === null && (message['messageId'] ?? null) === null
    ? { ...message, messageId: derivedMessageId(row.id, index) }
    : message
}

export const derivedMessageId = (rowId: string, index: number): string => `inbox-${rowId}-${index}`

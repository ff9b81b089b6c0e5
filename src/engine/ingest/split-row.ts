import { isObject, type Json } from '../json.ts'
import type { InboxRow } from './inbox-row.ts'
import { parseBody } from './parse-body.ts'
import { readCall } from './read-call.ts'
import { writeJson } from './write-json.ts'

/** The bodies of rows of one message each that together mean the same as this row; none when it holds no more than one. */
export function splitRow(row: InboxRow): readonly Buffer[] {
  const call = readCall(parseBody(row.body), row.call)
  if (call.kind === 'refused' || call.messages.length <= 1) return []
  const { context, integrations, sentAt } = call.shared
  return call.messages.map((message, index) => Buffer.from(writeJson({ batch: [withId(message, row, index)], context, integrations, sentAt })))
}

/** The body of a row of one message, as it came; but if the message has no id, with the one that this row gives it, so that it keeps it in another row. */
export function withLastingId(row: InboxRow): Buffer {
  const call = readCall(parseBody(row.body), row.call)
  const message = call.kind === 'messages' ? (call.messages[0] ?? null) : null
  const lasting = withId(message, row, 0)
  if (call.kind === 'refused' || lasting === message) return row.body
  const { context, integrations, sentAt } = call.shared
  return Buffer.from(writeJson(row.call ? lasting : { batch: [lasting], context, integrations, sentAt }))
}

/** A message without an id gets the one that acceptRow would derive for it in this row. */
function withId(message: Json, row: InboxRow, index: number): Json {
  return isObject(message) && (message['messageId'] ?? '') === '' ? { ...message, messageId: derivedMessageId(row.id, index) } : message
}

export const derivedMessageId = (rowId: string, index: number): string => `inbox-${rowId}-${index}`

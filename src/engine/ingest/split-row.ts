import { isObject, type Json } from '../json.ts'
import type { InboxRow } from './inbox-row.ts'
import { parseBody } from './parse-body.ts'
import { readCall } from './read-call.ts'

/** The bodies of rows of one message each that together mean the same as this row; none when it holds no more than one. */
export function splitRow(row: InboxRow): readonly Buffer[] {
  const call = readCall(parseBody(row.body), row.call)
  if (call.kind === 'refused' || call.messages.length <= 1) return []
  const { context, integrations, sentAt } = call.shared
  return call.messages.map((message, index) => write({ batch: [withId(message, row, index)], context, integrations, sentAt }))
}

/** The body of a row of one message, as it came; but if the message has no id, with the one that this row gives it, so that it keeps it in another row. */
export function withLastingId(row: InboxRow): Buffer {
  const call = readCall(parseBody(row.body), row.call)
  const message = call.kind === 'messages' ? (call.messages[0] ?? null) : null
  const lasting = withId(message, row, 0)
  if (call.kind === 'refused' || lasting === message) return row.body
  const { context, integrations, sentAt } = call.shared
  return write(row.call ? lasting : { batch: [lasting], context, integrations, sentAt })
}

/** A message without an id gets the one that acceptRow would derive for it in this row. */
function withId(message: Json, row: InboxRow, index: number): Json {
  return isObject(message) && (message['messageId'] ?? '') === '' ? { ...message, messageId: derivedMessageId(row.id, index) } : message
}

export const derivedMessageId = (rowId: string, index: number): string => `inbox-${rowId}-${index}`

/** JSON as parseBody reads it: a number beyond a double was read as infinite, of which JSON.stringify would make null. No string it reads has U+0000. */
function write(body: Json): Buffer {
  const text = JSON.stringify(body, (_key, value: unknown) =>
    value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY ? '\0' : value,
  )
  return Buffer.from(text.replaceAll('"\\u0000"', '1e999'))
}

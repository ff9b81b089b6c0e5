import { isObject, type Json } from '../json.ts'
import { missingIp } from './client-ip.ts'
import type { InboxRow } from './inbox-row.ts'
import { parseBody } from './parse-body.ts'
import { readCall } from './read-call.ts'
import type { SharedFields } from './shared-fields.ts'
import { writeJson } from './write-json.ts'

/** The bodies of rows of one message each that together mean the same as this row; none when it holds no more than one. */
export function splitRow(row: InboxRow): readonly Buffer[] {
  const call = readCall(parseBody(row.body), row.call)
  if (call.kind === 'refused' || call.messages.length <= 1) return []
  const { context, integrations, sentAt } = call.shared
  return call.messages.map((message, index) =>
    write({ batch: [lasting(message, { row, index, shared: call.shared })], context, integrations, sentAt }),
  )
}

/** The body of a row of one message, as it came; but with what only this row says of it, so that it keeps it in another row. */
export function withLastingId(row: InboxRow): Buffer {
  const call = readCall(parseBody(row.body), row.call)
  const message = call.kind === 'messages' ? (call.messages[0] ?? null) : null
  if (call.kind === 'refused') return row.body
  const kept = lasting(message, { row, index: 0, shared: call.shared })
  if (kept === message) return row.body
  const { context, integrations, sentAt } = call.shared
  return write(row.call ? kept : { batch: [kept], context, integrations, sentAt })
}

interface Place {
  readonly row: InboxRow
  readonly index: number
  readonly shared: SharedFields
}

/** A message gets the id and the address that acceptRow would give it in this row, where it has none. */
function lasting(message: Json, { row, index, shared }: Place): Json {
  if (!isObject(message)) return message
  const named = (message['messageId'] ?? '') === '' ? { ...message, messageId: derivedMessageId(row.id, index) } : message
  const ip = missingIp(message, { ip: row.ip, shared })
  return ip === null ? named : { ...named, context: { ...(isObject(message['context']) && message['context']), ip } }
}

export const derivedMessageId = (rowId: string, index: number): string => `inbox-${rowId}-${index}`

const write = (body: Json): Buffer => Buffer.from(writeJson(body))

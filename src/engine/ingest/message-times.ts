import type { Millis } from '../clock.ts'
import type { Json, JsonObject } from '../json.ts'
import type { Message } from './message.ts'
import type { Omission } from './omission.ts'
import type { SharedFields } from './shared-fields.ts'
import { correctedTimestamp, parseTimestamp } from './timestamp.ts'

type Times = Pick<Message, 'timestamp' | 'originalTimestamp' | 'sentAt'>

/** When it happened, and what the client said about that; the `sentAt` of a batch wins over that of the message. */
export function readTimes(raw: JsonObject, request: { readonly shared: SharedFields; readonly receivedAt: Millis }, omissions: Omission[]): Times {
  const { shared, receivedAt } = request
  const sentAt = shared.sentAtMillis ?? readTime(shared.sentAt ?? raw['sentAt'] ?? null, 'sentAt', omissions)
  const said = readTime(raw['timestamp'] ?? null, 'timestamp', omissions)
  const originalTimestamp = readTime(raw['originalTimestamp'] ?? null, 'originalTimestamp', omissions) ?? said
  // Where nothing corrects the client's clock, a `timestamp` beside an `originalTimestamp` is one that somebody has corrected before.
  const timestamp = correctedTimestamp(sentAt === null ? (said ?? originalTimestamp) : originalTimestamp, sentAt, receivedAt)
  return { timestamp, originalTimestamp, sentAt }
}

function readTime(value: Json, key: string, omissions: Omission[]): Millis | null {
  if (value === null) return null
  const at = parseTimestamp(value)
  if (at === null) {
    const message = `The ${key} was left out: it is not ISO 8601 between 1970 and 9999.`
    omissions.push({ kind: 'PROPERTY', code: 'timestamp_invalid', message, sample: value })
  }
  return at
}

import type { Millis } from '../clock.ts'
import type { EventType } from './message.ts'

/** One accepted request body, or the part of it that belongs to one lane, as it waits in the inbox. */
export interface InboxRow {
  readonly id: string
  readonly lane: number
  readonly sourceId: string
  readonly receivedAt: Millis
  /** The kind of call when the body is a single message; null for `{ batch, context?, integrations?, sentAt? }`. */
  readonly call: EventType | null
  readonly body: Buffer
  /** The address that the body came from, where it came over HTTP. */
  readonly ip: string | null
}

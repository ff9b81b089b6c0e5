import type { Millis } from '../clock.ts'
import type { JsonObject } from '../json.ts'

export const EVENT_TYPES = ['TRACK', 'IDENTIFY', 'PAGE', 'SCREEN', 'GROUP', 'ALIAS'] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** An accepted call of the tracking spec: storable, with its time and its id fixed. */
export interface Message {
  readonly type: EventType
  /** The event's name for track; `Page Viewed`, `Screen Viewed`, `$identify`, `$group` and `$alias` for the others. */
  readonly name: string
  readonly messageId: string
  /** When it happened: the client's clock, corrected. */
  readonly timestamp: Millis
  readonly originalTimestamp: Millis | null
  readonly sentAt: Millis | null
  readonly receivedAt: Millis
  readonly sourceId: string
  readonly userId: string | null
  readonly anonymousId: string | null
  readonly groupId: string | null
  readonly previousId: string | null
  /** Of page and screen calls, also their name and category. */
  readonly properties: JsonObject
  /** Of identify and group calls. */
  readonly traits: JsonObject | null
  readonly context: JsonObject
  readonly integrations: JsonObject | null
}

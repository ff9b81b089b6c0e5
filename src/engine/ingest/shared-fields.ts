import type { Millis } from '../clock.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { measure } from './measure.ts'
import { parseTimestamp } from './timestamp.ts'

/** What a batch says once for all its messages. */
export interface SharedFields {
  readonly context: JsonObject | null
  readonly integrations: JsonObject | null
  readonly sentAt: Json
  /** The same as a moment; null where it is missing or none. */
  readonly sentAtMillis: Millis | null
  /** Of the JSON that each message gets from here. */
  readonly bytes: number
  readonly tooDeep: boolean
  readonly infinite: boolean
}

export const NOTHING_SHARED: SharedFields = {
  context: null,
  integrations: null,
  sentAt: null,
  sentAtMillis: null,
  bytes: 0,
  tooDeep: false,
  infinite: false,
}

export function sharedFields(batch: JsonObject): SharedFields {
  const context = isObject(batch['context']) ? batch['context'] : null
  const integrations = isObject(batch['integrations']) ? batch['integrations'] : null
  const sentAt = batch['sentAt'] ?? null
  const sentAtMillis = parseTimestamp(sentAt)
  if (!context && !integrations) return { ...NOTHING_SHARED, sentAt, sentAtMillis }
  const { tooDeep, infinite } = measure({ context, integrations })
  const bytes = tooDeep ? 0 : Buffer.byteLength(JSON.stringify({ context, integrations }))
  return { context, integrations, sentAt, sentAtMillis, bytes, tooDeep, infinite }
}

/** Whose own keys win, at the top level, over those of the batch. */
export function merged(own: Json | undefined, shared: JsonObject | null): JsonObject | null {
  if (!isObject(own)) return shared
  return shared ? { ...shared, ...own } : own
}

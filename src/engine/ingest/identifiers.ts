import { isObject, type Json, type JsonObject } from '../json.ts'
import { MAX_IDENTIFIER_LENGTH } from './limits.ts'

export interface ExternalId {
  readonly id: string
  readonly type: string
}

/** The value as an identifier: null where there is none or it is too long to be one. */
export const identifier = (value: Json | undefined): string | null =>
  typeof value === 'string' && value !== '' && value.length <= MAX_IDENTIFIER_LENGTH ? value : null

export const isTooLong = (value: Json | undefined): boolean => typeof value === 'string' && value.length > MAX_IDENTIFIER_LENGTH

/**
 * The entries of `context.externalIds` that name an identifier of a person, or of an account: all four fields are required. Whether a value may identify anybody
 * is for the identity rules to say, which block the empty one.
 */
export function externalIds(context: JsonObject, collection: 'users' | 'accounts' = 'users'): readonly ExternalId[] {
  const entries = context['externalIds']
  if (!Array.isArray(entries)) return []
  const found: ExternalId[] = []
  for (const entry of entries) {
    if (isExternalId(entry) && entry['collection'] === collection) found.push({ id: entry['id'], type: entry['type'] })
  }
  return found
}

function isExternalId(entry: Json): entry is JsonObject & { readonly id: string; readonly type: string } {
  if (!isObject(entry) || entry['encoding'] !== 'none') return false
  const { id, type } = entry
  return typeof id === 'string' && !isTooLong(id) && typeof type === 'string' && type !== '' && !isTooLong(type)
}

/** Whose call it is, as far as one message can tell; it decides the lane. */
export function senderKey(message: JsonObject, context: JsonObject): string | null {
  return identifier(message['userId']) ?? identifier(message['anonymousId']) ?? externalIds(context)[0]?.id ?? null
}

import { isObject, type Json, type JsonObject } from '../json.ts'
import { isTooLong } from './identifiers.ts'
import { MAX_IDENTIFIER_LENGTH, MAX_TRAIT_NAME_LENGTH } from './limits.ts'
import type { Omission } from './omission.ts'

export const identifierTooLong = (where: string, sample: Json): Omission => ({
  kind: 'IDENTIFIER',
  code: 'identifier_too_long',
  message: `The ${where} was left out: it is longer than ${MAX_IDENTIFIER_LENGTH} characters.`,
  sample,
})

export function withoutLongIds(context: JsonObject, omissions: Omission[]): JsonObject {
  const entries = context['externalIds']
  if (!Array.isArray(entries)) return context
  const long = entries.filter((entry) => isObject(entry) && (isTooLong(entry['id']) || isTooLong(entry['type'])))
  if (long.length === 0) return context
  for (const entry of long) omissions.push(identifierTooLong('entry of context.externalIds', entry))
  return { ...context, externalIds: entries.filter((entry) => !long.includes(entry)) }
}

export function withoutLongNames(traits: JsonObject, omissions: Omission[]): JsonObject {
  for (const name in traits) {
    if (name.length <= MAX_TRAIT_NAME_LENGTH) continue
    const message = `A trait was left out: its name is longer than ${MAX_TRAIT_NAME_LENGTH} characters.`
    omissions.push({ kind: 'TRAIT', code: 'trait_name_too_long', message, sample: name })
    Reflect.deleteProperty(traits, name)
  }
  return traits
}

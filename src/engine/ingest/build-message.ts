import type { Millis } from '../clock.ts'
import { isNothing, isObject, type JsonObject } from '../json.ts'
import { missingIp } from './client-ip.ts'
import { identifier, isTooLong } from './identifiers.ts'
import { removeInfiniteNumbers } from './infinite-numbers.ts'
import { identifierTooLong, withoutLongIds, withoutLongNames } from './long-names.ts'
import type { EventType, Message } from './message.ts'
import { readTimes } from './message-times.ts'
import type { Omission } from './omission.ts'
import { merged, type SharedFields } from './shared-fields.ts'

export interface Origin {
  readonly type: EventType
  readonly sourceId: string
  readonly receivedAt: Millis
  /** The id of a message that has none of its own. */
  readonly derivedId: string
  readonly shared: SharedFields
  /** Where it came from. */
  readonly ip: string | null
  /** Whether the message, or what it shares, holds a number that is no finite double. */
  readonly infinite: boolean
}

/** Makes a checked message storable. It keeps parts of `raw`, which it changes where something is left out. */
export function buildMessage(raw: JsonObject, origin: Origin): { message: Message; omissions: readonly Omission[] } {
  const { type, receivedAt, shared } = origin
  const omissions: Omission[] = []
  const ip = missingIp(raw, origin)
  const said = withoutLongIds(objectOrShared(raw, 'context', shared.context, omissions) ?? {}, omissions)
  const context = ip === null ? said : { ...said, ip }
  const integrations = objectOrShared(raw, 'integrations', shared.integrations, omissions)
  const { timestamp, originalTimestamp, sentAt } = readTimes(raw, origin, omissions)
  const properties = propertiesOf(raw, type)
  const traits = traitsOf(raw, type, omissions)
  if (origin.infinite) dropInfinite({ properties, traits, context, integrations }, omissions)
  const message: Message = {
    type,
    name: nameOf(raw, type),
    messageId: typeof raw['messageId'] === 'string' && raw['messageId'] !== '' ? raw['messageId'] : origin.derivedId,
    timestamp,
    originalTimestamp,
    sentAt,
    receivedAt,
    sourceId: origin.sourceId,
    userId: idOf(raw, 'userId', omissions),
    anonymousId: idOf(raw, 'anonymousId', omissions),
    groupId: idOf(raw, 'groupId', omissions),
    previousId: idOf(raw, 'previousId', omissions),
    properties,
    traits,
    context,
    integrations,
  }
  return { message, omissions }
}

function nameOf(raw: JsonObject, type: EventType): string {
  switch (type) {
    case 'TRACK':
      return String(raw['event'])
    case 'PAGE':
      return 'Page Viewed'
    case 'SCREEN':
      return 'Screen Viewed'
    case 'IDENTIFY':
      return '$identify'
    case 'GROUP':
      return '$group'
    case 'ALIAS':
      return '$alias'
  }
}

function propertiesOf(raw: JsonObject, type: EventType): JsonObject {
  const properties = isObject(raw['properties']) ? raw['properties'] : {}
  if (type !== 'PAGE' && type !== 'SCREEN') return properties
  const { name, category } = raw
  const addName = typeof name === 'string' && (properties['name'] ?? null) === null
  const addCategory = typeof category === 'string' && (properties['category'] ?? null) === null
  return { ...properties, ...(addName && { name }), ...(addCategory && { category }) }
}

function traitsOf(raw: JsonObject, type: EventType, omissions: Omission[]): JsonObject | null {
  if (type !== 'IDENTIFY' && type !== 'GROUP') return null
  // RudderStack's SDKs put those of a person into the context.
  const inContext = type === 'IDENTIFY' && isObject(raw['context']) ? raw['context']['traits'] : null
  const traits = raw['traits'] ?? inContext
  return withoutLongNames(isObject(traits) ? traits : {}, omissions)
}

function objectOrShared(raw: JsonObject, key: 'context' | 'integrations', shared: JsonObject | null, omissions: Omission[]): JsonObject | null {
  const own = raw[key] ?? null
  if (!isObject(own) && !isNothing(own)) {
    omissions.push({ kind: 'PROPERTY', code: `${key}_not_object`, message: `The ${key} was left out: it is not an object.`, sample: own })
  }
  return merged(own, shared)
}

function idOf(raw: JsonObject, key: string, omissions: Omission[]): string | null {
  const value = raw[key]
  if (isTooLong(value)) omissions.push(identifierTooLong(key, value ?? null))
  return identifier(value)
}

function dropInfinite(parts: { readonly [part: string]: JsonObject | null }, omissions: Omission[]): void {
  const paths = Object.entries(parts).flatMap(([part, value]) => removeInfiniteNumbers(value, part))
  if (paths.length === 0) return
  const shown = paths.slice(0, 10).join(', ')
  const message = `Numbers beyond what a double can hold were left out: ${shown}${paths.length > 10 ? ` and ${paths.length - 10} more` : ''}.`
  omissions.push({ kind: 'PROPERTY', code: 'number_not_finite', message, sample: paths.slice(0, 100) })
}

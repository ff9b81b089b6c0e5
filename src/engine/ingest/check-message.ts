import { isNothing, isObject, type Json, type JsonObject } from '../json.ts'
import { checkContext } from './check-context.ts'
import { externalIds, identifier } from './identifiers.ts'
import { MAX_DEPTH, MAX_EVENT_NAME_LENGTH, MAX_IDENTIFIER_LENGTH, MAX_MESSAGE_BYTES, MAX_MESSAGE_ID_LENGTH } from './limits.ts'
import type { Measure } from './measure.ts'
import type { EventType } from './message.ts'
import { type Rejection, reject } from './rejection.ts'
import { merged, type SharedFields } from './shared-fields.ts'

const EMPTY: JsonObject = {}
const TYPES = new Map<Json | undefined, EventType>([
  ['identify', 'IDENTIFY'],
  ['track', 'TRACK'],
  ['page', 'PAGE'],
  ['screen', 'SCREEN'],
  ['group', 'GROUP'],
  ['alias', 'ALIAS'],
])

/** What a message is checked with: the batch it came in, and the kind of call if its endpoint says it. */
export interface MessageOrigin {
  readonly call: EventType | null
  readonly shared: SharedFields
}

/** The kind of call: that of the endpoint, else what the message says it is. */
export const typeOf = (message: JsonObject, call: EventType | null): EventType | null => call ?? TYPES.get(message['type']) ?? null

/** Why a message cannot be taken; null when it can. Everything later holds for what passes here. */
export function checkMessage(message: Json, size: Measure, origin: MessageOrigin): Rejection | null {
  if (!isObject(message)) return reject('bad_request', 'The message is not an object.')
  const type = typeOf(message, origin.call)
  if (!type) return reject('bad_request', 'The type is not one of identify, track, page, screen, group and alias.')
  return (
    checkMessageId(message['messageId'] ?? null) ??
    checkSize(message, size, origin.shared) ??
    checkIds(message, type, origin.shared) ??
    checkShape(message, type) ??
    checkContext(merged(message['context'], origin.shared.context) ?? EMPTY)
  )
}

function checkMessageId(id: Json): Rejection | null {
  if (id === null || (typeof id === 'string' && id.length <= MAX_MESSAGE_ID_LENGTH)) return null
  return reject('bad_request', `The messageId is not a string of at most ${MAX_MESSAGE_ID_LENGTH} characters.`)
}

function checkSize(message: JsonObject, { characters, tooDeep }: Measure, shared: SharedFields): Rejection | null {
  if (tooDeep || shared.tooDeep) return reject('bad_request', `The message is nested deeper than ${MAX_DEPTH} levels.`)
  // Only what may be too large is measured exactly.
  if (characters * 6 + shared.bytes <= MAX_MESSAGE_BYTES || Buffer.byteLength(JSON.stringify(message)) + shared.bytes <= MAX_MESSAGE_BYTES)
    return null
  return reject('bad_request', `The message is larger than ${MAX_MESSAGE_BYTES / 1024} KB.`)
}

function checkIds(message: JsonObject, type: EventType, shared: SharedFields): Rejection | null {
  const notString = ['userId', 'anonymousId', 'groupId', 'previousId'].find((key) => !isStringOrMissing(message[key]))
  if (notString) return reject('id_not_string', `The ${notString} is not a string.`)
  const userId = identifier(message['userId'])
  if (!userId && !identifier(message['anonymousId']) && externalIds(merged(message['context'], shared.context) ?? EMPTY).length === 0) {
    return reject('no_user_anon_id', `There is neither a userId nor an anonymousId of 1 to ${MAX_IDENTIFIER_LENGTH} characters.`)
  }
  if (type === 'GROUP' && !identifier(message['groupId'])) {
    return reject('id_required', `A group call needs a groupId of 1 to ${MAX_IDENTIFIER_LENGTH} characters.`)
  }
  if (type === 'ALIAS' && !(userId && identifier(message['previousId']))) {
    return reject('id_required', `An alias call needs a previousId and a userId of 1 to ${MAX_IDENTIFIER_LENGTH} characters.`)
  }
  return null
}

function checkShape(message: JsonObject, type: EventType): Rejection | null {
  if (type === 'TRACK') {
    const rejection = checkEventName(message['event'] ?? null)
    if (rejection) return rejection
  }
  if (!isObjectOrNothing(message['properties'])) return reject('properties_not_object', 'The properties are not an object.')
  if (!isObjectOrNothing(message['traits'])) return reject('traits_not_object', 'The traits are not an object.')
  if (type !== 'PAGE' && type !== 'SCREEN') return null
  if (!isStringOrMissing(message['name'])) return reject('name_not_string', 'The name is not a string.')
  return isStringOrMissing(message['category']) ? null : reject('category_not_string', 'The category is not a string.')
}

function checkEventName(name: Json): Rejection | null {
  if (name === null || name === '') return reject('event_not_defined', 'A track call needs the name of an event.')
  if (typeof name !== 'string') return reject('event_not_string', 'The event is not a string.')
  if (name.startsWith('$')) return reject('bad_request', 'The name of an event cannot start with $: such names are our own.')
  if (name.length <= MAX_EVENT_NAME_LENGTH) return null
  return reject('bad_request', `The name of the event is longer than ${MAX_EVENT_NAME_LENGTH} characters.`)
}

const isObjectOrNothing = (value: Json | undefined): boolean => isObject(value) || isNothing(value)

const isStringOrMissing = (value: Json | undefined): boolean => value === undefined || value === null || typeof value === 'string'

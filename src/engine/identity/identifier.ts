import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { digestBigint } from '../id.ts'
import { externalIds } from '../ingest/identifiers.ts'
import type { Message } from '../ingest/message.ts'
import type { Json } from '../json.ts'

/** One identifier as a message carried it. */
export interface Identifier {
  readonly type: string
  /** Normalised, as it is matched. */
  readonly value: string
  /** As it was sent. */
  readonly raw: string
  readonly hash: string
}

export const GROUP_ID = 'group_id'

/** The key of an identifier: 64 bits over (workspace, type, value), as the text of a signed bigint. */
export const identifierHash = (workspaceId: string, type: string, value: string): string => digestBigint(workspaceId, type, value)

/** How a value is matched: e-mail trimmed and lower-cased, a phone with a leading + in E.164 where it parses, all else as it was sent. */
export function normaliseIdentifier(type: string, value: string): string {
  if (type === 'email') return value.trim().toLowerCase()
  if (type === 'phone' && value.trim().startsWith('+')) return parsePhoneNumberFromString(value.trim())?.number ?? value
  return value
}

/** The identifiers of the person that a message is about, each once. */
export function personIdentifiers(workspaceId: string, message: Message): readonly Identifier[] {
  const found = new Map<string, Identifier>()
  const add = (type: string, raw: Json | undefined) => {
    if (typeof raw !== 'string') return
    const value = normaliseIdentifier(type, raw)
    const hash = identifierHash(workspaceId, type, value)
    if (!found.has(hash)) found.set(hash, { type, value, raw, hash })
  }
  add('user_id', message.userId ?? undefined)
  // An alias call names two ids of one person, yet joins nobody: it belongs to its user alone.
  if (message.type === 'ALIAS' && message.userId !== null) return [...found.values()]
  add('anonymous_id', message.anonymousId ?? undefined)
  // The traits of a group call are those of the account.
  for (const traits of [message.type === 'GROUP' ? null : message.traits, message.context['traits']]) {
    if (typeof traits !== 'object' || traits === null || Array.isArray(traits)) continue
    add('email', (traits as { email?: Json }).email)
    add('phone', (traits as { phone?: Json }).phone)
  }
  for (const { type, id } of externalIds(message.context)) if (type !== GROUP_ID) add(type, id)
  return [...found.values()]
}

/** The account that a message is about: that of a group call, or that of its context. */
export function accountIdentifier(workspaceId: string, message: Message): Identifier | undefined {
  const raw = message.groupId ?? message.context['groupId']
  if (typeof raw !== 'string' || raw === '') return undefined
  return { type: GROUP_ID, value: raw, raw, hash: identifierHash(workspaceId, GROUP_ID, raw) }
}

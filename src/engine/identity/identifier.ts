import { digestBigint } from '../id.ts'
import { externalIds } from '../ingest/identifiers.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import type { Carrier, CompiledKey, IdentityRules } from './identity-rules.ts'

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
export const USER_ID = 'user_id'

/** The key of an identifier: 64 bits over (workspace, type, value), as the text of a signed bigint. */
export const identifierHash = (workspaceId: string, type: string, value: string): string => digestBigint(workspaceId, type, value)

/** The same of an account, whose `crm_id` 7 is not that of a person. */
export const accountHash = (workspaceId: string, type: string, value: string): string =>
  type === GROUP_ID ? identifierHash(workspaceId, type, value) : digestBigint(workspaceId, 'accounts', type, value)

/** The identifiers of the person that a message is about, each once, also those that do not join. */
export function personIdentifiers(workspaceId: string, message: Carrier, rules: IdentityRules): readonly Identifier[] {
  const found = new Map<string, Identifier>()
  const add = (type: string, raw: Json | undefined) => {
    if (typeof raw !== 'string') return
    const value = rules.normalise(type, raw)
    const hash = identifierHash(workspaceId, type, value)
    if (!found.has(hash)) found.set(hash, { type, value, raw, hash })
  }
  const builtIn = (type: string, raw: Json | undefined) => {
    if (raw !== undefined && rules.builtIn(type)) add(type, raw)
  }
  builtIn(USER_ID, message.userId ?? undefined)
  // An alias call names two ids of one person, yet joins nobody: it belongs to its user alone.
  if (message.type === 'ALIAS' && message.userId !== null) return [...found.values()]
  builtIn('anonymous_id', message.anonymousId ?? undefined)
  // The traits of a group call are those of the account.
  for (const traits of [message.type === 'GROUP' ? null : message.traits, message.context['traits']]) {
    if (!isObject(traits)) continue
    builtIn('email', traits['email'])
    builtIn('phone', traits['phone'])
  }
  if (rules.readsDevice) for (const { type, raw } of deviceIds(message.context)) builtIn(type, raw)
  for (const { type, id } of externalIds(message.context)) if (type !== GROUP_ID) add(type, id)
  for (const { type, read } of rules.places) for (const value of read(message)) add(type, asText(value))
  for (const key of rules.combined) add(key.type, combine(key, message, rules))
  return [...found.values()]
}

/** Ids are strings; a whole number is taken for its digits where a workspace has said that it is one. */
const asText = (value: Json | undefined): Json | undefined => (Number.isSafeInteger(value) ? String(value) : value)

/** What mobile SDKs and Google Analytics say about where a message comes from. */
function* deviceIds(context: JsonObject): Generator<{ readonly type: string; readonly raw: Json | undefined }> {
  const { device, integrations } = context
  const kind = isObject(device) && typeof device['type'] === 'string' ? device['type'].toLowerCase() : null
  if (isObject(device) && (kind === 'android' || kind === 'ios')) {
    yield { type: `${kind}.id`, raw: device['id'] }
    if (device['adTrackingEnabled'] === true) yield { type: `${kind}.idfa`, raw: device['advertisingId'] }
    yield { type: `${kind}.push_token`, raw: device['token'] }
  }
  const analytics = isObject(integrations) ? integrations['Google Analytics'] : undefined
  if (isObject(analytics)) yield { type: 'ga_client_id', raw: analytics['clientId'] }
}

/** Undefined where a part is missing, or says nothing. */
function combine({ type, parts }: CompiledKey, message: Carrier, rules: IdentityRules): string | undefined {
  const values: string[] = []
  for (const { read, normalise } of parts) {
    const raw = read(message)
      .map(asText)
      .find((value) => typeof value === 'string')
    const value = typeof raw === 'string' ? normalise(raw) : ''
    if (rules.blocks(type, value)) return undefined
    values.push(value)
  }
  return JSON.stringify(values)
}

/** The account that a message is about: that of a group call, or that of its context. */
export function accountIdentifier(workspaceId: string, message: Carrier, rules: IdentityRules): Identifier | undefined {
  const raw = message.groupId ?? message.context['groupId']
  if (typeof raw !== 'string' || raw === '') return undefined
  const value = rules.normalise(GROUP_ID, raw)
  return { type: GROUP_ID, value, raw, hash: identifierHash(workspaceId, GROUP_ID, value) }
}

/** The identifiers of that account, each once: its group id, and those of the collection `accounts`. */
export function accountIdentifiers(workspaceId: string, message: Carrier, rules: IdentityRules): readonly Identifier[] {
  const group = accountIdentifier(workspaceId, message, rules)
  const found = new Map<string, Identifier>(group && [[group.hash, group]])
  for (const { type, id } of externalIds(message.context, 'accounts')) {
    if (type === GROUP_ID) continue
    const value = rules.normalise(type, id)
    const hash = accountHash(workspaceId, type, value)
    if (!found.has(hash)) found.set(hash, { type, value, raw: id, hash })
  }
  return [...found.values()]
}

import { createHash, randomInt } from 'node:crypto'

export type KeyKind = 'SECRET' | 'READ' | 'WRITE'

/** What a key may do: `read` GraphQL queries and subscriptions, `write` mutations, `track` calls of the tracking API. */
export type Scope = 'read' | 'write' | 'track'

export const SCOPES: Readonly<Record<KeyKind, readonly Scope[]>> = {
  SECRET: ['read', 'write', 'track'],
  READ: ['read'],
  WRITE: ['track'],
}

const PREFIX: Readonly<Record<KeyKind, string>> = { SECRET: 'trb_sk_', READ: 'trb_rk_', WRITE: 'trb_wk_' }
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** 190 bits. */
const LENGTH = 32

export function generateKey(kind: KeyKind): string {
  return PREFIX[kind] + Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}

/** What the database keeps of a key. */
export const hashKey = (key: string): Buffer => createHash('sha256').update(key).digest()

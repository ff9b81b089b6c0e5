import type { Queryable } from '../db/db.ts'
import { SECOND } from './clock.ts'
import { hashKey, type KeyKind, type Scope } from './keys.ts'

export interface Credential {
  readonly workspaceId: string
  /** Where what it tracks comes from; null when it tracks nothing, or its source is disabled. */
  readonly sourceId: string | null
  readonly kind: KeyKind
  readonly scopes: readonly Scope[]
  /** Of the identity rules of its workspace, as of up to a second ago: read here, so that nobody who looks a person up has to. */
  readonly identityVersion: number
}

export interface Credentials {
  /** Null: no such key, or it was revoked up to a second ago. */
  find(key: string): Promise<Credential | null>
}

interface Entry {
  readonly at: number
  readonly credential: Promise<Credential | null>
}

const FRESH_FOR = SECOND
const MAX_KEY_LENGTH = 200

interface Options {
  /** A clock that never goes back, in milliseconds. */
  readonly elapsed?: () => number
  /** How many keys are remembered, of those that exist and of those that do not. */
  readonly maxKeys?: number
}

/** Looks keys up by their hash, each at most once a second. */
export function createCredentials(db: Queryable, { elapsed = () => performance.now(), maxKeys = 10_000 }: Options = {}): Credentials {
  const known = new Map<string, Entry>()
  // Apart from the others, so that guesses cannot push out keys that exist.
  const unknown = new Map<string, Entry>()
  const remember = (entries: Map<string, Entry>, key: string, entry: Entry): void => {
    entries.delete(key)
    entries.set(key, entry)
    // A Map iterates in the order of insertion, so this is the oldest.
    const [oldest] = entries.keys()
    if (entries.size > maxKeys && oldest !== undefined) entries.delete(oldest)
  }

  const lookUp = (key: string): Promise<Credential | null> => {
    const entry: Entry = { at: elapsed(), credential: readCredential(db, key) }
    remember(unknown, key, entry)
    entry.credential.then(
      (credential) => {
        if (credential) unknown.delete(key)
        if (credential) remember(known, key, entry)
        else known.delete(key)
      },
      // A look-up that failed says nothing; the next one asks again.
      () => unknown.delete(key),
    )
    return entry.credential
  }

  return {
    async find(key) {
      if (key === '' || key.length > MAX_KEY_LENGTH) return null
      const entry = newest(known.get(key), unknown.get(key))
      return entry && elapsed() - entry.at < FRESH_FOR ? entry.credential : lookUp(key)
    },
  }
}

const newest = (a: Entry | undefined, b: Entry | undefined): Entry | undefined => (a && b && a.at > b.at ? a : (b ?? a))

async function readCredential(db: Queryable, key: string): Promise<Credential | null> {
  const { rows } = await db.query<Credential>({
    name: 'find-credential',
    text: `select k.workspace_id as "workspaceId", s.id as "sourceId", k.kind, k.scopes, w.identity_version as "identityVersion"
      from api_keys k join workspaces w on w.id = k.workspace_id left join sources s on s.id = k.source_id and s.enabled
      where k.hash = $1 and k.revoked_at is null`,
    values: [hashKey(key)],
  })
  return rows[0] ?? null
}

/** Those of the keys that do not work any more. */
export async function readRevoked(db: Queryable, keys: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ position: number }>({
    name: 'revoked-keys',
    text: `select ordinality::int as position from unnest($1::bytea[]) with ordinality as held (hash)
      where not exists (select from api_keys k where k.hash = held.hash and k.revoked_at is null)`,
    values: [keys.map(hashKey)],
  })
  return rows.flatMap(({ position }) => keys[position - 1] ?? [])
}

import type { IncomingMessage } from 'node:http'
import type { Queryable } from '../../db/db.ts'
import type { Credential, Credentials } from '../../engine/credentials.ts'
import { findName } from '../../engine/identity/find-name.ts'
import { type Entity, findProfile, type Profile, readProfiles } from '../../engine/profiles/profile.ts'
import { parseUuid, printUuid } from '../../engine/public-id.ts'
import { storable } from '../../schema/storable.ts'
import { HttpError } from '../http-error.ts'
import { basicUser } from '../tracking/write-key.ts'

export interface ProfileApiContext {
  readonly db: Queryable
  readonly credentials: Credentials
}

/** A profile that was asked for, and how. */
export interface Asked {
  readonly db: Queryable
  readonly workspaceId: string
  readonly entity: Entity
  readonly profile: Profile
  /** Every id that it ever had. */
  readonly ids: readonly string[]
  readonly url: URL
}

export const COLLECTIONS = { users: 'PROFILE', accounts: 'ACCOUNT' } as const satisfies Record<string, Entity>
export type Collection = keyof typeof COLLECTIONS

export const collectionOf = (entity: Entity): Collection => (entity === 'PROFILE' ? 'users' : 'accounts')
export const printProfileId = (entity: Entity, id: string): string => printUuid(entity === 'PROFILE' ? 'prof' : 'acct', id)

/** Finds the profile that a request names, after its key and its space; throws HttpError. */
export async function findAsked({ db, credentials }: ProfileApiContext, request: IncomingMessage, collection: Collection): Promise<Asked> {
  const key = basicUser(request.headers.authorization)
  const credential = key ? await credentials.find(key) : null
  if (!credential?.scopes.includes('read'))
    throw new HttpError({ status: 401, code: 'authentication_error', message: 'The user name of Basic auth is not a key that may read.' })
  const { workspaceId } = credential
  const url = new URL(request.url ?? '/', 'http://localhost')
  const [space, , , , name] = url.pathname
    .replaceAll(/\/{2,}/g, '/')
    .split('/')
    .slice(3)
    .map(decode)
  if (!space || !(await isNamed(db, workspaceId, space))) throw absent('Space was not found.')
  const entity = COLLECTIONS[collection]
  const profile = await find(db, { credential, entity }, name ?? '')
  if (!profile) throw absent('Profile was not found.')
  return { db, workspaceId, entity, profile, ids: [profile.id, ...profile.losers], url }
}

export const absent = (message: string): HttpError => new HttpError({ status: 404, code: 'not_found', message })

async function isNamed(db: Queryable, workspaceId: string, space: string): Promise<boolean> {
  if (parseUuid('ws', space) === workspaceId) return true
  const { rows } = await db.query<{ name: string }>({
    name: 'workspace-name',
    text: 'select name from workspaces where id = $1',
    values: [workspaceId],
  })
  return rows[0]?.name === space
}

async function find(
  db: Queryable,
  { credential, entity }: { readonly credential: Credential; readonly entity: Entity },
  name: string,
): Promise<Profile | null> {
  const { workspaceId } = credential
  const colon = name.indexOf(':')
  if (colon < 0) {
    const id = parseUuid(entity === 'PROFILE' ? 'prof' : 'acct', name)
    const [profile = null] = id ? await readProfiles(db, workspaceId, entity, [id]) : []
    return profile
  }
  const type = storable(name.slice(0, colon))
  const value = storable(name.slice(colon + 1))
  return findProfile(db, workspaceId, entity, await findName(db, credential, { type, value, entity }))
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch (error) {
    const message = 'The address is not escaped as it says.'
    throw new HttpError({ status: 400, code: 'validation_error', message }, { cause: error })
  }
}

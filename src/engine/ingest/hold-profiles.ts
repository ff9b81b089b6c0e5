import type { Queryable } from '../../db/db.ts'
import type { Definitions } from '../audiences/definitions.ts'
import type { DefinitionsCache } from '../audiences/definitions-cache.ts'
import { loadSubjects, type Subject } from '../audiences/subject.ts'
import type { Millis } from '../clock.ts'
import { IdentityRace } from '../identity/apply-resolution.ts'
import type { MessageClaims } from '../identity/claims.ts'
import type { Identifier } from '../identity/identifier.ts'
import { type Entity, type LockedProfiles, lockProfiles } from '../identity/lock-profiles.ts'
import type { Decision, Resolution } from '../identity/resolve.ts'
import { holdSettings } from '../settings.ts'

/** The profiles of a chunk, locked and loaded, with what was decided about each message. */
export interface Held {
  readonly subjects: ReadonlyMap<string, Subject>
  readonly definitions: Definitions
  readonly now: Millis
  /** By message, in order. */
  readonly people: readonly (Resolved | undefined)[]
  readonly accounts: readonly (Resolved | undefined)[]
}

export interface Resolved {
  readonly profileId: string
  /** The identifiers of the message that belong to the profile. */
  readonly identifiers: readonly Identifier[]
  /** Undefined: there was nothing to decide. */
  readonly decision: Decision | undefined
}

/** Locks the profiles that the messages are about, under their roots, and loads what is known of them, with what they absorbed folded in. */
export async function holdProfiles(
  client: Queryable,
  workspaceId: string,
  { claims, resolution, definitions: cache }: { claims: readonly MessageClaims[]; resolution: Resolution; definitions: DefinitionsCache },
): Promise<Held> {
  const { people, accounts } = pairUp(claims, resolution)
  const wanted = new Map<string, Entity>()
  for (const one of people) if (one) wanted.set(one.profileId, 'PROFILE')
  for (const one of accounts) if (one) wanted.set(one.profileId, 'ACCOUNT')
  const losers = new Map<string, Entity>()
  for (const { loserId, claim } of resolution.merges) if (!resolution.created.has(loserId)) losers.set(loserId, claim.entity)
  const locked = await lockProfiles(client, workspaceId, { wanted, losers })
  await requireOwners(client, workspaceId, { locked, resolved: [...people, ...accounts] })
  const { version, now } = await holdSettings(client, workspaceId)
  const definitions = await cache.get(client, workspaceId, version)
  const subjects = await loadSubjects(client, workspaceId, { locked, definitions, now })
  const underRoot = (one: Resolved | undefined) => one && { ...one, profileId: locked.rootOf(one.profileId) }
  return { subjects, definitions, now, people: people.map(underRoot), accounts: accounts.map(underRoot) }
}

/** A profile may have been split since the messages were resolved; what they carry may be another's now. */
async function requireOwners(
  client: Queryable,
  workspaceId: string,
  { locked, resolved }: { readonly locked: LockedProfiles; readonly resolved: readonly (Resolved | undefined)[] },
): Promise<void> {
  const split = new Set([...locked.roots.values(), ...locked.losers.values()].filter((one) => one.wasSplit).map(({ id }) => locked.rootOf(id)))
  if (split.size === 0) return
  const held = resolved.flatMap((one) =>
    one && split.has(locked.rootOf(one.profileId)) ? one.identifiers.map(({ hash }) => ({ hash, ...one })) : [],
  )
  const { rows } = await client.query<{ hash: string; profile_id: string }>({
    name: 'find-owners-again',
    text: 'select hash, profile_id from identifiers where workspace_id = $1 and hash = any($2::bigint[])',
    values: [workspaceId, held.map(({ hash }) => hash)],
  })
  const owners = new Set(rows.map(({ hash, profile_id }) => `${hash} ${locked.rootOf(profile_id)}`))
  if (held.some(({ hash, profileId }) => !owners.has(`${hash} ${locked.rootOf(profileId)}`))) throw new IdentityRace()
}

function pairUp(claims: readonly MessageClaims[], { profileIds, held, decisions }: Resolution): Pick<Held, 'people' | 'accounts'> {
  let next = 0
  const take = (): Resolved | undefined => {
    const at = next++
    const profileId = profileIds[at]
    return profileId === undefined ? undefined : { profileId, identifiers: held[at] ?? [], decision: decisions[at] }
  }
  const people: (Resolved | undefined)[] = []
  const accounts: (Resolved | undefined)[] = []
  for (const { person, account } of claims) {
    people.push(person && take())
    accounts.push(account && take())
  }
  return { people, accounts }
}

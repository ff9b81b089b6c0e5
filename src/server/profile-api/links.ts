import { z } from 'zod'
import { readAccountMembers } from '../../engine/profiles/account-members.ts'
import { readIdentifiers } from '../../engine/profiles/identifiers-of.ts'
import { type Profile, readProfiles } from '../../engine/profiles/profile.ts'
import { type Asked, collectionOf } from './asked.ts'
import { cursorOf, nextIn, printNext } from './cursor.ts'
import { externalId } from './external-ids.ts'
import { EXTERNAL_ID_LIMITS, LINK_LIMITS, limitOf } from './parameters.ts'

const Next = z.tuple([z.uuid()])

/** The accounts of a person, or the people of an account, each with its identifiers. */
export async function answerLinks({ db, workspaceId, entity, ids, url }: Asked): Promise<object> {
  const limit = limitOf(url.searchParams, LINK_LIMITS)
  const after = nextIn(url.searchParams, Next)?.[0] ?? null
  const other = entity === 'PROFILE' ? 'ACCOUNT' : 'PROFILE'
  const side = other === 'ACCOUNT' ? 'accounts' : 'people'
  const [found = []] = await readAccountMembers(db, { workspaceId, side, parents: [ids] }, { after, before: null, limit: limit + 1, reverse: false })
  const shown = found.slice(0, limit)
  const known = (await readProfiles(db, workspaceId, other, shown)).filter((profile) => profile !== null)
  // Of a merge that is still under way one person may be linked twice.
  const roots = [...new Map(known.map((profile): [string, Profile] => [profile.id, profile])).keys()]
  const identifiers = await readIdentifiers(
    db,
    { workspaceId, profileIds: roots, types: null },
    { after: null, before: null, limit: EXTERNAL_ID_LIMITS.most, reverse: false },
  )
  const data = identifiers.map((held) => ({ to_collection: collectionOf(other), external_ids: held.map((one) => externalId(other, one)) }))
  const last = found.length > limit ? shown.at(-1) : undefined
  return { data, cursor: cursorOf(url, limit, last ? printNext([last]) : null) }
}

import { z } from 'zod'
import type { Millis } from '../../engine/clock.ts'
import { readFirstMessages } from '../../engine/profiles/first-messages.ts'
import { type HeldIdentifier, readIdentifiers } from '../../engine/profiles/identifiers-of.ts'
import type { Entity } from '../../engine/profiles/profile.ts'
import { printUuid } from '../../engine/public-id.ts'
import { storable } from '../../schema/storable.ts'
import { type Asked, collectionOf } from './asked.ts'
import { cursorOf, nextIn, printNext } from './cursor.ts'
import { EXTERNAL_ID_LIMITS, limitOf, listIn, oneOf } from './parameters.ts'

const Next = z.tuple([
  z
    .int()
    .min(0)
    .max(Date.UTC(9999, 11, 31)),
  z
    .string()
    .regex(/^-?\d{1,19}$/)
    .refine((text) => BigInt.asIntN(64, BigInt(text)) === BigInt(text)),
])

/** The identifiers of a profile, in the order in which they were first seen. */
export async function answerExternalIds({ db, workspaceId, entity, profile, ids, url }: Asked): Promise<object> {
  const { searchParams: query } = url
  const limit = limitOf(query, EXTERNAL_ID_LIMITS)
  const verbose = oneOf(query, 'verbose', ['true', 'false']) === 'true'
  const next = nextIn(query, Next)
  const after = next && { firstSeenAt: next[0], hash: next[1] }
  const types = listIn(query, 'include')?.map(storable) ?? null
  const [found = []] = await readIdentifiers(
    db,
    { workspaceId, profileIds: [profile.id], types },
    { after, before: null, limit: limit + 1, reverse: false },
  )
  const shown = found.slice(0, limit)
  const messages = await readFirstMessages(db, { workspaceId, ids, entity }, shown)
  const data = shown.map((one) => ({
    ...externalId(entity, one),
    first_message_id: messages.get(one.hash) ?? null,
    ...(verbose && { updated_at: iso(one.lastSeenAt) }),
  }))
  const last = found.length > limit ? shown.at(-1) : undefined
  return { data, cursor: cursorOf(url, limit, last ? printNext([last.firstSeenAt, last.hash]) : null) }
}

export const externalId = (entity: Entity, { sourceId, value, type, firstSeenAt }: HeldIdentifier) => ({
  source_id: printUuid('src', sourceId),
  collection: collectionOf(entity),
  id: value,
  type,
  created_at: iso(firstSeenAt),
  encoding: 'none',
})

export const iso = (moment: Millis): string => new Date(moment).toISOString()

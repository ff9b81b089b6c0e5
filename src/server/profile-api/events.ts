import { z } from 'zod'
import { engineNow } from '../../engine/clock.ts'
import { type EventKey, readEvents, type StoredEvent } from '../../engine/profiles/events-of.ts'
import { printUuid } from '../../engine/public-id.ts'
import { storable } from '../../schema/storable.ts'
import { type Asked, collectionOf, printProfileId } from './asked.ts'
import { cursorOf, nextIn, printNext } from './cursor.ts'
import { iso } from './external-ids.ts'
import { EVENT_LIMITS, FORTNIGHT, limitOf, listIn, momentIn, oneOf } from './parameters.ts'

const Next = z.tuple([
  z
    .int()
    .min(0)
    .max(Date.UTC(9999, 11, 31)),
  z.string().refine((text) => storable(text) === text),
])

/** What a profile did in the last 14 days: the track calls, newest first unless it is said otherwise. */
export async function answerEvents(asked: Asked): Promise<object> {
  const { db, workspaceId, entity, ids, url } = asked
  const { searchParams: query } = url
  const limit = limitOf(query, EVENT_LIMITS)
  const ascending = oneOf(query, 'sort', ['asc', 'desc']) === 'asc'
  const [start, end] = [momentIn(query, 'start'), momentIn(query, 'end')]
  const oldest = (await engineNow(db)) - FORTNIGHT
  const except = listIn(query, 'exclude')?.map(storable)
  const filter = {
    names: listIn(query, 'include')?.map(storable) ?? null,
    type: 'TRACK' as const,
    ...(except && { except }),
    from: Math.max(start ?? oldest, oldest),
    // Before it, not at it.
    to: end === null ? null : end - 1,
  }
  const next = nextIn(query, Next)
  const key: EventKey | null = next && { timestamp: next[0], messageId: next[1] }
  // The list is kept newest first: the other way round it is read from its back.
  const slice = { after: ascending ? null : key, before: ascending ? key : null, limit: limit + 1, reverse: ascending }
  const [read = []] = await readEvents(db, { workspaceId, entity, people: [ids], ...filter }, slice)
  const found = ascending ? read.reverse() : read
  const shown = found.slice(0, limit)
  const last = found.length > limit ? shown.at(-1) : undefined
  return {
    data: shown.map((event) => eventOf(asked, event)),
    cursor: cursorOf(url, limit, last ? printNext([last.timestamp, last.messageId]) : null),
  }
}

function eventOf({ entity, profile }: Asked, event: StoredEvent): object {
  const carried = [
    ['users', 'user_id', event.userId],
    ['users', 'anonymous_id', event.anonymousId],
    ['accounts', 'group_id', event.groupId],
  ] as const
  return {
    external_ids: carried.flatMap(([collection, type, id]) => (id === null ? [] : [{ collection, type, id, encoding: 'none' }])),
    context: event.context,
    type: 'track',
    message_id: event.messageId,
    source_id: printUuid('src', event.sourceId),
    timestamp: iso(event.timestamp),
    properties: event.properties,
    event: event.name,
    related: { [collectionOf(entity)]: printProfileId(entity, profile.id) },
  }
}

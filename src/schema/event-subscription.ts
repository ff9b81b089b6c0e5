import type { Received } from '../engine/live/event-tail.ts'
import { MOST_TAILS } from '../engine/live/live-hub.ts'
import { readEventsAt, type StoredEvent } from '../engine/profiles/events-of.ts'
import { apiError } from './api-error.ts'
import { builder } from './builder.ts'
import { parseUuid } from './global-id.ts'
import { loadSource } from './load.ts'
import { EventRef } from './refs.ts'
import { storable } from './storable.ts'
import { SHARED } from './subscription.ts'

const MAX_NAMES = 50

const ReceivedEvent = builder.objectRef<Received<StoredEvent>>('ReceivedEvent').implement({
  description: 'An event that was committed just now.',
  fields: (t) => ({
    event: t.expose('event', { type: EventRef, description: 'The event.' }),
    skipped: t.exposeInt('skipped', { description: 'How many were left out since the one before.' }),
  }),
})

builder.subscriptionField('eventReceived', (t) =>
  t.field({
    type: ReceivedEvent,
    description:
      'Committed events from now on, at most 50 a second: of more, the latest. To look at, not to copy: what is missed does not come back.',
    args: {
      names: t.arg.stringList({ description: `Only with these names, at most ${MAX_NAMES}.` }),
      sourceId: t.arg.id({ description: 'Only from this source.' }),
    },
    extensions: SHARED,
    subscribe: async (_root, { names, sourceId }, context) => {
      const { db, hub, credential } = context
      if (names && names.length > MAX_NAMES) throw apiError('BAD_USER_INPUT', `At most ${MAX_NAMES} names; ${names.length} were given.`)
      const source = sourceId == null ? null : parseUuid('src', sourceId)
      if (sourceId != null && !(source && (await loadSource(context, source)))) throw apiError('NOT_FOUND', 'There is no such source.')
      const interest = { kind: 'events', workspaceId: credential.workspaceId, names: names?.map(storable) ?? null, sourceId: source } as const
      const feed = hub.tailEvents({ interest, read: (places) => readEventsAt(db.pool, credential.workspaceId, places) })
      if (!feed) throw apiError('RATE_LIMITED', `At most ${MOST_TAILS} different ones are shown at a time.`)
      return feed
    },
    resolve: (received) => received,
  }),
)

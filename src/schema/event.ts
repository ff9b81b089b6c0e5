import { z } from 'zod'
import { countEvents, type EventFilter, type EventQuery, readEvent, readEvents, type StoredEvent } from '../engine/profiles/events-of.ts'
import type { Entity, Profile } from '../engine/profiles/profile.ts'
import { builder } from './builder.ts'
import { listOf } from './connection.ts'
import type { SchemaContext } from './context.ts'
import { EventTypeRef } from './event-type.ts'
import { parseId, printHex, uuidText } from './global-id.ts'
import { IdentityDecisionRef, loadDecision } from './identity-decision.ts'
import { everyId, loadProfile, loadSource } from './load.ts'
import { loadedFor } from './loaded.ts'
import { Node, registerNode } from './node.ts'
import { pageArgs } from './page.ts'
import { EventRef, ProfileRef, SourceRef, type SourceRow } from './refs.ts'
import { storable } from './storable.ts'

EventRef.implement({
  description: 'A call of the tracking API that took effect.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ description: 'Its id.', resolve: (event) => printEventId(event) }),
    messageId: t.exposeString('messageId', { description: 'The id that it was sent with; of two messages with one id the first counts.' }),
    type: t.expose('type', { type: EventTypeRef, description: 'The kind of call.' }),
    name: t.exposeString('name', {
      description:
        "The event's name for track; Page Viewed and Screen Viewed for page and screen (whose name and category are also properties); $identify, $group and $alias for the others.",
    }),
    timestamp: t.expose('timestamp', { type: 'DateTime', description: "When it happened: the client's clock, corrected." }),
    originalTimestamp: t.expose('originalTimestamp', { type: 'DateTime', nullable: true, description: "When it happened by the client's clock." }),
    sentAt: t.expose('sentAt', { type: 'DateTime', nullable: true, description: "When it was sent by the client's clock." }),
    receivedAt: t.expose('receivedAt', { type: 'DateTime', description: 'When it was received.' }),
    userId: t.exposeString('userId', { nullable: true, description: 'The user id that it carried.' }),
    anonymousId: t.exposeString('anonymousId', { nullable: true, description: 'The anonymous id that it carried.' }),
    groupId: t.exposeString('groupId', { nullable: true, description: 'The group id that it carried.' }),
    previousId: t.exposeString('previousId', { nullable: true, description: 'Of alias: the id that was used before.' }),
    properties: t.expose('properties', { type: 'JSONObject', description: '{} for calls without properties.' }),
    traits: t.expose('traits', { type: 'JSONObject', nullable: true, description: 'Of identify and group.' }),
    context: t.expose('context', { type: 'JSONObject', description: 'Where and how it happened: page, device, campaign.' }),
    integrations: t.expose('integrations', { type: 'JSONObject', nullable: true, description: 'Which destinations the sender wants it in.' }),
    source: t.field({
      type: SourceRef,
      nullable: true,
      description: 'Where it came from.',
      resolve: (row, _args, context, info) => loadedFor<SourceRow | null>(row, info) ?? loadSource(context, row.sourceId),
    }),
    identityDecision: t.field({
      type: IdentityDecisionRef,
      description: 'How it was decided whom it is about, when it took effect.',
      resolve: (event, _args, context) => loadDecision(context, event),
    }),
    profile: t.field({
      type: ProfileRef,
      nullable: true,
      description: 'Whom it is about, as of now. Null once its person was deleted.',
      resolve: ({ profileId }, _args, context) => (profileId ? loadProfile(context, profileId) : null),
    }),
  }),
})

// Timestamp and profile are in the id, because by them the event is found in its partition and index.
const printEventId = ({ timestamp, id, profileId }: StoredEvent): string =>
  printHex('evt', `${timestamp.toString(16).padStart(12, '0')}${id}${profileId ?? ''}`)

registerNode('evt', 'Event', async ({ db, credential }: SchemaContext, id) => {
  const bytes = parseId('evt', id)
  if (!bytes || (bytes.length !== 22 && bytes.length !== 38)) return null
  const timestamp = Buffer.from(bytes).readUIntBE(0, 6)
  if (timestamp > Date.UTC(9999, 11, 31, 23, 59, 59, 999)) return null
  const profileId = bytes.length === 38 ? uuidText(bytes.subarray(22)) : null
  return readEvent(db.pool, credential.workspaceId, { timestamp, id: uuidText(bytes.subarray(6, 22)), profileId })
})

export interface EventArgs {
  readonly names?: readonly string[] | null | undefined
  readonly from?: string | null | undefined
  readonly to?: string | null | undefined
}

export const eventFilter = ({ names, from, to }: EventArgs): EventFilter => ({
  names: names?.map(storable) ?? null,
  from: from == null ? null : Date.parse(from),
  to: to == null ? null : Date.parse(to),
})

export const eventArgs = builder.args((t) => ({
  ...pageArgs,
  names: t.stringList({ description: 'Only with these names.' }),
  from: t.field({ type: 'DateTime', description: 'Only after this moment.' }),
  to: t.field({ type: 'DateTime', description: 'Only until this moment, itself included.' }),
}))

const query = (
  { credential }: SchemaContext,
  args: EventArgs,
  { entity, people }: Pick<EventQuery, 'entity'> & { readonly people: readonly Profile[] },
): EventQuery => ({
  workspaceId: credential.workspaceId,
  entity,
  people: people.map(everyId),
  ...eventFilter(args),
})

const MOMENT = z.number().int().min(Date.UTC(0)).max(Date.UTC(10_000))

const eventsOf = (entity: Entity, name: string) =>
  listOf({
    name,
    key: z.object({ timestamp: MOMENT, messageId: z.string().transform(storable) }),
    keyOf: ({ timestamp, messageId }: StoredEvent) => ({ timestamp, messageId }),
    read: (context, args: EventArgs, people: readonly Profile[], slice) =>
      readEvents(context.db.pool, query(context, args, { entity, people }), slice),
    count: (context, args, people) => countEvents(context.db.pool, query(context, args, { entity, people })),
  })

export const listEvents = eventsOf('PROFILE', 'events')
export const listAccountEvents = eventsOf('ACCOUNT', 'accountEvents')

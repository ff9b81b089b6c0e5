import { z } from 'zod'
import type { Destination } from '../db/generated/client.ts'
import { masked } from '../engine/delivery/manage-destinations.ts'
import type { JsonObject } from '../engine/json.ts'
import { COUNT_CAP } from '../engine/profiles/slice.ts'
import { apiError } from './api-error.ts'
import { builder } from './builder.ts'
import { listOf, ROOT, type Root } from './connection.ts'
import type { SchemaContext } from './context.ts'
import { DeliveryStatus, listDeliveries } from './delivery.ts'
import { parseUuid, printUuid } from './global-id.ts'
import { loadDestination } from './load.ts'
import { Node, registerNode } from './node.ts'
import { pageArgs } from './page.ts'
import { byId } from './prisma-page.ts'
import { ConnectorRef, DeliveryConnection, DestinationConnection, DestinationRef } from './refs.ts'

const orAll = (names: string[]): string[] | null => (names.length > 0 ? names : null)

DestinationRef.implement({
  description: 'A system that is told of events and of changes of audiences.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ description: 'Its id.', resolve: ({ id }) => printUuid('dst', id) }),
    name: t.exposeString('name', {
      description: 'Its name for people; in `integrations` senders may call it by this, or by the slug of its connector.',
    }),
    connector: t.field({
      type: ConnectorRef,
      description: 'How it is spoken to.',
      resolve({ connector }, _args, { outbound }) {
        const known = outbound.connectors.get(connector)
        if (!known) throw apiError('NOT_FOUND', `This program does not have the connector "${connector}".`)
        return known
      },
    }),
    enabled: t.exposeBoolean('enabled', {
      description: 'Whether it is sent to. While it is not, what waits for it keeps waiting, and what happens is not put there.',
    }),
    disabledReason: t.exposeString('disabledReason', {
      nullable: true,
      description: 'Why it was switched off, when nobody asked for it: it answered 410, that it is gone.',
    }),
    settings: t.field({
      type: 'JSONObject',
      description: 'Its settings. Secrets are masked.',
      resolve: ({ connector, settings }, _args, { outbound }) => masked(outbound.connectors.get(connector), settings as JsonObject),
    }),
    sendEvents: t.exposeBoolean('sendEvents', { description: 'Whether events are sent.' }),
    eventNames: t.stringList({
      nullable: true,
      description: 'The names of the events that are sent; null: all.',
      resolve: ({ eventNames }) => orAll(eventNames),
    }),
    sendAudiences: t.exposeBoolean('sendAudiences', { description: 'Whether changes of audiences are sent.' }),
    audienceKeys: t.stringList({
      nullable: true,
      description: 'The keys of the audiences whose changes are sent; null: all.',
      resolve: ({ audienceKeys }) => orAll(audienceKeys),
    }),
    sendTraits: t.exposeBoolean('sendTraits', { description: 'Whether changes of computed traits are sent.' }),
    traitKeys: t.stringList({
      nullable: true,
      description: 'The keys of the computed traits whose changes are sent; null: all.',
      resolve: ({ traitKeys }) => orAll(traitKeys),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was changed last.' }),
    deliveries: t.field({
      type: DeliveryConnection,
      description: 'What was and is to be sent to it, newest first. What is finished is kept for 7 days.',
      args: { ...pageArgs, status: t.arg({ type: DeliveryStatus, description: 'Only those with this status.' }) },
      resolve: (destination, args, context, info) => listDeliveries(context, destination, args, info),
    }),
  }),
})

export async function findDestination(context: SchemaContext, id: string): Promise<Destination | null> {
  const uuid = parseUuid('dst', id)
  return uuid ? loadDestination(context, uuid) : null
}
registerNode('dst', 'Destination', findDestination)

const listDestinations = listOf({
  name: 'destinations',
  key: z.uuid(),
  keyOf: (destination: Destination) => destination.id,
  read: ({ db, credential }, _args: object, parents: readonly Root[], slice) =>
    Promise.all(
      parents.map(() =>
        byId(slice, 'asc', (page) =>
          db.prisma.destination.findMany({
            where: { workspaceId: credential.workspaceId, deletedAt: null, id: page.id },
            orderBy: page.orderBy,
            take: page.take,
          }),
        ),
      ),
    ),
  count: ({ db, credential }, _args, parents) =>
    Promise.all(
      parents.map(() => db.prisma.destination.count({ where: { workspaceId: credential.workspaceId, deletedAt: null }, take: COUNT_CAP + 1 })),
    ),
})

builder.queryFields((t) => ({
  destination: t.field({
    type: DestinationRef,
    nullable: true,
    description: 'A destination by its id.',
    args: { id: t.arg.id({ required: true, description: 'The id.' }) },
    resolve: (_root, { id }, context) => findDestination(context, id),
  }),
  destinations: t.field({
    type: DestinationConnection,
    description: 'All destinations, oldest first.',
    args: pageArgs,
    resolve: (_root, args, context, info) => listDestinations(context, ROOT, args, info),
  }),
}))

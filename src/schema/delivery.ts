import { z } from 'zod'
import type { Destination, Outbox, DeliveryStatus as Status } from '../db/generated/client.ts'
import { type Loaded, loadPayloads, payloadOf } from '../engine/delivery/load-payloads.ts'
import { COUNT_CAP } from '../engine/profiles/slice.ts'
import { apiError } from './api-error.ts'
import { batched } from './batch.ts'
import { builder } from './builder.ts'
import { listOf } from './connection.ts'
import type { SchemaContext } from './context.ts'
import { parseUuid, printUuid } from './global-id.ts'
import { loadDestination, loadProfile } from './load.ts'
import { Node, registerNode } from './node.ts'
import { byId } from './prisma-page.ts'
import { DeliveryRef, DestinationRef, ProfileRef } from './refs.ts'

export const DeliveryStatus = builder.enumType('DeliveryStatus', {
  description: 'How far a delivery is.',
  values: {
    PENDING: { description: 'It waits for its first attempt.' },
    RETRYING: { description: 'It failed, and is tried again at `nextAttemptAt`.' },
    DELIVERED: { description: 'It was taken.' },
    DISCARDED: { description: 'It is not sent, on purpose: what it is about is gone, or may not be used.' },
    DEAD: { description: 'It was given up: refused for good, or tried for 75 hours. It can be replayed.' },
  },
})

const loadPayload = batched<Outbox, Loaded | null>(async ({ db }, rows) => {
  const loaded = await loadPayloads(
    db.pool,
    rows.map((row) => ({ ...row, eventTimestamp: row.eventTimestamp?.getTime() ?? null, changedAt: row.changedAt?.getTime() ?? null })),
  )
  return rows.map(({ id }) => loaded.get(id) ?? null)
})

const isWaiting = ({ status }: Outbox): boolean => status === 'PENDING' || status === 'RETRYING'

DeliveryRef.implement({
  description:
    'That something is sent to a destination: an event, or a change of an audience or of a computed trait. At least once, and in the order of each profile.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ description: 'Its id: the same for every attempt. A webhook gets it as `webhook-id`.', resolve: ({ id }) => printUuid('dlv', id) }),
    destination: t.field({
      type: DestinationRef,
      description: 'Where it is sent.',
      async resolve({ destinationId }, _args, context) {
        const destination = await loadDestination(context, destinationId)
        if (!destination) throw apiError('NOT_FOUND', 'The destination was deleted meanwhile.')
        return destination
      },
    }),
    status: t.expose('status', { type: DeliveryStatus, description: 'How far it is.' }),
    attempts: t.exposeInt('attempts', { description: 'How often it was tried.' }),
    messageId: t.string({
      nullable: true,
      description: 'The message id of its payload; null when what it is about is gone.',
      async resolve(row, _args, context) {
        const loaded = await loadPayload(context, row)
        return loaded && payloadOf(loaded).messageId
      },
    }),
    payload: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What is sent, as of now; null when what it is about is gone.',
      async resolve(row, _args, context) {
        const loaded = await loadPayload(context, row)
        return loaded && payloadOf(loaded)
      },
    }),
    profile: t.field({
      type: ProfileRef,
      nullable: true,
      description: 'The person it is about; null for an account, or when it is about nobody.',
      resolve: ({ profileId }, _args, context) => (profileId ? loadProfile(context, profileId) : null),
    }),
    outOfOrder: t.exposeBoolean('outOfOrder', {
      description: 'It was sent while an older one about the same profile had been put aside after 5 minutes of trying; or it is that older one.',
    }),
    nextAttemptAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it is tried next; null when it is finished.',
      resolve: (row) => (isWaiting(row) ? row.dueAt : null),
    }),
    lastError: t.exposeString('lastError', { nullable: true, description: 'How the latest attempt failed.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it came to be.' }),
    deliveredAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was taken.',
      resolve: ({ status, finishedAt }) => (status === 'DELIVERED' ? finishedAt : null),
    }),
  }),
})

registerNode('dlv', 'Delivery', async (context: SchemaContext, id) => {
  const uuid = parseUuid('dlv', id)
  if (!uuid) return null
  const { prisma } = context.db
  // With its destination its deliveries are gone for everybody.
  const destinations = await prisma.destination.findMany({
    where: { workspaceId: context.credential.workspaceId, deletedAt: null },
    select: { id: true },
  })
  return prisma.outbox.findFirst({ where: { id: uuid, destinationId: { in: destinations.map((destination) => destination.id) } } })
})

interface DeliveryArgs {
  readonly status?: Status | null | undefined
}

const where = ({ id }: Destination, { status }: DeliveryArgs) => ({ destinationId: id, ...(status && { status }) })

export const listDeliveries = listOf({
  name: 'deliveries',
  key: z.uuid(),
  keyOf: (row: Outbox) => row.id,
  read: ({ db }, args: DeliveryArgs, parents: readonly Destination[], slice) =>
    Promise.all(
      parents.map((parent) =>
        byId(slice, 'desc', ({ id, orderBy, take }) => db.prisma.outbox.findMany({ where: { ...where(parent, args), id }, orderBy, take })),
      ),
    ),
  count: ({ db }, args, parents) => Promise.all(parents.map((parent) => db.prisma.outbox.count({ where: where(parent, args), take: COUNT_CAP + 1 }))),
})

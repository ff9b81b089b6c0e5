import { z } from 'zod'
import type { Refusal } from '../db/generated/client.ts'
import { COUNT_CAP } from '../engine/profiles/slice.ts'
import type { RefusalKind as Kind } from '../engine/refusal.ts'
import { builder } from './builder.ts'
import { listOf, ROOT, type Root } from './connection.ts'
import type { SchemaContext } from './context.ts'
import { parseUuid, printUuid } from './global-id.ts'
import { loadSource } from './load.ts'
import { Node, registerNode } from './node.ts'
import { pageArgs } from './page.ts'
import { byId } from './prisma-page.ts'
import { RefusalConnection, RefusalRef, SourceRef } from './refs.ts'

const RefusalKind = builder.enumType('RefusalKind', {
  description: 'What was refused.',
  values: {
    MESSAGE: { description: 'A whole message, or a batch.' },
    IDENTIFIER: { description: 'An identifier of a message; the rest of the message counts.' },
    MERGE: { description: 'That two profiles become one.' },
    TRAIT: { description: 'A trait; the rest of the message counts.' },
    PROPERTY: { description: 'A property; the rest of the message counts.' },
    DELIVERY: { description: 'A delivery to a destination.' },
    INTERNAL: { description: 'A message that was accepted and could not be processed, by a fault of ours. It is kept.' },
  },
})

RefusalRef.implement({
  description: 'Something that was not taken, and why. Kept for 30 days; of one source, code and hour the first 1,000.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ description: 'Its id.', resolve: ({ id }) => printUuid('ref', id) }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was refused.' }),
    kind: t.expose('kind', { type: RefusalKind, description: 'What was refused.' }),
    code: t.exposeString('code', { description: 'Why: a closed, documented code.' }),
    message: t.exposeString('message', { description: 'Why: in words, with what would be right.' }),
    source: t.field({
      type: SourceRef,
      nullable: true,
      description: 'Where it came from.',
      resolve: ({ sourceId }, _args, context) => (sourceId ? loadSource(context, sourceId) : null),
    }),
    messageId: t.exposeString('messageId', { nullable: true, description: 'The id of the message, where it had one.' }),
    sample: t.expose('sample', { type: 'JSON', nullable: true, description: 'What was refused, bounded in size.' }),
  }),
})

registerNode('ref', 'Refusal', async ({ db, credential }: SchemaContext, id) => {
  const uuid = parseUuid('ref', id)
  return uuid ? db.prisma.refusal.findFirst({ where: { workspaceId: credential.workspaceId, id: uuid } }) : null
})

interface RefusalArgs {
  readonly kinds?: readonly Kind[] | null | undefined
  readonly sourceId?: string | null | undefined
}

const where = ({ credential }: SchemaContext, { kinds, sourceId }: RefusalArgs) => ({
  workspaceId: credential.workspaceId,
  ...(kinds && { kind: { in: [...kinds] } }),
  // What no source can have matches nothing.
  ...(sourceId != null && { sourceId: parseUuid('src', sourceId) ?? '00000000-0000-0000-0000-000000000000' }),
})

const listRefusals = listOf({
  name: 'refusals',
  key: z.uuid(),
  keyOf: (refusal: Refusal) => refusal.id,
  read: (context, args: RefusalArgs, parents: readonly Root[], slice) =>
    Promise.all(
      parents.map(() =>
        byId(slice, 'desc', ({ id, orderBy, take }) => context.db.prisma.refusal.findMany({ where: { ...where(context, args), id }, orderBy, take })),
      ),
    ),
  count: (context, args, parents) =>
    Promise.all(parents.map(() => context.db.prisma.refusal.count({ where: where(context, args), take: COUNT_CAP + 1 }))),
})

builder.queryField('refusals', (t) =>
  t.field({
    type: RefusalConnection,
    description: 'Everything that was refused, with the reason. Newest first.',
    args: {
      ...pageArgs,
      kinds: t.arg({ type: [RefusalKind], description: 'Only of these kinds.' }),
      sourceId: t.arg.id({ description: 'Only what came from this source.' }),
    },
    resolve: (_root, args, context, info) => listRefusals(context, ROOT, args, info),
  }),
)

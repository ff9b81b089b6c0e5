import { ValidationError } from '../engine/errors.ts'
import { type IngestedBatch, ingestBatch } from '../engine/ingest/ingest-batch.ts'
import { GRAPHQL_SOURCE } from '../engine/sources.ts'
import { apiError } from './api-error.ts'
import { builder } from './builder.ts'
import type { SchemaContext } from './context.ts'
import { parseUuid } from './global-id.ts'
import { loadSource } from './load.ts'
import { MessageRefusedError } from './message-refused.ts'
import { type Payload, payload } from './payload.ts'
import { UserError } from './user-error.ts'

type Taken = Pick<IngestedBatch, 'accepted' | 'messageIds'>

const IngestPayload = builder.objectRef<Payload<Taken>>('IngestPayload').implement({
  description: 'What was taken of a batch, and what was not.',
  fields: (t) => ({
    accepted: t.exposeInt('accepted', { description: 'How many messages were taken.' }),
    messageIds: t.idList({
      description: 'The ids of those, in their order; a message without an id got one.',
      resolve: ({ messageIds }) => [...messageIds],
    }),
    userErrors: t.field({
      type: [UserError],
      description: 'Why the others were not, or why nothing was.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
})

const IngestInput = builder.inputType('IngestInput', {
  description: 'Messages to take.',
  fields: (t) => ({
    sourceId: t.id({ description: "Default: the workspace's own GraphQL source." }),
    batch: t.field({ type: ['JSONObject'], required: true, description: 'Messages of the tracking spec, each with its type.' }),
  }),
})

builder.mutationField('ingest', (t) =>
  t.field({
    type: IngestPayload,
    description: 'Calls of the tracking spec through GraphQL; durable when it answers. Each message stands alone.',
    args: { input: t.arg({ type: IngestInput, required: true, description: 'The input.' }) },
    resolve: async (_root, { input }, context) => {
      const { refused = [], ...taken } = await payload<Taken & { refused?: IngestedBatch['refused'] }>(
        [ValidationError],
        { accepted: 0, messageIds: [] },
        () => take(context, input),
      )
      return { ...taken, userErrors: [...taken.userErrors, ...refused.map((one) => ({ error: new MessageRefusedError(one) }))] }
    },
  }),
)

async function take(context: SchemaContext, { sourceId, batch }: typeof IngestInput.$inferInput): Promise<IngestedBatch> {
  const { db, hints, credential, backPressure } = context
  const source = await sourceOf(context, sourceId)
  const wait = await backPressure.retryAfter()
  if (wait !== null) throw apiError('RATE_LIMITED', `Too much is waiting; nothing was taken. Try again in ${wait} seconds.`)
  return ingestBatch(db.pool, hints, { workspaceId: credential.workspaceId, sourceId: source, batch })
}

async function sourceOf(context: SchemaContext, id: string | null | undefined): Promise<string> {
  const { db, credential } = context
  const uuid = id == null ? null : parseUuid('src', id)
  const source =
    id == null
      ? await db.prisma.source.findFirst({ where: { workspaceId: credential.workspaceId, name: GRAPHQL_SOURCE }, orderBy: { id: 'asc' } })
      : uuid && (await loadSource(context, uuid))
  if (!source) throw new ValidationError('There is no such source.', ['sourceId'])
  if (!source.enabled) throw new ValidationError(`The source "${source.name}" is disabled.`, ['sourceId'])
  return source.id
}

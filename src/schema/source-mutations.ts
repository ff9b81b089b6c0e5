import type { Source } from '../db/generated/client.ts'
import { LimitReachedError, NotFoundError, ValidationError } from '../engine/errors.ts'
import { createSource, createWriteKey, revokeWriteKey, updateSource } from '../engine/sources.ts'
import { builder } from './builder.ts'
import type { SchemaContext } from './context.ts'
import { type IdPrefix, parseUuid } from './global-id.ts'
import { loadSource } from './load.ts'
import { type Payload, payload } from './payload.ts'
import { SourceRef } from './refs.ts'
import { findWriteKey, type WriteKey, WriteKeyRef } from './source.ts'
import { storable } from './storable.ts'
import { UserError } from './user-error.ts'

const SourcePayload = builder.objectRef<Payload<{ source: Source | null }>>('SourcePayload').implement({
  description: 'The source as it is now, or why nothing was changed.',
  fields: (t) => ({
    source: t.field({
      type: SourceRef,
      nullable: true,
      description: 'The source; null when nothing was changed.',
      resolve: ({ source }) => source,
    }),
    userErrors: t.field({
      type: [UserError],
      description: 'Why nothing was changed; empty when it was.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
})

const WriteKeyPayload = builder.objectRef<Payload<{ writeKey: WriteKey | null }>>('WriteKeyPayload').implement({
  description: 'The write key as it is now, or why nothing was changed.',
  fields: (t) => ({
    writeKey: t.field({
      type: WriteKeyRef,
      nullable: true,
      description: 'The key; null when nothing was changed.',
      resolve: ({ writeKey }) => writeKey,
    }),
    userErrors: t.field({
      type: [UserError],
      description: 'Why nothing was changed; empty when it was.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
})

const CreateSourceInput = builder.inputType('CreateSourceInput', {
  description: 'A new source.',
  fields: (t) => ({ name: t.string({ required: true, description: 'Its name for people.' }) }),
})

const UpdateSourceInput = builder.inputType('UpdateSourceInput', {
  description: 'A change of a source. An omitted field keeps its value.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The id of the source.' }),
    name: t.string({ description: 'Its new name.' }),
    enabled: t.boolean({ description: 'Switched off, nothing of what it sends is taken.' }),
  }),
})

const CreateWriteKeyInput = builder.inputType('CreateWriteKeyInput', {
  description: 'Another write key.',
  fields: (t) => ({ sourceId: t.id({ required: true, description: 'The id of the source that will track with it.' }) }),
})

const RevokeWriteKeyInput = builder.inputType('RevokeWriteKeyInput', {
  description: 'Which write key no longer works.',
  fields: (t) => ({ id: t.id({ required: true, description: 'The id of the key.' }) }),
})

builder.mutationFields((t) => ({
  createSource: t.field({
    type: SourcePayload,
    description: 'Creates a source, with a write key to send by.',
    args: { input: t.arg({ type: CreateSourceInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) =>
      payload<{ source: Source | null }>([ValidationError, LimitReachedError], { source: null }, async () => {
        const id = await createSource(context.db, { workspaceId: context.credential.workspaceId, name: storable(input.name) })
        return { source: await loadSource(context, id) }
      }),
  }),
  updateSource: t.field({
    type: SourcePayload,
    description: 'Renames a source, or switches it off and on.',
    args: { input: t.arg({ type: UpdateSourceInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) =>
      payload<{ source: Source | null }>([ValidationError, NotFoundError], { source: null }, async () => ({ source: await update(context, input) })),
  }),
  createWriteKey: t.field({
    type: WriteKeyPayload,
    description: 'Makes another write key for a source, so that the one in use can be revoked.',
    args: { input: t.arg({ type: CreateWriteKeyInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) =>
      payload<{ writeKey: WriteKey | null }>([NotFoundError, LimitReachedError], { writeKey: null }, async () => {
        const sourceId = uuidOf('src', input.sourceId, 'sourceId')
        const id = await createWriteKey(context.db, { workspaceId: context.credential.workspaceId, sourceId })
        return { writeKey: await findWriteKey(context, id) }
      }),
  }),
  revokeWriteKey: t.field({
    type: WriteKeyPayload,
    description: 'Revokes a write key: within a second nothing is taken from it any more.',
    args: { input: t.arg({ type: RevokeWriteKeyInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) =>
      payload<{ writeKey: WriteKey | null }>([NotFoundError], { writeKey: null }, async () => {
        const id = uuidOf('key', input.id, 'id')
        await revokeWriteKey(context.db, { workspaceId: context.credential.workspaceId, id })
        return { writeKey: await findWriteKey(context, id) }
      }),
  }),
}))

async function update(context: SchemaContext, input: typeof UpdateSourceInput.$inferInput): Promise<Source | null> {
  for (const field of ['name', 'enabled'] as const)
    if (input[field] === null) throw new ValidationError(`\`${field}\` cannot be empty; leave it out to keep it.`, [field])
  const id = uuidOf('src', input.id, 'id')
  await updateSource(context.db, {
    workspaceId: context.credential.workspaceId,
    id,
    name: input.name == null ? undefined : storable(input.name),
    enabled: input.enabled ?? undefined,
  })
  return loadSource(context, id)
}

const WHAT = { src: 'source', key: 'write key' } as const satisfies Partial<Record<IdPrefix, string>>

function uuidOf(prefix: keyof typeof WHAT, id: string, field: string): string {
  const uuid = parseUuid(prefix, id)
  if (!uuid) throw new NotFoundError(`There is no such ${WHAT[prefix]}.`, [field])
  return uuid
}

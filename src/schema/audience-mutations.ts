import type { Audience } from '../db/generated/client.ts'
import { cloneAudience } from '../engine/audiences/clone.ts'
import { RuleCycleError } from '../engine/audiences/dependencies.ts'
import { createAudience, deleteAudience, InUseError, KeyTakenError, updateAudience } from '../engine/audiences/manage.ts'
import { LimitReachedError, NotFoundError, ValidationError } from '../engine/errors.ts'
import { InvalidRuleError } from '../engine/rules/invalid-rule.ts'
import { RuleEntity } from './audience.ts'
import { builder } from './builder.ts'
import type { SchemaContext } from './context.ts'
import { DeleteInput, DeletePayload } from './delete-payload.ts'
import { parseUuid } from './global-id.ts'
import { loadAudience } from './load.ts'
import { type Payload, payload } from './payload.ts'
import { AudienceRef } from './refs.ts'
import { AudienceDefinitionInput } from './rule-input.ts'
import { storable } from './storable.ts'
import { UserError } from './user-error.ts'
import { withinDefinition } from './within-definition.ts'

const AudiencePayload = builder.objectRef<Payload<{ audience: Audience | null }>>('AudiencePayload').implement({
  description: 'The audience as it is now, or why nothing was changed.',
  fields: (t) => ({
    audience: t.field({
      type: AudienceRef,
      nullable: true,
      description: 'The audience; null when nothing was changed.',
      resolve: ({ audience }) => audience,
    }),
    userErrors: t.field({
      type: [UserError],
      description: 'Why nothing was changed; empty when it was.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
})

const LABELS = 'By what it can be found again: up to 20, of 1 to 60 characters.'
const FOLDER = 'Where it is kept: 1 to 255 characters, such as `Growth/Trials`.'

const CreateAudienceInput = builder.inputType('CreateAudienceInput', {
  description: 'A new audience.',
  fields: (t) => ({
    key: t.string({ required: true, description: 'Your own name for it in programs: a letter a-z, then up to 62 of a-z, 0-9 and _.' }),
    name: t.string({ required: true, description: 'Its name for people.' }),
    description: t.string({ description: 'What it is for.' }),
    labels: t.stringList({ required: true, defaultValue: [], description: LABELS }),
    folder: t.string({ description: FOLDER }),
    entity: t.field({ type: RuleEntity, required: true, defaultValue: 'PROFILE', description: 'What its members are.' }),
    definition: t.field({ type: AudienceDefinitionInput, required: true, description: 'Who is in it.' }),
    enabled: t.boolean({ required: true, defaultValue: true, description: 'Whether it is switched on.' }),
    notifyExisting: t.boolean({
      required: true,
      defaultValue: false,
      description: 'Send entries to destinations for those who are members from the start.',
    }),
  }),
})

const CloneAudienceInput = builder.inputType('CloneAudienceInput', {
  description: 'A new audience that says what another one says.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The id of the audience to copy.' }),
    key: t.string({ required: true, description: 'The key of the new one.' }),
    name: t.string({ required: true, description: 'Its name for people.' }),
  }),
})

const UpdateAudienceInput = builder.inputType('UpdateAudienceInput', {
  description: 'A change of an audience. An omitted field keeps its value; null clears it, where it may be empty.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The id of the audience.' }),
    name: t.string({ description: 'Its new name.' }),
    description: t.string({ description: 'What it is for.' }),
    labels: t.stringList({ description: LABELS }),
    folder: t.string({ description: FOLDER }),
    definition: t.field({
      type: AudienceDefinitionInput,
      description:
        'Who is in it from now on: computed beside the present rule, which stays in force until that is done, then put in its place at once.',
    }),
    enabled: t.boolean({ description: 'Switched off, its membership stands still; switched on again, it is computed anew.' }),
  }),
})

builder.mutationFields((t) => ({
  createAudience: t.field({
    type: AudiencePayload,
    description: 'Creates an audience. It is computed over what there is already, while events keep coming.',
    args: { input: t.arg({ type: CreateAudienceInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) =>
      payload<{ audience: Audience | null }>([ValidationError, KeyTakenError, InvalidRuleError, LimitReachedError], { audience: null }, async () => ({
        audience: await create(context, input),
      })),
  }),
  cloneAudience: t.field({
    type: AudiencePayload,
    description:
      'Creates an audience with the rule of another one, the one that is in force, and all else that it says. It is computed for itself; nobody is told of those who are in it from the start.',
    args: { input: t.arg({ type: CloneAudienceInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) =>
      payload<{ audience: Audience | null }>(
        [ValidationError, NotFoundError, KeyTakenError, InvalidRuleError, LimitReachedError],
        { audience: null },
        async () => {
          const { workspaceId } = context.credential
          const id = await cloneAudience(context.db, { workspaceId, id: audienceId(input.id), key: input.key, name: storable(input.name) })
          return { audience: await loadAudience(context, id) }
        },
      ),
  }),
  updateAudience: t.field({
    type: AudiencePayload,
    description: 'Renames an audience, gives it another rule, or switches it off and on.',
    args: { input: t.arg({ type: UpdateAudienceInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) =>
      payload<{ audience: Audience | null }>([ValidationError, NotFoundError, InvalidRuleError, RuleCycleError], { audience: null }, async () => ({
        audience: await update(context, input),
      })),
  }),
  deleteAudience: t.field({
    type: DeletePayload,
    description: 'Deletes an audience. Its key may be used again.',
    args: { input: t.arg({ type: DeleteInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, { db, credential }) =>
      payload<{ deletedId: string | null }>([NotFoundError, InUseError], { deletedId: null }, async () => {
        await deleteAudience(db, { workspaceId: credential.workspaceId, id: audienceId(input.id) })
        return { deletedId: input.id }
      }),
  }),
}))

async function create(context: SchemaContext, input: typeof CreateAudienceInput.$inferInput): Promise<Audience | null> {
  const id = await withinDefinition(input.definition, (rule) =>
    createAudience(context.db, {
      workspaceId: context.credential.workspaceId,
      key: input.key,
      name: storable(input.name),
      description: input.description == null ? null : storable(input.description),
      labels: input.labels.map(storable),
      folder: input.folder == null ? null : storable(input.folder),
      entity: input.entity,
      rule,
      enabled: input.enabled,
      notifyExisting: input.notifyExisting,
    }),
  )
  return loadAudience(context, id)
}

async function update(context: SchemaContext, input: typeof UpdateAudienceInput.$inferInput): Promise<Audience | null> {
  const id = audienceId(input.id)
  for (const field of ['name', 'enabled', 'definition', 'labels'] as const)
    if (input[field] === null) throw new ValidationError(`\`${field}\` cannot be empty; leave it out to keep it.`, [field])
  const change = (rule?: unknown) =>
    updateAudience(context.db, {
      workspaceId: context.credential.workspaceId,
      id,
      name: input.name == null ? undefined : storable(input.name),
      description: input.description == null ? input.description : storable(input.description),
      labels: input.labels?.map(storable),
      folder: input.folder == null ? input.folder : storable(input.folder),
      enabled: input.enabled ?? undefined,
      rule,
    })
  await (input.definition ? withinDefinition(input.definition, change) : change())
  return loadAudience(context, id)
}

function audienceId(id: string): string {
  const uuid = parseUuid('aud', id)
  if (!uuid) throw new NotFoundError('There is no such audience.', ['id'])
  return uuid
}

import type { ComputedTrait } from '../db/generated/client.ts'
import { RuleCycleError } from '../engine/audiences/dependencies.ts'
import { InUseError, KeyTakenError } from '../engine/audiences/manage.ts'
import { createComputedTrait, deleteComputedTrait, updateComputedTrait } from '../engine/audiences/manage-computed-traits.ts'
import { NotFoundError, ValidationError } from '../engine/errors.ts'
import { InvalidRuleError } from '../engine/rules/invalid-rule.ts'
import { RuleEntity } from './audience.ts'
import { builder } from './builder.ts'
import { ComputedTraitDefinitionInput } from './computed-trait-input.ts'
import type { SchemaContext } from './context.ts'
import { DeleteInput, DeletePayload } from './delete-payload.ts'
import { parseUuid } from './global-id.ts'
import { loadComputedTrait } from './load.ts'
import { type Payload, payload } from './payload.ts'
import { ComputedTraitRef } from './refs.ts'
import { storable } from './storable.ts'
import { UserError } from './user-error.ts'

interface Result {
  readonly computedTrait: ComputedTrait | null
}
const NOTHING: Result = { computedTrait: null }

const ComputedTraitPayload = builder.objectRef<Payload<Result>>('ComputedTraitPayload').implement({
  description: 'The computed trait as it is now, or why nothing was changed.',
  fields: (t) => ({
    computedTrait: t.field({
      type: ComputedTraitRef,
      nullable: true,
      description: 'The computed trait; null when nothing was changed.',
      resolve: ({ computedTrait }) => computedTrait,
    }),
    userErrors: t.field({
      type: [UserError],
      description: 'Why nothing was changed; empty when it was.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
})

const CreateComputedTraitInput = builder.inputType('CreateComputedTraitInput', {
  description: 'A new computed trait.',
  fields: (t) => ({
    key: t.string({
      required: true,
      description:
        'The name of the trait: a letter a-z, then up to 62 of a-z, 0-9 and _. A custom trait of that name does not show as long as it is there.',
    }),
    name: t.string({ required: true, description: 'Its name for people.' }),
    entity: t.field({ type: RuleEntity, required: true, defaultValue: 'PROFILE', description: 'Who has it.' }),
    definition: t.field({ type: ComputedTraitDefinitionInput, required: true, description: 'How it is computed.' }),
    enabled: t.boolean({ required: true, defaultValue: true, description: 'Whether it is switched on.' }),
  }),
})

const UpdateComputedTraitInput = builder.inputType('UpdateComputedTraitInput', {
  description: 'A change of a computed trait. An omitted field keeps its value.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The id of the computed trait.' }),
    name: t.string({ description: 'Its new name.' }),
    definition: t.field({ type: ComputedTraitDefinitionInput, description: 'How it is computed from now on; it is computed anew.' }),
    enabled: t.boolean({ description: 'Switched off, its values stand still; switched on again, it is computed anew.' }),
  }),
})

builder.mutationFields((t) => ({
  createComputedTrait: t.field({
    type: ComputedTraitPayload,
    description: 'Creates a computed trait. It is computed over what there is already, while events keep coming.',
    args: { input: t.arg({ type: CreateComputedTraitInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) =>
      payload<Result>([ValidationError, KeyTakenError, InvalidRuleError, RuleCycleError], NOTHING, async () => ({
        computedTrait: await create(context, input),
      })),
  }),
  updateComputedTrait: t.field({
    type: ComputedTraitPayload,
    description: 'Renames a computed trait, computes it in another way, or switches it off and on.',
    args: { input: t.arg({ type: UpdateComputedTraitInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) =>
      payload<Result>([ValidationError, NotFoundError, InvalidRuleError, RuleCycleError], NOTHING, async () => ({
        computedTrait: await update(context, input),
      })),
  }),
  deleteComputedTrait: t.field({
    type: DeletePayload,
    description: 'Deletes a computed trait and its values; custom traits of its name show again. Its key may be used again.',
    args: { input: t.arg({ type: DeleteInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, { db, credential }) =>
      payload<{ deletedId: string | null }>([NotFoundError, InUseError], { deletedId: null }, async () => {
        await deleteComputedTrait(db, { workspaceId: credential.workspaceId, id: traitId(input.id) })
        return { deletedId: input.id }
      }),
  }),
}))

async function create(context: SchemaContext, input: typeof CreateComputedTraitInput.$inferInput): Promise<ComputedTrait | null> {
  const { key, name, entity, definition, enabled } = input
  const { workspaceId } = context.credential
  const id = await withinInput(() => createComputedTrait(context.db, { workspaceId, key, name: storable(name), entity, definition, enabled }))
  return loadComputedTrait(context, id)
}

async function update(context: SchemaContext, input: typeof UpdateComputedTraitInput.$inferInput): Promise<ComputedTrait | null> {
  const id = traitId(input.id)
  for (const field of ['name', 'enabled', 'definition'] as const)
    if (input[field] === null) throw new ValidationError(`\`${field}\` cannot be empty; leave it out to keep it.`, [field])
  await withinInput(() =>
    updateComputedTrait(context.db, {
      workspaceId: context.credential.workspaceId,
      id,
      name: input.name == null ? undefined : storable(input.name),
      enabled: input.enabled ?? undefined,
      definition: input.definition ?? undefined,
    }),
  )
  return loadComputedTrait(context, id)
}

/** Says of a mistake in a definition where in the whole input it is. */
async function withinInput<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof InvalidRuleError)) throw error
    throw new InvalidRuleError(error.message, ['definition', ...error.path], error.position)
  }
}

function traitId(id: string): string {
  const uuid = parseUuid('ctr', id)
  if (!uuid) throw new NotFoundError('There is no such computed trait.', ['id'])
  return uuid
}

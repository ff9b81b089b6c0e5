import { RuleCycleError } from '../engine/audiences/dependencies.ts'
import { type Difference, previewEdit } from '../engine/audiences/preview-edit.ts'
import { LimitReachedError, NotFoundError } from '../engine/errors.ts'
import type { Profile } from '../engine/profiles/profile.ts'
import { InvalidRuleError } from '../engine/rules/invalid-rule.ts'
import { AudienceBy, findAudienceBy } from './audience.ts'
import { builder } from './builder.ts'
import type { SchemaContext } from './context.ts'
import { loadProfile } from './load.ts'
import { type Payload, payload } from './payload.ts'
import { ProfileRef } from './refs.ts'
import { AudienceDefinitionInput } from './rule-input.ts'
import { UserError } from './user-error.ts'
import { withinDefinition } from './within-definition.ts'

interface Shown extends Difference {
  readonly enteringSample: readonly Profile[]
  readonly leavingSample: readonly Profile[]
}

const AudienceDifference = builder.objectRef<Shown>('AudienceDifference').implement({
  description: 'What another definition would make of an audience, as of one moment; every number is exact.',
  fields: (t) => ({
    size: t.expose('size', { type: 'SafeInt', description: 'How many are in it now.' }),
    sizeAfter: t.expose('sizeAfter', { type: 'SafeInt', description: 'How many would be.' }),
    entering: t.expose('entering', { type: 'SafeInt', description: 'How many would enter.' }),
    leaving: t.expose('leaving', { type: 'SafeInt', description: 'How many would leave.' }),
    enteringSample: t.field({
      type: [ProfileRef],
      description: 'Some who would enter; of an audience of accounts none.',
      resolve: ({ enteringSample }) => [...enteringSample],
    }),
    leavingSample: t.field({
      type: [ProfileRef],
      description: 'Some who would leave; of an audience of accounts none.',
      resolve: ({ leavingSample }) => [...leavingSample],
    }),
  }),
})

interface Result {
  readonly difference: Shown | null
  readonly tookMs: number
}

const AudienceEditPreview = builder.objectRef<Payload<Result>>('AudienceEditPreview').implement({
  description: 'What an edit would change, or what is wrong with it.',
  fields: (t) => ({
    difference: t.expose('difference', {
      type: AudienceDifference,
      nullable: true,
      description: 'What it would change; null when the definition cannot be computed.',
    }),
    tookMs: t.exposeFloat('tookMs', { description: 'How long it took to find out, in milliseconds.' }),
    userErrors: t.field({
      type: [UserError],
      description: 'What is wrong with the edit; empty when it was computed.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
})

builder.queryField('previewAudienceEdit', (t) =>
  t.field({
    type: AudienceEditPreview,
    description: 'Says who would enter an audience and who would leave it with another definition, without saving anything.',
    args: {
      of: t.arg({ type: AudienceBy, required: true, description: 'How the audience is named.' }),
      definition: t.arg({ type: AudienceDefinitionInput, required: true, description: 'The other definition.' }),
    },
    resolve: (_root, { of, definition }, context) =>
      payload<Result>([InvalidRuleError, RuleCycleError, LimitReachedError, NotFoundError], { difference: null, tookMs: 0 }, () =>
        preview(context, of, definition),
      ),
  }),
)

async function preview(
  context: SchemaContext,
  of: typeof AudienceBy.$inferInput,
  definition: typeof AudienceDefinitionInput.$inferInput,
): Promise<Result> {
  const started = performance.now()
  const audience = await findAudienceBy(context, of)
  if (!audience) throw new NotFoundError('There is no such audience.', ['of'])
  const difference = await withinDefinition(definition, (rule) => previewEdit(context.db, audience, rule))
  const tookMs = performance.now() - started
  const sample = async (ids: readonly string[]) => {
    const found = audience.entity === 'PROFILE' ? await Promise.all(ids.map((id) => loadProfile(context, id))) : []
    return found.flatMap((profile) => profile ?? [])
  }
  const enteringSample = await sample(difference.enteringIds)
  return { difference: { ...difference, enteringSample, leavingSample: await sample(difference.leavingIds) }, tookMs }
}

import { readRule } from '../engine/audiences/ask-rule.ts'
import { previewAudience } from '../engine/audiences/preview.ts'
import { LimitReachedError } from '../engine/errors.ts'
import type { JsonObject } from '../engine/json.ts'
import type { Profile } from '../engine/profiles/profile.ts'
import { InvalidRuleError } from '../engine/rules/invalid-rule.ts'
import { printRule } from '../engine/rules/text/print.ts'
import { toJson } from '../engine/rules/to-json.ts'
import { RuleEntity } from './audience.ts'
import { builder } from './builder.ts'
import { CountRef } from './connection.ts'
import type { SchemaContext } from './context.ts'
import { loadProfile } from './load.ts'
import { type Problem, payload } from './payload.ts'
import { ProfileRef } from './refs.ts'
import { AudienceDefinitionInput } from './rule-input.ts'
import { UserError } from './user-error.ts'
import { withinDefinition } from './within-definition.ts'

interface Preview {
  readonly count: { readonly count: number; readonly precision: 'EXACT' } | null
  readonly sample: readonly Profile[]
  readonly tookMs: number
  readonly rule: JsonObject | null
  readonly query: string | null
  readonly userErrors: readonly Problem[]
}

const AudiencePreview = builder.objectRef<Preview>('AudiencePreview').implement({
  description: 'Who would be in an audience.',
  fields: (t) => ({
    count: t.expose('count', { type: CountRef, nullable: true, description: 'How many; null when the rule cannot be computed.' }),
    sample: t.field({ type: [ProfileRef], description: 'Some of them; of an audience of accounts none.', resolve: ({ sample }) => [...sample] }),
    tookMs: t.exposeFloat('tookMs', { description: 'How long it took to find out, in milliseconds.' }),
    rule: t.expose('rule', {
      type: 'JSON',
      nullable: true,
      description: 'The rule as JSON, in whichever form it was given: accepted as it is as a RuleInput variable. Null when it is no rule.',
    }),
    query: t.exposeString('query', { nullable: true, description: 'The same rule in the text language.' }),
    userErrors: t.field({
      type: [UserError],
      description: 'What is wrong with the definition; empty when it was computed.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
})

const NOTHING = { count: null, sample: [], tookMs: 0, rule: null, query: null }

builder.queryField('previewAudience', (t) =>
  t.field({
    type: AudiencePreview,
    description: 'Counts who would be in, without saving anything.',
    args: {
      definition: t.arg({ type: AudienceDefinitionInput, required: true, description: 'Who would be in it.' }),
      entity: t.arg({ type: RuleEntity, required: true, defaultValue: 'PROFILE', description: 'What its members would be.' }),
    },
    resolve: (_root, { definition, entity }, context) =>
      payload<Omit<Preview, 'userErrors'>>([InvalidRuleError, LimitReachedError], NOTHING, () => preview(context, definition, entity)),
  }),
)

async function preview(
  context: SchemaContext,
  definition: typeof AudienceDefinitionInput.$inferInput,
  entity: 'PROFILE' | 'ACCOUNT',
): Promise<Omit<Preview, 'userErrors'>> {
  const { db, credential } = context
  const asked = await withinDefinition(definition, (rule) => readRule(db, { workspaceId: credential.workspaceId, entity }, rule))
  const { count, profileIds, tookMs } = await previewAudience(db, asked)
  const sample = entity === 'PROFILE' ? await Promise.all(profileIds.map((id) => loadProfile(context, id))) : []
  return { count, sample: sample.flatMap((profile) => profile ?? []), tookMs, rule: toJson(asked.rule), query: printRule(asked.rule) }
}

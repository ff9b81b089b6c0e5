import { ConflictError, ValidationError } from '../engine/errors.ts'
import { changeRules, LONGEST_REASON } from '../engine/identity/change-rules.ts'
import { readRulesVersion, type StoredRules } from '../engine/identity/rules-history.ts'
import { builder } from './builder.ts'
import type { SchemaContext } from './context.ts'
import { IdentityRulesRef } from './identity-rules.ts'
import { IdentityRulesInput, rulesOf } from './identity-rules-input.ts'
import { type Payload, payload } from './payload.ts'
import { storable } from './storable.ts'
import { UserError } from './user-error.ts'

type Result = { readonly rules: StoredRules | null }

const UpdateIdentityRulesPayload = builder.objectRef<Payload<Result>>('UpdateIdentityRulesPayload').implement({
  description: 'The rules in force, or why nothing was changed.',
  fields: (t) => ({
    rules: t.expose('rules', { type: IdentityRulesRef, nullable: true, description: 'The rules in force; null when nothing was changed.' }),
    userErrors: t.field({
      type: [UserError],
      description: 'Why nothing was changed; empty when it was.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
})

const UpdateIdentityRulesInput = builder.inputType('UpdateIdentityRulesInput', {
  description: 'Other rules.',
  fields: (t) => ({
    rules: t.field({ type: IdentityRulesInput, required: true, description: 'All of them: what is left out is as it is by default.' }),
    basedOn: t.int({
      description: 'The version that they replace; where another one is in force, nothing is changed (CONFLICT). Default: whichever.',
    }),
    reason: t.string({ description: `Why, of up to ${LONGEST_REASON} characters; kept with the version.` }),
  }),
})

builder.mutationField('updateIdentityRules', (t) =>
  t.field({
    type: UpdateIdentityRulesPayload,
    description:
      'Puts other rules in force for the messages that take effect from now on; profiles stay as they are, unless `applyIdentityRules` applies them to what has been. Every version is kept, and can be read.',
    args: { input: t.arg({ type: UpdateIdentityRulesInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) => payload<Result>([ValidationError, ConflictError], { rules: null }, () => update(context, input)),
  }),
)

async function update({ db, credential }: SchemaContext, input: typeof UpdateIdentityRulesInput.$inferInput): Promise<Result> {
  const { workspaceId } = credential
  const { basedOn, reason } = input
  const version = await changeRules(db.pool, { workspaceId, rules: rulesOf(input.rules), basedOn, reason: reason == null ? null : storable(reason) })
  return { rules: await readRulesVersion(db.pool, workspaceId, version) }
}

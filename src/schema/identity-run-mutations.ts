import type { IdentityRun } from '../db/generated/client.ts'
import { ConflictError, NotFoundError, ValidationError } from '../engine/errors.ts'
import { LONGEST_REASON } from '../engine/identity/change-rules.ts'
import { cancelRun, startRun } from '../engine/regroup/manage-runs.ts'
import { MOST_EVENTS } from '../engine/split-profile.ts'
import { builder } from './builder.ts'
import type { SchemaContext } from './context.ts'
import { parseUuid } from './global-id.ts'
import { IdentityRulesInput, rulesOf } from './identity-rules-input.ts'
import { loadIdentityRun } from './load.ts'
import { type Payload, payload } from './payload.ts'
import { IdentityRunRef } from './refs.ts'
import { storable } from './storable.ts'
import { UserError } from './user-error.ts'

type Result = { readonly run: IdentityRun | null }

const IdentityRunPayload = builder.objectRef<Payload<Result>>('IdentityRunPayload').implement({
  description: 'The run as it is now, or why nothing was changed.',
  fields: (t) => ({
    run: t.expose('run', { type: IdentityRunRef, nullable: true, description: 'The run; null when nothing was changed.' }),
    userErrors: t.field({
      type: [UserError],
      description: 'Why nothing was changed; empty when it was.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
})

const ApplyIdentityRulesInput = builder.inputType('ApplyIdentityRulesInput', {
  description: 'What to apply.',
  fields: (t) => ({
    rules: t.field({
      type: IdentityRulesInput,
      description: 'Rules that are put in force first, all of them: what is left out is as it is by default. Default: those in force.',
    }),
    basedOn: t.int({
      description: 'The version that was looked at; where another one is in force, nothing is changed (CONFLICT). Default: whichever.',
    }),
    reason: t.string({ description: `Why the rules change, of up to ${LONGEST_REASON} characters; kept with their version.` }),
  }),
})

const CancelIdentityRunInput = builder.inputType('CancelIdentityRunInput', {
  description: 'What to end.',
  fields: (t) => ({ id: t.id({ required: true, description: 'The id of the run.' }) }),
})

builder.mutationFields((t) => ({
  applyIdentityRules: t.field({
    type: IdentityRunPayload,
    description: `Has identity rules applied to all events that there are, in the background: people become those that the same events would have made by these rules, and their traits, accounts and audiences are computed again. Who was merged or split by hand stays so; people who have more than ${MOST_EVENTS} events together stay as they are. One at a time; try the rules first with \`simulateIdentityRules\`.`,
    args: { input: t.arg({ type: ApplyIdentityRulesInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) => payload<Result>([ValidationError, ConflictError], { run: null }, () => apply(context, input)),
  }),
  cancelIdentityRun: t.field({
    type: IdentityRunPayload,
    description: 'Ends a run that waits or is under way. Who was settled stays so, everybody else is as before; the rules stay in force.',
    args: { input: t.arg({ type: CancelIdentityRunInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) =>
      payload<Result>([NotFoundError, ConflictError], { run: null }, async () => {
        const id = parseUuid('idr', input.id)
        if (!id) throw new NotFoundError('There is no such run.', ['id'])
        await cancelRun(context.db.pool, { workspaceId: context.credential.workspaceId, id })
        return { run: await loadIdentityRun(context, id) }
      }),
  }),
}))

async function apply(context: SchemaContext, { rules, basedOn, reason }: typeof ApplyIdentityRulesInput.$inferInput): Promise<Result> {
  const { workspaceId } = context.credential
  const id = await startRun(context.db.pool, {
    ...{ workspaceId, basedOn, reason: reason == null ? null : storable(reason) },
    rules: rules == null ? undefined : rulesOf(rules),
  })
  return { run: await loadIdentityRun(context, id) }
}

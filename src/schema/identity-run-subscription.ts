import { apiError } from './api-error.ts'
import { builder } from './builder.ts'
import { parseUuid } from './global-id.ts'
import { loadIdentityRun } from './load.ts'
import { IdentityRunRef } from './refs.ts'
import { SHARED, throttleDescription, throttleOf } from './subscription.ts'

builder.subscriptionField('identityRunProgress', (t) =>
  t.field({
    type: IdentityRunRef,
    nullable: true,
    description: 'How far it is that identity rules are applied: at once, then whenever it has come further. Ends when that does.',
    args: {
      id: t.arg.id({ required: true, description: 'The id of the run.' }),
      throttle: t.arg({ type: 'Duration', description: throttleDescription }),
    },
    extensions: SHARED,
    subscribe: async (_root, { id, throttle }, context) => {
      const runId = parseUuid('idr', id)
      if (!runId || !(await loadIdentityRun(context, runId))) throw apiError('NOT_FOUND', 'There is no such run.')
      return context.hub.watchIdentityRun({ workspaceId: context.credential.workspaceId, runId, throttle: throttleOf(throttle) })
    },
    resolve: ({ runId }, _args, context) => loadIdentityRun(context, runId),
  }),
)

import { apiError } from './api-error.ts'
import { builder } from './builder.ts'
import { parseUuid } from './global-id.ts'
import { loadExport, loadExportRun } from './load.ts'
import { ExportRunRef } from './refs.ts'
import { SHARED, throttleDescription, throttleOf } from './subscription.ts'

builder.subscriptionField('exportProgress', (t) =>
  t.field({
    type: ExportRunRef,
    nullable: true,
    description:
      'The latest run of an export, at once or when there is one, then whenever it has come further, and the next ones after it. Ends when the export is deleted.',
    args: {
      id: t.arg.id({ required: true, description: 'The id of the export.' }),
      throttle: t.arg({ type: 'Duration', description: throttleDescription }),
    },
    extensions: SHARED,
    subscribe: async (_root, { id, throttle }, context) => {
      const exportId = parseUuid('exp', id)
      if (!exportId || !(await loadExport(context, exportId))) throw apiError('NOT_FOUND', 'There is no such export.')
      return context.hub.watchExport({ workspaceId: context.credential.workspaceId, exportId, throttle: throttleOf(throttle) })
    },
    resolve: ({ runId }, _args, context) => loadExportRun(context, runId),
  }),
)

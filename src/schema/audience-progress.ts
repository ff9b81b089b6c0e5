import { type Progress, percentOf, readProgress } from '../engine/live/progress.ts'
import { batched } from './batch.ts'
import { builder } from './builder.ts'
import { ComputationStatus } from './computation-status.ts'
import { printUuid } from './global-id.ts'

export const AudienceProgress = builder.objectRef<Progress>('AudienceProgress').implement({
  description: 'How far the computation of an audience is, or of another definition for it.',
  fields: (t) => ({
    audienceId: t.id({ description: 'The id of the audience.', resolve: ({ audienceId }) => printUuid('aud', audienceId) }),
    status: t.expose('status', {
      type: ComputationStatus,
      description: 'COMPUTING while anything is computed, also while the present definition is in force.',
    }),
    edit: t.exposeBoolean('edit', { description: 'Whether another definition is computed, which will take the place of the present one.' }),
    done: t.expose('done', { type: 'SafeInt', description: 'So many profiles have been gone through.' }),
    total: t.expose('total', {
      type: 'SafeInt',
      nullable: true,
      description: 'So many there are; null before it has begun, while others are computed.',
    }),
    percent: t.float({ description: 'How much of it is done, from 0 to 100.', resolve: percentOf }),
    etaSeconds: t.exposeFloat('etaSeconds', {
      nullable: true,
      description: 'How long it will still take, as fast as it goes now; null as long as nothing is known.',
    }),
  }),
})

/** Null: nothing of it is being computed. */
export const loadProgress = batched<string, Progress | null>(async ({ db }, ids) => {
  const found = new Map((await readProgress(db.pool, ids)).map((progress) => [progress.audienceId, progress]))
  return ids.map((id) => found.get(id)).map((progress) => (progress?.status === 'COMPUTING' ? progress : null))
})

import type { Audience } from '../db/generated/client.ts'
import type { AudienceFrame } from '../engine/live/audience-frame.ts'
import { type ChangeCursor, parseCursor } from '../engine/live/change-cursor.ts'
import { membershipChanges } from '../engine/live/membership-changes.ts'
import { ResumeGapError } from '../engine/live/resume-gap.ts'
import { apiError } from './api-error.ts'
import { AudienceBy, findAudienceBy } from './audience.ts'
import { AudienceProgress } from './audience-progress.ts'
import { builder } from './builder.ts'
import { ComputationStatus } from './computation-status.ts'
import type { SchemaContext } from './context.ts'
import { printUuid } from './global-id.ts'
import { loadAudience } from './load.ts'
import { MembershipChangeRef } from './membership-change.ts'
import { storable } from './storable.ts'
import { SHARED, throttleDescription, throttleOf } from './subscription.ts'

const MAX_KEYS = 250

const AudienceCount = builder.objectRef<AudienceFrame>('AudienceCount').implement({
  description: 'How many members an audience has at one moment. `entered` and `exited` count since the audience was created: subtract two frames.',
  fields: (t) => ({
    audienceId: t.id({ description: 'The id of the audience.', resolve: ({ audienceId }) => printUuid('aud', audienceId) }),
    key: t.exposeString('key', { description: 'Its key.' }),
    status: t.expose('status', { type: ComputationStatus, description: 'How far its computation is.' }),
    size: t.expose('size', { type: 'SafeInt', description: 'How many members it has.' }),
    version: t.expose('version', { type: 'SafeInt', description: 'Grows by one with each commit that changes the membership.' }),
    asOf: t.expose('asOf', { type: 'DateTime', description: 'When this was so.' }),
    entered: t.expose('entered', { type: 'SafeInt', description: 'How often somebody entered since it was created.' }),
    exited: t.expose('exited', { type: 'SafeInt', description: 'How often somebody left since it was created.' }),
  }),
})

builder.subscriptionFields((t) => ({
  audienceCount: t.field({
    type: AudienceCount,
    description:
      'The size now, at once, then after each change; changes within `throttle` are folded into the latest. With `sinceVersion`, the first frame is left out while nothing changed since. While the audience is COMPUTING nothing follows the first frame; going LIVE makes one. Ends when the audience is deleted.',
    args: {
      by: t.arg({ type: AudienceBy, required: true, description: 'How the audience is named.' }),
      sinceVersion: t.arg({ type: 'SafeInt', description: 'The version that is known already.' }),
      throttle: t.arg({ type: 'Duration', description: throttleDescription }),
    },
    extensions: SHARED,
    // Whoever sends the frames keeps to `sinceVersion`: it is no part of what is asked for.
    subscribe: async (_root, { by, throttle }, context) => {
      const { id: audienceId, workspaceId } = await required(context, by)
      return context.hub.watchAudience({ workspaceId, audienceId, throttle: throttleOf(throttle) })
    },
    resolve: (frame) => frame,
  }),
  audienceCounts: t.field({
    type: AudienceCount,
    description:
      'The same for several audiences at once, or all of the workspace, also those that are created later: one frame is about one audience.',
    args: {
      keys: t.arg.stringList({ description: 'The keys of the audiences; without them, all.' }),
      throttle: t.arg({ type: 'Duration', description: throttleDescription }),
    },
    extensions: SHARED,
    subscribe: async (_root, { keys, throttle }, context) => {
      const wanted = keys ? await existing(context, keys) : null
      return context.hub.watchAudiences({ workspaceId: context.credential.workspaceId, keys: wanted, throttle: throttleOf(throttle) })
    },
    resolve: (frame) => frame,
  }),
  audienceProgress: t.field({
    type: AudienceProgress,
    description:
      'How far the computation of an audience is, or of another definition for it: now, at once, then as it goes on. Ends with the frame that says it is LIVE, or switched off, and when the audience is deleted.',
    args: {
      by: t.arg({ type: AudienceBy, required: true, description: 'How the audience is named.' }),
      throttle: t.arg({ type: 'Duration', description: throttleDescription }),
    },
    extensions: SHARED,
    subscribe: async (_root, { by, throttle }, context) => {
      const { id: audienceId, workspaceId } = await required(context, by)
      return context.hub.watchProgress({ workspaceId, audienceId, throttle: throttleOf(throttle) })
    },
    resolve: (progress) => progress,
  }),
  audienceMembership: t.field({
    type: MembershipChangeRef,
    description:
      'Entries and exits in commit order; `after` resumes. Older than the kept changes: error RESUME_GAP; read `members`, then subscribe without `after`.',
    args: {
      by: t.arg({ type: AudienceBy, required: true, description: 'How the audience is named.' }),
      after: t.arg.string({ description: 'The cursor of the last change that is known; without it, changes from now on.' }),
    },
    subscribe: async (_root, { by, after }, context) => {
      const audience = await required(context, by)
      return follow(context, audience, after == null ? null : cursorOf(after))
    },
    resolve: async (change, _args, context) => ({ ...change, entity: (await loadAudience(context, change.audienceId))?.entity ?? 'PROFILE' }),
  }),
}))

async function required(context: SchemaContext, by: typeof AudienceBy.$inferInput): Promise<Audience> {
  const audience = await findAudienceBy(context, by)
  if (!audience) throw apiError('NOT_FOUND', 'There is no such audience.')
  return audience
}

async function existing({ db, credential }: SchemaContext, keys: readonly string[]): Promise<ReadonlySet<string>> {
  if (keys.length > MAX_KEYS) throw apiError('BAD_USER_INPUT', `At most ${MAX_KEYS} keys; ${keys.length} were given.`)
  const wanted = new Set(keys.map(storable))
  const where = { workspaceId: credential.workspaceId, key: { in: [...wanted] }, deletedAt: null }
  const found = new Set((await db.prisma.audience.findMany({ where, select: { key: true } })).map(({ key }) => key))
  const missing = [...wanted].find((key) => !found.has(key))
  if (missing !== undefined) throw apiError('NOT_FOUND', `There is no audience with the key ${JSON.stringify(missing)}.`)
  return wanted
}

function cursorOf(after: string): ChangeCursor {
  const cursor = parseCursor(after)
  if (!cursor) throw apiError('BAD_USER_INPUT', '`after` is not a cursor of a membership change.')
  return cursor
}

async function follow({ hub, db }: SchemaContext, { id: audienceId, workspaceId }: Audience, after: ChangeCursor | null) {
  try {
    return await membershipChanges(hub, db.pool, { workspaceId, audienceId, after })
  } catch (error) {
    throw error instanceof ResumeGapError ? apiError('RESUME_GAP', error.message) : error
  }
}

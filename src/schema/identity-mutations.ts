import { ConflictError, LimitReachedError, NotFoundError, ValidationError } from '../engine/errors.ts'
import { LONGEST_REASON, mergeProfiles } from '../engine/merge-profiles.ts'
import type { Profile } from '../engine/profiles/profile.ts'
import { MOST_EVENTS, splitProfile } from '../engine/split-profile.ts'
import { builder } from './builder.ts'
import type { SchemaContext } from './context.ts'
import { loadProfile } from './load.ts'
import { type Payload, payload } from './payload.ts'
import { hashed, IdentifierInput, ProfileBy, requireProfile } from './profile-by.ts'
import { ProfileRef } from './refs.ts'
import { storable } from './storable.ts'
import { UserError } from './user-error.ts'

const SplitProfileInput = builder.inputType('SplitProfileInput', {
  description: 'What to take out of whom.',
  fields: (t) => ({
    profile: t.field({ type: ProfileBy, required: true, description: 'The person to split.' }),
    identifiers: t.field({
      type: [IdentifierInput],
      required: true,
      description: 'What becomes a person of its own: at least one of the identifiers of the profile, and not all.',
    }),
  }),
})

const MergeProfilesInput = builder.inputType('MergeProfilesInput', {
  description: 'Who is one person.',
  fields: (t) => ({
    into: t.field({
      type: ProfileBy,
      required: true,
      description: 'The one. As in every merge the older of the two ids remains, whichever is named here; both answer.',
    }),
    profile: t.field({ type: ProfileBy, required: true, description: 'The other.' }),
    reason: t.string({ required: true, description: `Why: 1 to ${LONGEST_REASON} characters, kept as \`ProfileMerge.reason\`.` }),
  }),
})

type SplitResult = { readonly profile: Profile | null; readonly split: Profile | null }
type MergeResult = { readonly profile: Profile | null }

const SplitProfilePayload = builder.objectRef<Payload<SplitResult>>('SplitProfilePayload').implement({
  description: 'The two people as they are now, or why nothing was changed.',
  fields: (t) => ({
    profile: t.expose('profile', {
      type: ProfileRef,
      nullable: true,
      description: 'What is left, under the ids that it had; null when nothing was changed.',
    }),
    split: t.expose('split', { type: ProfileRef, nullable: true, description: 'What was taken out, under a new id; null when nothing was changed.' }),
    userErrors: t.field({
      type: [UserError],
      description: 'Why nothing was changed; empty when it was.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
})

const MergeProfilesPayload = builder.objectRef<Payload<MergeResult>>('MergeProfilesPayload').implement({
  description: 'The person as it is now, or why nothing was changed.',
  fields: (t) => ({
    profile: t.expose('profile', { type: ProfileRef, nullable: true, description: 'The whole person; null when nothing was changed.' }),
    userErrors: t.field({
      type: [UserError],
      description: 'Why nothing was changed; empty when it was.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
})

builder.mutationFields((t) => ({
  splitProfile: t.field({
    type: SplitProfilePayload,
    description: `Undoes a merge: the identifiers named become a profile of their own again, with their events. Traits, accounts and audiences of both are computed again from their events, of which there may be ${MOST_EVENTS}. No message joins them again; \`mergeProfiles\` does.`,
    args: { input: t.arg({ type: SplitProfileInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) =>
      payload<SplitResult>([ValidationError, NotFoundError, LimitReachedError, ConflictError], { profile: null, split: null }, () =>
        split(context, input),
      ),
  }),
  mergeProfiles: t.field({
    type: MergeProfilesPayload,
    description:
      'Makes two people one by hand, within the limits of every merge. It is in the identity graph with the reason given, and `splitProfile` undoes it.',
    args: { input: t.arg({ type: MergeProfilesInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) =>
      payload<MergeResult>([ValidationError, NotFoundError, LimitReachedError, ConflictError], { profile: null }, () => merge(context, input)),
  }),
}))

async function split(context: SchemaContext, input: typeof SplitProfileInput.$inferInput): Promise<SplitResult> {
  const found = await requireProfile(context, input.profile, 'profile')
  const { profileId, splitId, deliveryLanes } = await splitProfile(context.db.pool, {
    workspaceId: context.credential.workspaceId,
    profileId: found.id,
    identifiers: await Promise.all(input.identifiers.map((one) => hashed(context, one))),
  })
  context.deliveryHints.wake(deliveryLanes)
  const [profile, part] = await Promise.all([loadProfile(context, profileId), loadProfile(context, splitId)])
  return { profile, split: part }
}

async function merge(context: SchemaContext, { into, profile, reason }: typeof MergeProfilesInput.$inferInput): Promise<MergeResult> {
  const one = await requireProfile(context, into, 'into')
  const other = await requireProfile(context, profile, 'profile')
  const { profileId, deliveryLanes } = await mergeProfiles(context.db.pool, {
    workspaceId: context.credential.workspaceId,
    profileIds: [one.id, other.id],
    reason: storable(reason),
  })
  context.deliveryHints.wake(deliveryLanes)
  return { profile: await loadProfile(context, profileId) }
}

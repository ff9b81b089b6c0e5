import type { Profile } from '../engine/profiles/profile.ts'
import { apiError } from './api-error.ts'
import { builder } from './builder.ts'
import { printUuid } from './global-id.ts'
import { loadProfile } from './load.ts'
import { findProfileBy, ProfileBy } from './profile-by.ts'
import { ProfileRef } from './refs.ts'
import { SHARED, throttleDescription, throttleOf } from './subscription.ts'

interface Update {
  /** The id that was asked for. */
  readonly profileId: string
  readonly version: number
  readonly profile: Profile | null
}

const ProfileUpdate = builder.objectRef<Update>('ProfileUpdate').implement({
  description: 'A person at one moment.',
  fields: (t) => ({
    version: t.expose('version', { type: 'SafeInt', description: 'The version of the profile.' }),
    profile: t.expose('profile', { type: ProfileRef, nullable: true, description: 'The person; null: deleted, and the stream ends.' }),
    mergedInto: t.id({
      nullable: true,
      description: 'The id of the profile that it was merged into; null: of none.',
      resolve: ({ profile, profileId }) => (profile && profile.id !== profileId ? printUuid('prof', profile.id) : null),
    }),
  }),
})

builder.subscriptionField('profileUpdated', (t) =>
  t.field({
    type: ProfileUpdate,
    description: 'The profile now, at once, then after each change. A merge is followed. Ends when the person is deleted.',
    args: {
      by: t.arg({ type: ProfileBy, required: true, description: 'How the person is named.' }),
      throttle: t.arg({ type: 'Duration', description: throttleDescription }),
    },
    extensions: SHARED,
    subscribe: async (_root, { by, throttle }, context) => {
      const profile = await findProfileBy(context, by)
      if (!profile) throw apiError('NOT_FOUND', 'There is no such profile.')
      const { workspaceId } = context.credential
      return context.hub.watchProfile({ workspaceId, profileId: profile.id, throttle: throttleOf(throttle) })
    },
    resolve: async ({ profileId, version, deleted }, _args, context) => {
      const profile = deleted ? null : await loadProfile(context, profileId)
      return { profileId, version: profile?.version ?? version, profile }
    },
  }),
)

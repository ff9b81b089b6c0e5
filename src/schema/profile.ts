import type { JsonObject } from '../engine/json.ts'
import type { HeldTrait } from '../engine/profiles/trait-of.ts'
import { listAccountsOf } from './account-list.ts'
import { builder } from './builder.ts'
import { eventArgs, listEvents } from './event.ts'
import { printUuid } from './global-id.ts'
import { listIdentifiers } from './identifier.ts'
import { IdentityGraph, identityGraph } from './identity-graph.ts'
import { everyId } from './load.ts'
import { loadedFor } from './loaded.ts'
import { isMember, listMemberships } from './membership.ts'
import { Node, registerNode } from './node.ts'
import { pageArgs } from './page.ts'
import { findProfileBy, loadProfileBy, ProfileBy } from './profile-by.ts'
import { AccountConnection, EventConnection, IdentifierConnection, MembershipConnection, ProfileRef } from './refs.ts'
import { planOf } from './row-plan.ts'
import { storable } from './storable.ts'
import { loadTrait, readTraitAt, TraitRef } from './trait.ts'
import { listTraitHistory, TraitValueConnection } from './trait-history.ts'
import { PROFILE } from './type-plans.ts'

ProfileRef.implement({
  description: 'A person, with everything that is known of them. A profile that was merged answers under every id it ever had.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ description: 'Its id; of merged profiles that of the oldest.', resolve: ({ id }) => printUuid('prof', id) }),
    version: t.expose('version', { type: 'SafeInt', description: 'Grows with each commit that changes what this API shows of the profile.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created here.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last changed here.' }),
    firstSeenAt: t.expose('firstSeenAt', { type: 'DateTime', nullable: true, description: 'The timestamp of the earliest event.' }),
    lastSeenAt: t.expose('lastSeenAt', { type: 'DateTime', nullable: true, description: 'The timestamp of the latest event.' }),
    traits: t.field({
      type: 'JSONObject',
      description: 'Custom and computed traits by name.',
      args: { names: t.arg.stringList({ description: 'Narrows the answer to these.' }) },
      resolve: ({ traits }, { names }) => (names ? pick(traits, names) : traits),
    }),
    trait: t.field({
      type: TraitRef,
      nullable: true,
      description: 'One trait with its provenance; null: there is none.',
      args: {
        name: t.arg.string({ required: true, description: 'Its name.' }),
        at: t.arg({
          type: 'DateTime',
          description: 'As it was at this moment. Of a custom trait: by what was said until then, as long as events are kept.',
        }),
      },
      resolve: (profile, { name, at }, context, info) => {
        if (at != null) return readTraitAt(context, profile, { name: storable(name), at })
        const loaded = loadedFor<HeldTrait | null>(profile, info)
        return loaded !== undefined ? loaded : loadTrait(context, { entity: 'PROFILE', ids: everyId(profile), name: storable(name) })
      },
    }),
    traitHistory: t.field({
      type: TraitValueConnection,
      description: 'What computed traits of the person have been, newest first; kept for the retention of the workspace, 36 months.',
      args: { ...pageArgs, names: t.arg.stringList({ description: 'Only of these traits.' }) },
      resolve: (profile, args, context, info) => listTraitHistory(context, profile, args, info),
    }),
    identifiers: t.field({
      type: IdentifierConnection,
      description: 'By which the person is known, in the order in which they were first seen.',
      args: { ...pageArgs, types: t.arg.stringList({ description: 'Only of these types.' }) },
      resolve: (profile, args, context, info) => listIdentifiers(context, profile, args, info),
    }),
    identityGraph: t.field({
      type: IdentityGraph,
      description: 'Which identifiers are one person, and why.',
      args: {
        first: t.arg.int({ required: true, defaultValue: 500, description: 'This many identifiers, and as many merges: 1 to 1000.' }),
        after: t.arg.string({ description: 'Only what comes after this cursor.' }),
      },
      resolve: (profile, args, context) => identityGraph(context, profile, args),
    }),
    events: t.field({
      type: EventConnection,
      description: 'Also those from before the person was known. Newest first.',
      args: eventArgs,
      resolve: (profile, args, context, info) => listEvents(context, profile, args, info),
    }),
    audiences: t.field({
      type: MembershipConnection,
      description: 'The audiences that the person is in, in the order in which those were created.',
      args: pageArgs,
      resolve: (profile, args, context, info) => listMemberships(context, profile, args, info),
    }),
    inAudience: t.boolean({
      nullable: true,
      description: 'Whether the person is in an audience. Null: there is no such audience.',
      args: { key: t.arg.string({ required: true, description: 'The key of the audience.' }) },
      resolve: (profile, { key }, context, info) => {
        const loaded = loadedFor<boolean | null>(profile, info)
        return loaded !== undefined ? loaded : isMember(context, { ids: everyId(profile), key: storable(key) })
      },
    }),
    accounts: t.field({
      type: AccountConnection,
      description: 'The accounts that group calls put the person into, in the order in which those were created.',
      args: pageArgs,
      resolve: (profile, args, context, info) => listAccountsOf(context, profile, args, info),
    }),
  }),
})

/** `__proto__` is a name like any other. */
export const pick = (traits: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(names.flatMap((name) => (Object.hasOwn(traits, name) ? [[name, traits[name] ?? null]] : [])))

registerNode('prof', 'Profile', async (context, id, info) => {
  const plan = info && planOf(context, info, ['Profile', PROFILE])
  return plan ? loadProfileBy(context, { id }, plan) : findProfileBy(context, { id })
})

builder.queryField('profile', (t) =>
  t.field({
    type: ProfileRef,
    nullable: true,
    description: 'A person; null where there is none.',
    args: { by: t.arg({ type: ProfileBy, required: true, description: 'How the person is named.' }) },
    resolve: (_root, { by }, context, info) => {
      const plan = planOf(context, info, ['Profile', PROFILE])
      return plan ? loadProfileBy(context, by, plan) : findProfileBy(context, by)
    },
  }),
)

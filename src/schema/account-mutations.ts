import { editAccountMember } from '../engine/edit-account-member.ts'
import { ConflictError, NotFoundError } from '../engine/errors.ts'
import type { Profile } from '../engine/profiles/profile.ts'
import { AccountBy, requireAccount } from './account.ts'
import { builder } from './builder.ts'
import type { SchemaContext } from './context.ts'
import { loadAccount, loadProfile } from './load.ts'
import { type Payload, payload } from './payload.ts'
import { ProfileBy, requireProfile } from './profile-by.ts'
import { type Account, AccountRef, ProfileRef } from './refs.ts'
import { UserError } from './user-error.ts'

const AccountMemberInput = builder.inputType('AccountMemberInput', {
  description: 'A person and an account.',
  fields: (t) => ({
    account: t.field({ type: AccountBy, required: true, description: 'The account.' }),
    profile: t.field({ type: ProfileBy, required: true, description: 'The person.' }),
  }),
})

type Result = { readonly account: Account | null; readonly profile: Profile | null }

const AccountMemberPayload = builder.objectRef<Payload<Result>>('AccountMemberPayload').implement({
  description: 'The two as they are now, or why nothing was changed.',
  fields: (t) => ({
    account: t.expose('account', { type: AccountRef, nullable: true, description: 'The account; null when nothing was changed.' }),
    profile: t.expose('profile', { type: ProfileRef, nullable: true, description: 'The person; null when nothing was changed.' }),
    userErrors: t.field({
      type: [UserError],
      description: 'Why nothing was changed; empty when it was.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
})

builder.mutationFields((t) => ({
  linkAccountMember: t.field({
    type: AccountMemberPayload,
    description: 'Links a person with an account, as a group call of this moment would.',
    args: { input: t.arg({ type: AccountMemberInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) =>
      payload<Result>([NotFoundError, ConflictError], { account: null, profile: null }, () => edit(context, input, true)),
  }),
  unlinkAccountMember: t.field({
    type: AccountMemberPayload,
    description:
      'Takes a person out of an account. Group calls up to this moment link them no more, whenever they arrive; a later one does, and `linkAccountMember`.',
    args: { input: t.arg({ type: AccountMemberInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) =>
      payload<Result>([NotFoundError, ConflictError], { account: null, profile: null }, () => edit(context, input, false)),
  }),
}))

async function edit(context: SchemaContext, input: typeof AccountMemberInput.$inferInput, linked: boolean): Promise<Result> {
  const found = await requireAccount(context, input.account, 'account')
  const person = await requireProfile(context, input.profile, 'profile')
  const { workspaceId } = context.credential
  const { deliveryLanes } = await editAccountMember(context.db.pool, { workspaceId, accountId: found.id, profileId: person.id, linked })
  context.deliveryHints.wake(deliveryLanes)
  const [account, profile] = await Promise.all([loadAccount(context, found.id), loadProfile(context, person.id)])
  return { account, profile }
}

import { z } from 'zod'
import { ConflictError, LimitReachedError, NotFoundError, ValidationError } from '../engine/errors.ts'
import { LONGEST_REASON, mergeProfiles } from '../engine/merge-profiles.ts'
import { countMerges, type RecordedMerge, readMerges } from '../engine/profiles/identity-graph.ts'
import { MOST_EVENTS, splitProfile } from '../engine/split-profile.ts'
import { AccountBy, requireAccount } from './account.ts'
import { builder } from './builder.ts'
import { connectionType, listOf } from './connection.ts'
import type { SchemaContext } from './context.ts'
import { printUuid } from './global-id.ts'
import { everyId, loadAccount } from './load.ts'
import { pageArgs } from './page.ts'
import { type Payload, payload } from './payload.ts'
import { hashed, IdentifierInput } from './profile-by.ts'
import { type Account, AccountRef } from './refs.ts'
import { storable } from './storable.ts'
import { UserError } from './user-error.ts'

const AccountMerge = builder.objectRef<RecordedMerge>('AccountMerge').implement({
  description: 'That an account became part of another one.',
  fields: (t) => ({
    into: t.field({
      type: AccountRef,
      nullable: true,
      description: 'What it became part of, as of now.',
      resolve: ({ rootId }, _args, context) => loadAccount(context, rootId),
    }),
    mergedAccountId: t.id({ description: 'The id that it had; it answers with the whole.', resolve: ({ loserId }) => printUuid('acct', loserId) }),
    at: t.expose('at', { type: 'DateTime', description: 'When they were merged.' }),
    reason: t.exposeString('cause', { description: 'Why they were merged.' }),
    messageId: t.exposeString('messageId', { nullable: true, description: 'The message that named both; null: they were merged by hand.' }),
    undoneAt: t.expose('undoneAt', { type: 'DateTime', nullable: true, description: 'When it was undone; null: it holds.' }),
  }),
})

const query = ({ credential }: SchemaContext, accounts: readonly Account[]) => ({
  workspaceId: credential.workspaceId,
  people: accounts.map(everyId),
})

const listMerges = listOf({
  name: 'accountMerges',
  key: z.uuid(),
  keyOf: ({ id }: RecordedMerge) => id,
  read: (context, _args: object, accounts: readonly Account[], slice) => readMerges(context.db.pool, query(context, accounts), slice),
  count: (context, _args, accounts) => countMerges(context.db.pool, query(context, accounts)),
})

builder.objectField(AccountRef, 'merges', (t) =>
  t.field({
    type: connectionType('AccountMerge', AccountMerge),
    description: 'The merges that made it, oldest first; also those that were undone.',
    args: pageArgs,
    resolve: (account, args, context, info) => listMerges(context, account, args, info),
  }),
)

const MergeAccountsInput = builder.inputType('MergeAccountsInput', {
  description: 'What is one account.',
  fields: (t) => ({
    into: t.field({
      type: AccountBy,
      required: true,
      description: 'The one. As in every merge the older of the two ids remains, whichever is named here; both answer.',
    }),
    account: t.field({ type: AccountBy, required: true, description: 'The other.' }),
    reason: t.string({ required: true, description: `Why: 1 to ${LONGEST_REASON} characters, kept as \`AccountMerge.reason\`.` }),
  }),
})

const SplitAccountInput = builder.inputType('SplitAccountInput', {
  description: 'What to take out of which account.',
  fields: (t) => ({
    account: t.field({ type: AccountBy, required: true, description: 'The account to split.' }),
    identifiers: t.field({
      type: [IdentifierInput],
      required: true,
      description:
        'What becomes an account of its own: some of the identifiers of the account, with a `group_id` among them and another one among those that stay.',
    }),
  }),
})

type Result = { readonly account: Account | null }
type SplitResult = { readonly account: Account | null; readonly split: Account | null }

const MergeAccountsPayload = builder.objectRef<Payload<Result>>('MergeAccountsPayload').implement({
  description: 'The account as it is now, or why nothing was changed.',
  fields: (t) => ({
    account: t.expose('account', { type: AccountRef, nullable: true, description: 'The whole account; null when nothing was changed.' }),
    userErrors: t.field({
      type: [UserError],
      description: 'Why nothing was changed; empty when it was.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
})

const SplitAccountPayload = builder.objectRef<Payload<SplitResult>>('SplitAccountPayload').implement({
  description: 'The two accounts as they are now, or why nothing was changed.',
  fields: (t) => ({
    account: t.expose('account', {
      type: AccountRef,
      nullable: true,
      description: 'What is left, under the ids that it had; null when nothing was changed.',
    }),
    split: t.expose('split', { type: AccountRef, nullable: true, description: 'What was taken out, under a new id; null when nothing was changed.' }),
    userErrors: t.field({
      type: [UserError],
      description: 'Why nothing was changed; empty when it was.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
})

const ERRORS = [ValidationError, NotFoundError, LimitReachedError, ConflictError]

builder.mutationFields((t) => ({
  mergeAccounts: t.field({
    type: MergeAccountsPayload,
    description:
      'Makes two accounts one by hand: it answers to the group ids and other identifiers of both, and has their events, people, children, traits and audiences. It is in `Account.merges` with the reason given, and `splitAccount` undoes it.',
    args: { input: t.arg({ type: MergeAccountsInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) => payload<Result>(ERRORS, { account: null }, () => merge(context, input)),
  }),
  splitAccount: t.field({
    type: SplitAccountPayload,
    description: `Undoes a merge: the identifiers named become an account of its own again, with their events. Traits, people and audiences of both are computed again from their events, of which there may be ${MOST_EVENTS}. No message joins them again; \`mergeAccounts\` does.`,
    args: { input: t.arg({ type: SplitAccountInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) => payload<SplitResult>(ERRORS, { account: null, split: null }, () => split(context, input)),
  }),
}))

async function merge(context: SchemaContext, { into, account, reason }: typeof MergeAccountsInput.$inferInput): Promise<Result> {
  const one = await requireAccount(context, into, 'into')
  const other = await requireAccount(context, account, 'account')
  const { profileId, deliveryLanes } = await mergeProfiles(context.db.pool, {
    workspaceId: context.credential.workspaceId,
    entity: 'ACCOUNT',
    profileIds: [one.id, other.id],
    reason: storable(reason),
  })
  context.deliveryHints.wake(deliveryLanes)
  return { account: await loadAccount(context, profileId) }
}

async function split(context: SchemaContext, { account, identifiers }: typeof SplitAccountInput.$inferInput): Promise<SplitResult> {
  const found = await requireAccount(context, account, 'account')
  const { profileId, splitId, deliveryLanes } = await splitProfile(context.db.pool, {
    workspaceId: context.credential.workspaceId,
    entity: 'ACCOUNT',
    profileId: found.id,
    identifiers: await Promise.all(identifiers.map((one) => hashed(context, { ...one, entity: 'ACCOUNT' }))),
  })
  context.deliveryHints.wake(deliveryLanes)
  const [left, part] = await Promise.all([loadAccount(context, profileId), loadAccount(context, splitId)])
  return { account: left, split: part }
}

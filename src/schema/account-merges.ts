import { z } from 'zod'
import { ConflictError, LimitReachedError, NotFoundError, ValidationError } from '../engine/errors.ts'
import { LONGEST_REASON, mergeProfiles } from '../engine/merge-profiles.ts'
import { countMerges, type RecordedMerge, readMerges } from '../engine/profiles/identity-graph.ts'
import { AccountBy, requireAccount } from './account.ts'
import { builder } from './builder.ts'
import { connectionType, listOf } from './connection.ts'
import type { SchemaContext } from './context.ts'
import { printUuid } from './global-id.ts'
import { everyId, loadAccount } from './load.ts'
import { pageArgs } from './page.ts'
import { type Payload, payload } from './payload.ts'
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
    description: 'The merges that made it, oldest first.',
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

type Result = { readonly account: Account | null }

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

builder.mutationField('mergeAccounts', (t) =>
  t.field({
    type: MergeAccountsPayload,
    description:
      'Makes two accounts one by hand: it answers to the group ids and other identifiers of both, and has their events, people, children, traits and audiences. It cannot be undone. It is in `Account.merges` with the reason given.',
    args: { input: t.arg({ type: MergeAccountsInput, required: true, description: 'The input.' }) },
    resolve: (_root, { input }, context) =>
      payload<Result>([ValidationError, NotFoundError, LimitReachedError, ConflictError], { account: null }, () => merge(context, input)),
  }),
)

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

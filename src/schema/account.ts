import { NotFoundError } from '../engine/errors.ts'
import { GROUP_ID, type Identifier } from '../engine/identity/identifier.ts'
import { loadProfilePlan, type ProfileName } from '../engine/profiles/load-plan.ts'
import type { RowPlan } from '../engine/profiles/plan.ts'
import { findProfile } from '../engine/profiles/profile.ts'
import { listPeopleOf } from './account-list.ts'
import { builder } from './builder.ts'
import type { SchemaContext } from './context.ts'
import { eventArgs, listAccountEvents } from './event.ts'
import { parseUuid, printUuid } from './global-id.ts'
import { listIdentifiers } from './identifier.ts'
import { everyId, loadAccount, withGroupIds } from './load.ts'
import { isMember, listMemberships } from './membership.ts'
import { Node, registerNode } from './node.ts'
import { pageArgs } from './page.ts'
import { pick } from './profile.ts'
import { hashed, IdentifierInput } from './profile-by.ts'
import { type Account, AccountRef, EventConnection, IdentifierConnection, MembershipConnection, ProfileConnection } from './refs.ts'
import { planOf } from './row-plan.ts'
import { storable } from './storable.ts'
import { loadTrait, TraitRef } from './trait.ts'
import { listTraitHistory, TraitValueConnection } from './trait-history.ts'
import { ACCOUNT } from './type-plans.ts'

AccountRef.implement({
  description: 'A company, a team, a household: what group calls put people into.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ description: 'Its id.', resolve: ({ id }) => printUuid('acct', id) }),
    groupId: t.exposeString('groupId', {
      description: 'The group id of its calls; of several, of an account that was merged, the one that was seen first.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created here.' }),
    traits: t.field({
      type: 'JSONObject',
      description: 'Its traits by name.',
      args: { names: t.arg.stringList({ description: 'Narrows the answer to these.' }) },
      resolve: ({ traits }, { names }) => (names ? pick(traits, names) : traits),
    }),
    trait: t.field({
      type: TraitRef,
      nullable: true,
      description: 'One trait with its provenance; null: there is none.',
      args: { name: t.arg.string({ required: true, description: 'Its name.' }) },
      resolve: (account, { name }, context) => loadTrait(context, { entity: 'ACCOUNT', ids: everyId(account), name: storable(name) }),
    }),
    traitHistory: t.field({
      type: TraitValueConnection,
      description: 'What computed traits of the account have been, newest first; kept for the retention of the workspace, 36 months.',
      args: { ...pageArgs, names: t.arg.stringList({ description: 'Only of these traits.' }) },
      resolve: (account, args, context, info) => listTraitHistory(context, account, args, info),
    }),
    events: t.field({
      type: EventConnection,
      description: 'What its people did in its name: group calls, and calls with its group id in their context. Newest first.',
      args: eventArgs,
      resolve: (account, args, context, info) => listAccountEvents(context, account, args, info),
    }),
    audiences: t.field({
      type: MembershipConnection,
      description: 'The audiences of accounts that it is in, in the order in which those were created.',
      args: pageArgs,
      resolve: (account, args, context, info) => listMemberships(context, account, args, info),
    }),
    inAudience: t.boolean({
      nullable: true,
      description: 'Whether it is in an audience. Null: there is no such audience.',
      args: { key: t.arg.string({ required: true, description: 'The key of the audience.' }) },
      resolve: (account, { key }, context) => isMember(context, { ids: everyId(account), key: storable(key) }),
    }),
    identifiers: t.field({
      type: IdentifierConnection,
      description: 'By which it is known: its group id and what calls named beside it, in the order in which they were first seen.',
      args: { ...pageArgs, types: t.arg.stringList({ description: 'Only of these types.' }) },
      resolve: (account, args, context, info) => listIdentifiers(context, account, args, info),
    }),
    members: t.field({
      type: ProfileConnection,
      description: 'Its people, in the order in which their profiles were created.',
      args: pageArgs,
      resolve: (account, args, context, info) => listPeopleOf(context, account, args, info),
    }),
  }),
})

export const AccountBy = builder.inputType('AccountBy', {
  description: 'One way to name an account.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Any id that it ever had.' }),
    groupId: t.string({ description: 'A group id of its calls.' }),
    identifier: t.field({ type: IdentifierInput, description: 'One of its identifiers of any type.' }),
  }),
})

async function byId(context: SchemaContext, id: string): Promise<Account | null> {
  const uuid = parseUuid('acct', id)
  return uuid ? loadAccount(context, uuid) : null
}
registerNode('acct', 'Account', byId)

type By = typeof AccountBy.$inferInput

/** Null: by its id. */
async function namedBy(context: SchemaContext, { groupId, identifier }: By): Promise<Omit<Identifier, 'raw'> | null> {
  const named = groupId == null ? identifier : { type: GROUP_ID, value: groupId }
  return named ? hashed(context, { ...named, entity: 'ACCOUNT' }) : null
}

async function loadAccountBy(context: SchemaContext, by: By, plan: RowPlan): Promise<Account | null> {
  const { workspaceId } = context.credential
  const load = (name: ProfileName) => loadProfilePlan<Account>(context.db.pool, { workspaceId, entity: 'ACCOUNT', name }, plan)
  const uuid = by.id == null ? null : parseUuid('acct', by.id)
  if (by.id != null) return uuid === null ? null : load({ kind: 'id', id: uuid })
  const named = await namedBy(context, by)
  return named && load({ kind: 'identifier', ...named })
}

/** An account by what names it; null: there is none. */
async function findAccountBy(context: SchemaContext, by: By): Promise<Account | null> {
  if (by.id != null) return byId(context, by.id)
  const named = await namedBy(context, by)
  const found = named && (await findProfile(context.db.pool, context.credential.workspaceId, 'ACCOUNT', named))
  const [account = null] = await withGroupIds(context, [found])
  return account
}

/** The same where there has to be one; throws NotFoundError. */
export async function requireAccount(context: SchemaContext, by: By, field: string): Promise<Account> {
  const found = await findAccountBy(context, by)
  if (!found) throw new NotFoundError('There is no such account.', [field])
  return found
}

builder.queryField('account', (t) =>
  t.field({
    type: AccountRef,
    nullable: true,
    description: 'An account; null where there is none.',
    args: { by: t.arg({ type: AccountBy, required: true, description: 'How the account is named.' }) },
    resolve: (_root, { by }, context, info) => {
      const plan = planOf(context, info, ['Account', ACCOUNT])
      if (plan) return loadAccountBy(context, by, plan)
      return findAccountBy(context, by)
    },
  }),
)

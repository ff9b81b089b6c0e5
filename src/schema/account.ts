import { GROUP_ID } from '../engine/identity/identifier.ts'
import { findProfile } from '../engine/profiles/profile.ts'
import { listPeopleOf } from './account-list.ts'
import { builder } from './builder.ts'
import type { SchemaContext } from './context.ts'
import { parseUuid, printUuid } from './global-id.ts'
import { loadAccount, withGroupIds } from './load.ts'
import { Node, registerNode } from './node.ts'
import { pageArgs } from './page.ts'
import { pick } from './profile.ts'
import { hashed } from './profile-by.ts'
import { type Account, AccountRef, ProfileConnection } from './refs.ts'

AccountRef.implement({
  description: 'A company, a team, a household: what group calls put people into.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ description: 'Its id.', resolve: ({ id }) => printUuid('acct', id) }),
    groupId: t.exposeString('groupId', { description: 'The group id of its calls.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created here.' }),
    traits: t.field({
      type: 'JSONObject',
      description: 'Its traits by name.',
      args: { names: t.arg.stringList({ description: 'Narrows the answer to these.' }) },
      resolve: ({ traits }, { names }) => (names ? pick(traits, names) : traits),
    }),
    members: t.field({
      type: ProfileConnection,
      description: 'Its people, in the order in which their profiles were created.',
      args: pageArgs,
      resolve: (account, args, context) => listPeopleOf(context, account, args),
    }),
  }),
})

const AccountBy = builder.inputType('AccountBy', {
  description: 'One way to name an account.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Its id.' }),
    groupId: t.string({ description: 'The group id of its calls.' }),
  }),
})

async function byId(context: SchemaContext, id: string): Promise<Account | null> {
  const uuid = parseUuid('acct', id)
  return uuid ? loadAccount(context, uuid) : null
}
registerNode('acct', 'Account', byId)

async function byGroupId(context: SchemaContext, groupId: string): Promise<Account | null> {
  const found = await findProfile(context.db.pool, context.credential.workspaceId, 'ACCOUNT', hashed(context, { type: GROUP_ID, value: groupId }))
  const [account = null] = await withGroupIds(context, [found])
  return account
}

builder.queryField('account', (t) =>
  t.field({
    type: AccountRef,
    nullable: true,
    description: 'An account; null where there is none.',
    args: { by: t.arg({ type: AccountBy, required: true, description: 'How the account is named.' }) },
    resolve: (_root, { by }, context) => (by.id != null ? byId(context, by.id) : by.groupId != null ? byGroupId(context, by.groupId) : null),
  }),
)

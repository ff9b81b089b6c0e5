import { z } from 'zod'
import { GROUP_ID } from '../engine/identity/identifier.ts'
import { countChildren, PARENT_TRAITS, readChildren, readParentNames } from '../engine/profiles/account-hierarchy.ts'
import { readHolders } from '../engine/profiles/holders.ts'
import { apiError } from './api-error.ts'
import { batched } from './batch.ts'
import { builder } from './builder.ts'
import { listOf } from './connection.ts'
import type { SchemaContext } from './context.ts'
import { everyId, loadAccount } from './load.ts'
import { pageArgs } from './page.ts'
import { hashed } from './profile-by.ts'
import { type Account, AccountConnection, AccountRef } from './refs.ts'

const USUAL_ANCESTORS = 10
const MOST_ANCESTORS = 50

/** The account that each names as its parent; null: it names none, or one that there is not, or itself. */
const loadParentId = batched<Account, string | null>(async (context, accounts) => {
  const { db, credential } = context
  const names = await readParentNames(db.pool, credential.workspaceId, accounts.map(everyId))
  const holders = await readHolders(
    db.pool,
    credential.workspaceId,
    await Promise.all(names.map((name) => hashed(context, { type: GROUP_ID, value: name ?? '' }))),
  )
  return accounts.map(({ id }, n) => (holders[n] === id ? null : (holders[n] ?? null)))
})

async function loadParent(context: SchemaContext, account: Account): Promise<Account | null> {
  const id = await loadParentId(context, account)
  return id === null ? null : loadAccount(context, id)
}

/** From the parent upwards, until there is none, or one that was there already: two accounts may each name the other. */
async function loadAncestors(context: SchemaContext, account: Account, most: number): Promise<Account[]> {
  if (most < 1 || most > MOST_ANCESTORS) throw apiError('BAD_USER_INPUT', `1 to ${MOST_ANCESTORS} ancestors can be asked for; ${most} were.`)
  const found: Account[] = []
  let next = await loadParent(context, account)
  while (next && next.id !== account.id && found.length < most && !found.some(({ id }) => id === next?.id)) {
    found.push(next)
    next = await loadParent(context, next)
  }
  return found
}

interface Listed extends Account {
  readonly listedAs: string
}

const query = ({ credential }: SchemaContext, parents: readonly Account[]) => ({
  workspaceId: credential.workspaceId,
  parentIds: parents.map(({ id }) => id),
})

const listChildren = listOf({
  name: 'children',
  key: z.uuid(),
  keyOf: ({ listedAs }: Listed) => listedAs,
  async read(context, _args: object, parents: readonly Account[], slice) {
    const lists = await readChildren(context.db.pool, query(context, parents), slice)
    const show = async (listedAs: string): Promise<Listed[]> => {
      const row = await loadAccount(context, listedAs)
      return row ? [{ ...row, listedAs }] : []
    }
    return Promise.all(lists.map(async (ids) => (await Promise.all(ids.map(show))).flat()))
  },
  count: (context, _args, parents) => countChildren(context.db.pool, query(context, parents)),
})

const NAMES = PARENT_TRAITS.map((name) => `\`${name}\``).join(', ')

builder.objectFields(AccountRef, (t) => ({
  parent: t.field({
    type: AccountRef,
    nullable: true,
    description: `The account one of whose group ids one of the traits ${NAMES} names, the first of them that says anything; null where there is none.`,
    resolve: (account, _args, context) => loadParent(context, account),
  }),
  ancestors: t.field({
    type: [AccountRef],
    description: 'Its parent, the parent of that one, and so on; it ends where one would come again.',
    args: {
      first: t.arg.int({ required: true, defaultValue: USUAL_ANCESTORS, description: `At most so many: 1 to ${MOST_ANCESTORS}.` }),
    },
    resolve: (account, { first }, context) => loadAncestors(context, account, first),
  }),
  children: t.field({
    type: AccountConnection,
    description: 'The accounts whose parent it is, in the order in which they were created.',
    args: pageArgs,
    resolve: (account, args, context, info) => listChildren(context, account, args, info),
  }),
}))

import { z } from 'zod'
import { type AccountSide, countAccountMembers, readAccountMembers } from '../engine/profiles/account-members.ts'
import type { Profile } from '../engine/profiles/profile.ts'
import { listOf } from './connection.ts'
import type { SchemaContext } from './context.ts'
import { everyId, loadAccount, loadProfile } from './load.ts'

/** What a profile is connected with through group calls. A row knows under which id it is listed, which a merge may have changed. */
function connected<Row extends Profile>(side: AccountSide, load: (context: SchemaContext, id: string) => Promise<Row | null>) {
  const show = async (context: SchemaContext, listedAs: string) => {
    const row = await load(context, listedAs)
    return row ? [{ ...row, listedAs }] : []
  }
  return listOf({
    name: side,
    key: z.uuid(),
    keyOf: ({ listedAs }: Row & { readonly listedAs: string }) => listedAs,
    async read(context, _args: object, parents: readonly Profile[], slice) {
      const lists = await readAccountMembers(
        context.db.pool,
        { workspaceId: context.credential.workspaceId, side, parents: parents.map(everyId) },
        slice,
      )
      return Promise.all(lists.map(async (ids) => (await Promise.all(ids.map((id) => show(context, id)))).flat()))
    },
    count: (context, _args, parents) =>
      countAccountMembers(context.db.pool, { workspaceId: context.credential.workspaceId, side, parents: parents.map(everyId) }),
  })
}

export const listPeopleOf = connected('people', loadProfile)
export const listAccountsOf = connected('accounts', loadAccount)

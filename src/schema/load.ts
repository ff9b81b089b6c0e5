import type { Audience, ComputedTrait, Destination, Export, ExportRun, IdentityRun, Source } from '../db/generated/client.ts'
import { readGroupIds } from '../engine/profiles/account-members.ts'
import { type Profile, readProfiles } from '../engine/profiles/profile.ts'
import { batched } from './batch.ts'
import type { SchemaContext } from './context.ts'
import type { Account } from './refs.ts'

export const everyId = ({ id, losers }: Pick<Profile, 'id' | 'losers'>): string[] => [id, ...losers]

/** A person by any id that it ever had. */
export const loadProfile = batched<string, Profile | null>((context, ids) =>
  readProfiles(context.db.pool, context.credential.workspaceId, 'PROFILE', ids),
)

/** An account by any id that it ever had. */
export const loadAccount = batched<string, Account | null>(async (context, ids) =>
  withGroupIds(context, await readProfiles(context.db.pool, context.credential.workspaceId, 'ACCOUNT', ids)),
)

export async function withGroupIds({ db, credential }: SchemaContext, accounts: readonly (Profile | null)[]): Promise<(Account | null)[]> {
  const known = accounts.flatMap((account) => account?.id ?? [])
  const groupIds = known.length > 0 ? await readGroupIds(db.pool, credential.workspaceId, known) : new Map<string, string>()
  return accounts.map((account) => account && { ...account, groupId: groupIds.get(account.id) ?? '' })
}

export const loadAudience = batched<string, Audience | null>(async ({ db, credential }, ids) => {
  const rows = await db.prisma.audience.findMany({ where: { workspaceId: credential.workspaceId, id: { in: [...ids] }, deletedAt: null } })
  return inOrder(ids, rows)
})

export const loadComputedTrait = batched<string, ComputedTrait | null>(async ({ db, credential }, ids) => {
  const rows = await db.prisma.computedTrait.findMany({ where: { workspaceId: credential.workspaceId, id: { in: [...ids] }, deletedAt: null } })
  return inOrder(ids, rows)
})

export const loadSource = batched<string, Source | null>(async ({ db, credential }, ids) => {
  const rows = await db.prisma.source.findMany({ where: { workspaceId: credential.workspaceId, id: { in: [...ids] } } })
  return inOrder(ids, rows)
})

export const loadDestination = batched<string, Destination | null>(async ({ db, credential }, ids) => {
  const rows = await db.prisma.destination.findMany({ where: { workspaceId: credential.workspaceId, id: { in: [...ids] }, deletedAt: null } })
  return inOrder(ids, rows)
})

export const loadExport = batched<string, Export | null>(async ({ db, credential }, ids) => {
  const rows = await db.prisma.export.findMany({ where: { workspaceId: credential.workspaceId, id: { in: [...ids] }, deletedAt: null } })
  return inOrder(ids, rows)
})

export const loadExportRun = batched<string, ExportRun | null>(async ({ db, credential }, ids) => {
  const where = { workspaceId: credential.workspaceId, id: { in: [...ids] }, export: { deletedAt: null } }
  return inOrder(ids, await db.prisma.exportRun.findMany({ where }))
})

export const loadIdentityRun = batched<string, IdentityRun | null>(async ({ db, credential }, ids) => {
  return inOrder(ids, await db.prisma.identityRun.findMany({ where: { workspaceId: credential.workspaceId, id: { in: [...ids] } } }))
})

export interface Counters {
  readonly size: bigint
  readonly version: bigint
}

export const loadCounters = batched<string, Counters>(async ({ db, credential }, ids) => {
  const rows = await db.prisma.audienceCounter.findMany({ where: { workspaceId: credential.workspaceId, audienceId: { in: [...ids] } } })
  const byId = new Map(rows.map((row) => [row.audienceId, row]))
  return ids.map((id) => byId.get(id) ?? { size: 0n, version: 0n })
})

function inOrder<Row extends { id: string }>(ids: readonly string[], rows: readonly Row[]): (Row | null)[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id) ?? null)
}

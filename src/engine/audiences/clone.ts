import type { Db } from '../../db/db.ts'
import { NotFoundError } from '../errors.ts'
import { createAudience } from './manage.ts'

/** Saves another audience with the rule that is in force, and all else that it says, under a key of its own; from then on the two are strangers. */
export async function cloneAudience(
  db: Db,
  clone: { readonly workspaceId: string; readonly id: string; readonly key: string; readonly name: string },
): Promise<string> {
  const { workspaceId, id, key, name } = clone
  const original = await db.prisma.audience.findFirst({ where: { workspaceId, id, deletedAt: null } })
  if (!original) throw new NotFoundError('There is no such audience.', ['id'])
  const { description, labels, folder, entity, rule, enabled } = original
  return createAudience(db, { workspaceId, key, name, description, labels, folder, entity, rule, enabled, notifyExisting: false })
}

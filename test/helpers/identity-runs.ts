import type { Db } from '../../src/db/db.ts'
import { DefinitionsCache } from '../../src/engine/audiences/definitions-cache.ts'
import { LaneHolder } from '../../src/engine/delivery/lane-holder.ts'
import { dueRuns } from '../../src/engine/regroup/identity-run.ts'
import { startRun } from '../../src/engine/regroup/manage-runs.ts'
import { type IdentityRunContext, runIdentity } from '../../src/engine/regroup/run-identity.ts'

/** Does the runs that wait, as a worker would. */
export async function doRuns(db: Db, { signal = new AbortController().signal, ...context }: Partial<IdentityRunContext> = {}): Promise<void> {
  const errors: unknown[] = []
  const holder = new LaneHolder(db.pool, 'identity')
  const onError = (error: unknown) => errors.push(error)
  try {
    for (const number of await dueRuns(db.pool))
      await runIdentity({ pool: db.pool, definitions: new DefinitionsCache(), holder, signal, onProgress: () => {}, onError, ...context }, number)
  } finally {
    await holder.close()
  }
  if (errors.length > 0) throw new AggregateError(errors)
}

/** Puts rules in force and applies them to all that has been. */
export async function applyRules(db: Db, workspaceId: string, rules: unknown) {
  const id = await startRun(db.pool, { workspaceId, rules })
  await doRuns(db)
  return db.prisma.identityRun.findUniqueOrThrow({ where: { id } })
}

import type pg from 'pg'
import { transaction } from '../../db/db.ts'
import { type Entity, lockProfiles } from '../identity/lock-profiles.ts'
import { holdSettings } from '../settings.ts'
import { updateTraits } from '../traits/update-traits.ts'
import type { DefinitionsCache } from './definitions-cache.ts'
import type { Occasion } from './evaluate-subjects.ts'
import { countChanges } from './membership.ts'
import { loadSubjects } from './subject.ts'
import { updateAudiences } from './update-audiences.ts'

export interface Reevaluation {
  readonly workspaceId: string
  readonly profiles: ReadonlyMap<string, Entity>
  readonly occasion: Occasion
}

/** Evaluates profiles with no new event: because time has passed, a definition is new, or a merge waits to be folded. Answers the audiences that changed. */
export async function reevaluate(
  pool: pg.Pool,
  definitions: DefinitionsCache,
  { workspaceId, profiles, occasion }: Reevaluation,
): Promise<readonly string[]> {
  return transaction(pool, async (client) => {
    const locked = await lockProfiles(client, workspaceId, { wanted: profiles })
    const { version, now } = await holdSettings(client, workspaceId)
    const inForce = await definitions.get(client, workspaceId, version)
    const subjects = await loadSubjects(client, workspaceId, { locked, definitions: inForce, now })
    await updateTraits(client, workspaceId, { subjects, calls: [] })
    const changes = await updateAudiences(client, workspaceId, { subjects: [...subjects.values()], definitions: inForce, occasion })
    return countChanges(client, workspaceId, changes)
  })
}

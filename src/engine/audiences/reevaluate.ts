import type pg from 'pg'
import { type Queryable, transaction } from '../../db/db.ts'
import { enqueueDeliveries } from '../delivery/enqueue.ts'
import { type Entity, lockProfiles } from '../identity/lock-profiles.ts'
import { holdSettings } from '../settings.ts'
import { applyTraitRules } from '../traits/apply-trait-rules.ts'
import { updateTraits } from '../traits/update-traits.ts'
import type { TraitCall } from '../traits/write-traits.ts'
import { countChanges } from './count-changes.ts'
import type { DefinitionsCache } from './definitions-cache.ts'
import type { Occasion } from './evaluate-subjects.ts'
import { loadSubjects, type Subject } from './subject.ts'
import { updateAudiences } from './update-audiences.ts'

export interface Reevaluation {
  readonly workspaceId: string
  readonly profiles: ReadonlyMap<string, Entity>
  readonly occasion: Occasion
  /** Traits with a rule of their own that are chosen anew. */
  readonly anew?: ReadonlySet<string>
}

/** What a transaction of it has changed. */
export interface Changed {
  /** The audiences whose membership changed. */
  readonly audienceIds: readonly string[]
  /** The lanes of deliveries that it put something into. */
  readonly deliveryLanes: readonly number[]
}

/** Evaluates profiles with no new event: because time has passed, a definition is new, or a merge waits to be folded. */
export async function reevaluate(pool: pg.Pool, definitions: DefinitionsCache, wanted: Reevaluation): Promise<Changed> {
  return transaction(pool, (client) => reevaluateWithin(client, definitions, wanted))
}

/** The same within a transaction; `prepare` is called once the profiles are locked and loaded, and answers what is to be said anew about their traits. */
export async function reevaluateWithin(
  client: Queryable,
  definitions: DefinitionsCache,
  {
    workspaceId,
    profiles,
    occasion,
    anew,
    prepare,
  }: Reevaluation & { readonly prepare?: (subjects: ReadonlyMap<string, Subject>) => Promise<readonly TraitCall[]> },
): Promise<Changed> {
  const locked = await lockProfiles(client, workspaceId, { wanted: profiles })
  const { version, now } = await holdSettings(client, workspaceId)
  const inForce = await definitions.get(client, workspaceId, version)
  const subjects = await loadSubjects(client, workspaceId, { locked, definitions: inForce, now })
  const calls = await updateTraits(client, workspaceId, { subjects, calls: (await prepare?.(subjects)) ?? [] })
  await applyTraitRules(client, workspaceId, { subjects, definitions: inForce, calls, ...(prepare ? { anew: 'all' } : anew && { anew }) })
  const { changes, values } = await updateAudiences(client, workspaceId, { subjects: [...subjects.values()], definitions: inForce, occasion })
  const deliveryLanes = await enqueueDeliveries(client, workspaceId, { definitions: inForce, events: [], changes, values, now })
  return { audienceIds: await countChanges(client, workspaceId, changes), deliveryLanes }
}

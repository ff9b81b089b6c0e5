import type pg from 'pg'
import { kindOf } from '../failure.ts'
import type { Entity } from '../identity/lock-profiles.ts'
import type { DefinitionsCache } from './definitions-cache.ts'
import { type Changed, type Reevaluation, reevaluate } from './reevaluate.ts'

export interface Reevaluated extends Changed {
  /** What kept some profiles from being evaluated. */
  readonly errors: readonly unknown[]
}

/** Evaluates profiles so that one that fails by itself does not keep the others from it: it is put off by a minute, and the error is answered. */
export async function reevaluateEach(pool: pg.Pool, definitions: DefinitionsCache, wanted: Reevaluation): Promise<Reevaluated> {
  const errors: unknown[] = []
  const putOff = async (id: string, error: unknown) => {
    errors.push(error)
    await pool.query(`update profiles set due_at = engine_now() + interval '1 minute' where workspace_id = $1 and id = $2`, [wanted.workspaceId, id])
  }
  const found = await halving([...wanted.profiles], (some) => reevaluate(pool, definitions, { ...wanted, profiles: new Map(some) }), putOff)
  return { audienceIds: unique(found.map((one) => one.audienceIds)), deliveryLanes: unique(found.map((one) => one.deliveryLanes)), errors }
}

const unique = <T>(lists: readonly (readonly T[])[]): T[] => [...new Set(lists.flat())]

type Profiles = readonly (readonly [id: string, entity: Entity])[]

/** Works on all at once; where that fails by itself, on halves, down to the one that fails. */
async function halving(
  profiles: Profiles,
  work: (some: Profiles) => Promise<Changed>,
  putOff: (id: string, error: unknown) => Promise<void>,
): Promise<readonly Changed[]> {
  try {
    return [await work(profiles)]
  } catch (error) {
    // A lost race or a lost connection is nobody's fault: the next round comes soon.
    if (kindOf(error) !== 'input') throw error
    const [only, ...others] = profiles
    if (only === undefined) throw error
    if (others.length === 0) {
      await putOff(only[0], error)
      return []
    }
    const middle = Math.ceil(profiles.length / 2)
    const first = await halving(profiles.slice(0, middle), work, putOff)
    return [...first, ...(await halving(profiles.slice(middle), work, putOff))]
  }
}

import type pg from 'pg'
import type { Entity } from '../identity/lock-profiles.ts'
import type { DefinitionsCache } from './definitions-cache.ts'
import { reevaluate } from './reevaluate.ts'

const PAGE = 1000

/** One workspace's audiences that a sweep has changed. */
export interface Swept {
  readonly workspaceId: string
  readonly audienceIds: readonly string[]
}

interface Due {
  readonly workspace_id: string
  readonly id: string
  readonly entity: Entity
}

/**
 * Evaluates a page of the profiles whose time has come, and of those whose merge was never folded because its message never took effect.
 * Answers undefined when there are none. Two workers may pick the same ones: the second finds nothing left to change.
 */
export async function sweepDue(pool: pg.Pool, definitions: DefinitionsCache): Promise<readonly Swept[] | undefined> {
  const { rows } = await pool.query<Due>(
    `(select workspace_id, id, entity from profiles where due_at <= engine_now() order by due_at limit $1)
     union
     (select a.workspace_id, a.root_id, p.entity from profile_aliases a join profiles p on p.workspace_id = a.workspace_id and p.id = a.root_id
      where a.folded_at is null limit $1)`,
    [PAGE],
  )
  if (rows.length === 0) return undefined
  const swept: Swept[] = []
  for (const [workspaceId, profiles] of byWorkspace(rows)) {
    swept.push({ workspaceId, audienceIds: await reevaluate(pool, definitions, { workspaceId, profiles, occasion: 'CLOCK' }) })
  }
  return swept
}

function byWorkspace(rows: readonly Due[]): Map<string, Map<string, Entity>> {
  const groups = new Map<string, Map<string, Entity>>()
  for (const { workspace_id, id, entity } of rows) {
    const group = groups.get(workspace_id) ?? new Map<string, Entity>()
    groups.set(workspace_id, group.set(id, entity))
  }
  return groups
}

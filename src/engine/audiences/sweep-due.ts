import type pg from 'pg'
import type { Millis } from '../clock.ts'
import type { Entity } from '../identity/lock-profiles.ts'
import type { DefinitionsCache } from './definitions-cache.ts'
import type { Changed } from './reevaluate.ts'
import { reevaluateEach } from './reevaluate-each.ts'

const PAGE = 1000
/** While one page waits for Postgres, the other computes. */
const PAGES_AT_ONCE = 2

/** What a sweep has changed in one workspace. */
export interface Swept extends Changed {
  readonly workspaceId: string
}

interface Due {
  readonly workspace_id: string
  readonly id: string
  readonly entity: Entity
}

/**
 * Evaluates some pages of the profiles whose time has come. Answers undefined when there are none; throws, after it has done the others, what kept
 * one from being evaluated. Two workers may pick the same ones: the second finds nothing left to change.
 */
export async function sweepDue(pool: pg.Pool, definitions: DefinitionsCache): Promise<readonly Swept[] | undefined> {
  // A function that changes from row to row could not say where the index is to end: all who will ever be due would be read.
  const { rows } = await pool.query<Due>(
    'select workspace_id, id, entity from profiles where due_at <= (select engine_now()) order by due_at limit $1',
    [PAGES_AT_ONCE * PAGE],
  )
  return rows.length === 0 ? undefined : sweep(pool, definitions, rows)
}

/** How long it is until somebody is due; infinite, if nobody ever is. */
export async function untilDue(pool: pg.Pool): Promise<Millis> {
  const { rows } = await pool.query<{ left: Millis }>(
    `select ceil(extract(epoch from due_at - engine_now()) * 1000)::float8 as left from profiles where due_at is not null order by due_at limit 1`,
  )
  return rows[0] ? Math.max(0, rows[0].left) : Number.POSITIVE_INFINITY
}

/**
 * The same for a page of the profiles whose merge was never folded. The chunk that merges folds; what is left is of messages that never took
 * effect, and, for the blink of an eye, of chunks that run: so this is done now and then, not until none is left.
 */
export async function sweepUnfolded(pool: pg.Pool, definitions: DefinitionsCache): Promise<readonly Swept[]> {
  const { rows } = await pool.query<Due>(
    `select distinct p.workspace_id, p.id, p.entity from profile_aliases a
     join profiles p on p.workspace_id = a.workspace_id and p.id in (a.root_id, a.loser_id) where a.folded_at is null limit $1`,
    [PAGE],
  )
  return sweep(pool, definitions, rows)
}

async function sweep(pool: pg.Pool, definitions: DefinitionsCache, rows: readonly Due[]): Promise<readonly Swept[]> {
  const pages = byWorkspace(rows).flatMap(([workspaceId, profiles]) => inPages(profiles).map((page) => ({ workspaceId, profiles: new Map(page) })))
  const swept: Swept[] = []
  const errors: unknown[] = []
  const work = async (mine: typeof pages) => {
    for (const { workspaceId, profiles } of mine) {
      const found = await reevaluateEach(pool, definitions, { workspaceId, profiles, occasion: 'CLOCK' })
      swept.push({ workspaceId, audienceIds: found.audienceIds, deliveryLanes: found.deliveryLanes })
      errors.push(...found.errors)
    }
  }
  const shares = Array.from({ length: PAGES_AT_ONCE }, (_, i) => pages.filter((_page, n) => n % PAGES_AT_ONCE === i))
  const ends = await Promise.allSettled(shares.map(work))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  if (errors.length > 0) throw new AggregateError(errors, 'Profiles could not be evaluated; they are tried again in a minute.')
  return swept
}

type Profiles = readonly (readonly [id: string, entity: Entity])[]

function inPages(profiles: Profiles): readonly Profiles[] {
  const pages = Math.ceil(profiles.length / PAGE)
  return Array.from({ length: pages }, (_, i) => profiles.slice(i * PAGE, (i + 1) * PAGE))
}

function byWorkspace(rows: readonly Due[]): readonly (readonly [workspaceId: string, profiles: Profiles])[] {
  const groups = new Map<string, Map<string, Entity>>()
  for (const { workspace_id, id, entity } of rows) {
    const group = groups.get(workspace_id) ?? new Map<string, Entity>()
    groups.set(workspace_id, group.set(id, entity))
  }
  return [...groups].map(([workspaceId, profiles]) => [workspaceId, [...profiles]])
}

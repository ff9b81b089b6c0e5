import type pg from 'pg'
import { columnsOf } from '../accounts.ts'
import type { Entity } from '../identity/lock-profiles.ts'
import { otherEntity } from '../rules/conditions.ts'
import type { DefinitionsCache } from './definitions-cache.ts'
import { reevaluateEach } from './reevaluate-each.ts'
import type { Swept } from './sweep-due.ts'

const PAGE = 1000

interface Noted {
  readonly workspace_id: string
  readonly profile_id: string
  readonly entity: Entity
  readonly stamp: string
  readonly cursor: string | null
}

/**
 * Evaluates a page of what is related to a profile that changed. Undefined: nothing of that kind waits. Two workers may take the same page: the second
 * finds nothing left to change.
 */
export async function sweepRelated(pool: pg.Pool, definitions: DefinitionsCache): Promise<Swept | undefined> {
  const { rows } = await pool.query<Noted>(
    'select workspace_id, profile_id, entity, stamp, cursor from related_changes order by workspace_id, profile_id limit 1',
  )
  const noted = rows[0]
  if (!noted) return undefined
  const page = await nextRelated(pool, noted)
  const entity = otherEntity(noted.entity)
  const profiles = new Map(page.map((id) => [id, entity]))
  const found = await reevaluateEach(pool, definitions, { workspaceId: noted.workspace_id, profiles, occasion: 'RELATED' })
  await advance(pool, noted, page)
  if (found.errors.length > 0) throw new AggregateError(found.errors, 'Profiles could not be evaluated; they are tried again in a minute.')
  return { workspaceId: noted.workspace_id, audienceIds: found.audienceIds, deliveryLanes: found.deliveryLanes }
}

async function nextRelated(pool: pg.Pool, { workspace_id, profile_id, entity, cursor }: Noted): Promise<readonly string[]> {
  const [own, other] = columnsOf(entity)
  const { rows } = await pool.query<{ id: string }>(
    `select distinct m.${other} as id from account_members m
     where m.workspace_id = $1 and m.${own} = any(array(select $2::uuid union all select loser_id from profile_aliases where workspace_id = $1 and root_id = $2))
       and ($3::uuid is null or m.${other} > $3) order by 1 limit ${PAGE}`,
    [workspace_id, profile_id, cursor],
  )
  return rows.map((row) => row.id)
}

/** A change that came meanwhile has begun anew. */
async function advance(pool: pg.Pool, { workspace_id, profile_id, stamp }: Noted, page: readonly string[]): Promise<void> {
  const where = 'where workspace_id = $1 and profile_id = $2 and stamp = $3'
  if (page.length < PAGE) await pool.query(`delete from related_changes ${where}`, [workspace_id, profile_id, stamp])
  else await pool.query(`update related_changes set cursor = $4 ${where}`, [workspace_id, profile_id, stamp, page.at(-1)])
}

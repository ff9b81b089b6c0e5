import type pg from 'pg'
import { transaction } from '../db/db.ts'
import type { DefinitionsCache } from './audiences/definitions-cache.ts'
import { reevaluate } from './audiences/reevaluate.ts'
import type { Swept } from './audiences/sweep-due.ts'
import type { Entity } from './identity/lock-profiles.ts'
import { changeSettings } from './settings.ts'

const PAGE = 500

interface Computing {
  readonly workspace_id: string
  readonly entity: Entity
  readonly name: string
  readonly removed: boolean
  readonly stamp: number
  readonly backfill_cursor: string | null
}

/** Chooses the values of a trait anew by a rule that was changed, a page of profiles at a time. Undefined: nothing waits. */
export async function backfillTraitRules(pool: pg.Pool, definitions: DefinitionsCache): Promise<Swept | undefined> {
  const { rows } = await pool.query<Computing>(
    `select workspace_id, entity, name, removed, stamp, backfill_cursor from trait_rules where status = 'COMPUTING' order by updated_at, name limit 1`,
  )
  const rule = rows[0]
  if (!rule) return undefined
  const workspaceId = rule.workspace_id
  const ids = await nextProfiles(pool, rule)
  const last = ids.at(-1)
  if (last === undefined) {
    await finish(pool, rule)
    return { workspaceId, audienceIds: [], deliveryLanes: [] }
  }
  const profiles = new Map(ids.map((id) => [id, rule.entity]))
  const changed = await reevaluate(pool, definitions, { workspaceId, profiles, occasion: 'EVENT', anew: new Set([rule.name]) })
  await pool.query(
    `update trait_rules set backfill_cursor = $5, backfill_done = backfill_done + $6
     where workspace_id = $1 and entity = $2 and name = $3 and stamp = $4 and (backfill_cursor is null or backfill_cursor < $5)`,
    [workspaceId, rule.entity, rule.name, rule.stamp, last, ids.length],
  )
  return { workspaceId, ...changed }
}

/** A deletion is a row too. Those that are merged meanwhile are chosen anew when they are folded. */
async function nextProfiles(pool: pg.Pool, { workspace_id, entity, name, backfill_cursor }: Computing): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select t.profile_id as id from traits t join profiles p on p.workspace_id = $1 and p.id = t.profile_id and p.entity = $2
     where t.workspace_id = $1 and t.name = $3 and ($4::uuid is null or t.profile_id > $4) order by t.profile_id limit ${PAGE}`,
    [workspace_id, entity, name, backfill_cursor],
  )
  return rows.map(({ id }) => id)
}

/** A rule that was removed stays, as that of the latest value, where there are locks of its trait. */
async function finish(pool: pg.Pool, { workspace_id, entity, name, removed, stamp }: Computing): Promise<void> {
  const values = [workspace_id, entity, name, stamp]
  await transaction(pool, async (client) => {
    if (removed) {
      await changeSettings(client, workspace_id)
      await client.query(
        `delete from trait_rules r where workspace_id = $1 and entity = $2 and name = $3 and stamp = $4
         and not exists (select from trait_locks l where l.workspace_id = $1 and l.name = r.name)`,
        values,
      )
    }
    await client.query(`update trait_rules set status = 'LIVE' where workspace_id = $1 and entity = $2 and name = $3 and stamp = $4`, values)
  })
}

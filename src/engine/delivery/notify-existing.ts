import type pg from 'pg'
import { transaction } from '../../db/db.ts'
import type { DefinitionsCache } from '../audiences/definitions-cache.ts'
import type { Swept } from '../audiences/sweep-due.ts'
import type { Millis } from '../clock.ts'
import { holdSettings } from '../settings.ts'
import { enqueueDeliveries } from './enqueue.ts'

const PAGE = 1000
const DONE = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

interface Notifying {
  readonly id: string
  readonly workspace_id: string
}

/**
 * Tells the destinations of the next page of those who were in an audience when it went LIVE, where that was asked for. Their memberships are locked, so that
 * an exit comes after the entry that is told here. Undefined: nobody is left to tell of.
 */
export async function notifyExisting(pool: pg.Pool, cache: DefinitionsCache): Promise<Swept | undefined> {
  const { rows } = await pool.query<Notifying>(
    `select id, workspace_id from audiences
     where notify_until is not null and (notify_cursor is null or notify_cursor < $1) and status = 'LIVE' and deleted_at is null order by id limit 1`,
    [DONE],
  )
  const audience = rows[0]
  if (!audience) return undefined
  const deliveryLanes = await transaction(pool, (client) => notifyPage(client, cache, audience))
  return { workspaceId: audience.workspace_id, audienceIds: [], deliveryLanes }
}

async function notifyPage(client: pg.PoolClient, cache: DefinitionsCache, { id, workspace_id }: Notifying): Promise<readonly number[]> {
  const { version, now } = await holdSettings(client, workspace_id)
  const definitions = await cache.get(client, workspace_id, version)
  const { rows: members } = await client.query<{ profile_id: string; at: Millis }>(
    `select m.profile_id, round(date_part('epoch', m.since) * 1000) as at from audiences a
     join audience_members m on m.workspace_id = a.workspace_id and m.audience_id = a.id
       and (a.notify_cursor is null or m.profile_id > a.notify_cursor) and m.since <= a.notify_until
     where a.id = $1 order by m.profile_id limit ${PAGE} for share of m`,
    [id],
  )
  const changes = members.map(({ profile_id, at }) => ({
    audienceId: id,
    profileId: profile_id,
    change: 'ENTERED' as const,
    reason: 'DEFINITION' as const,
    at,
  }))
  const lanes = await enqueueDeliveries(client, workspace_id, { definitions, events: [], changes, values: [], now })
  await client.query('update audiences set notify_cursor = greatest(notify_cursor, $2) where id = $1', [
    id,
    members.length < PAGE ? DONE : members.at(-1)?.profile_id,
  ])
  return lanes
}

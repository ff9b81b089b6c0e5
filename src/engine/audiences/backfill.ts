import type pg from 'pg'
import { type Queryable, transaction } from '../../db/db.ts'
import type { Entity } from '../identity/lock-profiles.ts'
import { changeSettings } from '../settings.ts'
import { forgetBackfill, notePage, noteStart } from './backfill-progress.ts'
import type { DefinitionsCache } from './definitions-cache.ts'
import type { Changed } from './reevaluate.ts'
import { reevaluateEach } from './reevaluate-each.ts'
import type { Swept } from './sweep-due.ts'
import { takePlace } from './take-place.ts'

const PAGE = 1000
const CLEARED_AT_ONCE = 5000

interface Computing {
  /** A new audience, a new rule of one that is LIVE, a rule about what is related, a computed trait, or one that was deleted; or all that there is. */
  readonly kind: 'audience' | 'edit' | 'relation' | 'trait' | 'deleted' | 'recomputation'
  readonly id: string
  readonly workspace_id: string
  readonly entity: Entity
  readonly number: number
  /** Another one: it is to be computed anew. */
  readonly stamp: Date
  readonly backfill_cursor: string | null
}

/**
 * Computes the next page of an audience or a trait that is COMPUTING, or of a new rule: locks a thousand profiles, evaluates them, and remembers how far it got; a page that is
 * computed twice because of a crash in between changes nothing. At the end the audience goes LIVE, or the
 * new rule takes the place of the old one. Undefined: nothing waits.
 */
export async function backfillPage(pool: pg.Pool, definitions: DefinitionsCache): Promise<Swept | undefined> {
  const { rows } = await pool.query<Computing>(
    // They are numbered in the order in which one may depend on another.
    `select 'audience' as kind, id, workspace_id, entity, backfill_cursor, number, updated_at as stamp from audiences where status = 'COMPUTING' and deleted_at is null
     union all
     select 'relation', id, workspace_id, entity, backfill_cursor, number, created_at from relations where status = 'COMPUTING' and deleted_at is null
     union all
     select 'edit', e.id, e.workspace_id, a.entity, e.backfill_cursor, e.number, e.created_at from audience_edits e join audiences a on a.id = e.audience_id
     where e.deleted_at is null and a.deleted_at is null
     union all
     select case when deleted_at is null then 'trait' else 'deleted' end, id, workspace_id, entity, backfill_cursor, number, updated_at from computed_traits
     where status = 'COMPUTING' or deleted_at is not null
     union all
     select 'recomputation', id, workspace_id, entity, backfill_cursor, null, null from recomputations
     order by number nulls last limit 1`,
  )
  const audience = rows[0]
  if (!audience) return undefined
  if (audience.backfill_cursor === null) await noteStart(pool, audience)
  const profiles = await nextProfiles(pool, audience)
  const last = [...profiles.keys()].at(-1)
  if (last === undefined) {
    const changed = await finish(pool, audience)
    await forgetBackfill(pool, audience.id)
    return { workspaceId: audience.workspace_id, ...changed }
  }
  const { audienceIds, deliveryLanes, errors } = await reevaluateEach(pool, definitions, {
    workspaceId: audience.workspace_id,
    profiles,
    occasion: 'DEFINITION',
  })
  if (audience.kind === 'deleted') await forgetValues(pool, audience, [...profiles.keys()])
  await remember(pool, audience, { last, count: profiles.size })
  await notePage(pool, audience, profiles.size)
  if (errors.length > 0) throw new AggregateError(errors, 'Profiles could not be evaluated for a new audience; they are tried again in a minute.')
  return { workspaceId: audience.workspace_id, audienceIds, deliveryLanes }
}

async function nextProfiles(pool: pg.Pool, { workspace_id, entity, backfill_cursor }: Computing): Promise<Map<string, Entity>> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from profiles where workspace_id = $1 and entity = $2 and ($3::uuid is null or id > $3) order by id limit $4`,
    [workspace_id, entity, backfill_cursor, PAGE],
  )
  return new Map(rows.map(({ id }) => [id, entity]))
}

const TABLES = {
  ...{ audience: 'audiences', edit: 'audience_edits', relation: 'relations', trait: 'computed_traits', deleted: 'computed_traits' },
  recomputation: 'recomputations',
} as const
/** What goes on only as long as it is COMPUTING. */
const STOPPABLE: ReadonlySet<Computing['kind']> = new Set(['audience', 'relation', 'trait'])

/** Two workers may compute the same page; the further cursor stays. */
async function remember(pool: pg.Pool, { kind, id, stamp }: Computing, { last, count }: { last: string; count: number }): Promise<void> {
  await pool.query(
    `update ${TABLES[kind]} set backfill_cursor = $2, backfill_done = backfill_done + $3
     where id = $1 ${STOPPABLE.has(kind) ? `and status = 'COMPUTING'` : ''} and (backfill_cursor is null or backfill_cursor < $2)
       ${kind === 'trait' ? 'and updated_at = $4' : ''}`,
    [id, last, count, ...(kind === 'trait' ? [stamp] : [])],
  )
}

async function finish(pool: pg.Pool, computing: Computing): Promise<Changed> {
  switch (computing.kind) {
    case 'audience':
      return { audienceIds: await goLive(pool, computing), deliveryLanes: [] }
    case 'edit':
      return takePlace(pool, computing)
    case 'recomputation':
      // Unless it was to begin anew meanwhile.
      await pool.query('delete from recomputations where id = $1 and backfill_cursor is not distinct from $2', [
        ...[computing.id, computing.backfill_cursor],
      ])
      return { audienceIds: [], deliveryLanes: [] }
    case 'relation':
      await pool.query(`update relations set status = 'LIVE' where id = $1 and status = 'COMPUTING'`, [computing.id])
      return { audienceIds: [], deliveryLanes: [] }
    case 'trait':
      await letLive(pool, computing)
      return { audienceIds: [], deliveryLanes: [] }
    case 'deleted':
      await forgetTrait(pool, computing)
      return { audienceIds: [], deliveryLanes: [] }
  }
}

/** Of profiles that were evaluated without the trait, and of those merged into them. */
async function forgetValues(pool: pg.Pool, { workspace_id, number }: Computing, ids: readonly string[]): Promise<void> {
  await pool.query(
    `delete from computed_values where workspace_id = $1 and number = $2 and profile_id = any(
       array(select unnest($3::uuid[]) union all select loser_id from profile_aliases where workspace_id = $1 and root_id = any($3::uuid[])))`,
    [workspace_id, number, ids],
  )
}

async function forgetTrait(pool: pg.Pool, { id, workspace_id }: Computing): Promise<void> {
  await transaction(pool, async (client) => {
    await changeSettings(client, workspace_id)
    await client.query('delete from computed_traits where id = $1 and deleted_at is not null', [id])
  })
}

/**
 * Destinations that are to be told of those who are members from the start are told by notifyExisting, once: not again when the audience is switched on
 * later. A profile made since the last page knows the audience already: whoever made it read the settings after the audience
 * was saved.
 */
async function goLive(pool: pg.Pool, { id, workspace_id }: Computing): Promise<readonly string[]> {
  await transaction(pool, async (client) => {
    await changeSettings(client, workspace_id)
    await client.query(
      `update audiences set status = 'LIVE', updated_at = engine_now(),
         notify_until = case when notify_existing then coalesce(notify_until, engine_now()) end
       where id = $1 and status = 'COMPUTING'`,
      [id],
    )
  })
  return [id]
}

/** By new settings, so that from now on destinations hear of its changes. */
async function letLive(pool: pg.Pool, { id, workspace_id, stamp }: Computing): Promise<void> {
  await transaction(pool, async (client) => {
    await changeSettings(client, workspace_id)
    await client.query(`update computed_traits set status = 'LIVE' where id = $1 and status = 'COMPUTING' and updated_at = $2`, [id, stamp])
  })
}

/** Clears away some of what a deleted audience left behind; answers whether there was anything. */
export async function clearDeleted(pool: pg.Pool): Promise<boolean> {
  return transaction(pool, async (client) => {
    // Rules that were given up first: an audience takes them with it.
    for (const table of ['audience_edits', 'relations', 'audiences'] as const) {
      const { rows } = await client.query<{ id: string; workspace_id: string }>(
        `select id, workspace_id from ${table} where deleted_at is not null order by deleted_at limit 1 for update skip locked`,
      )
      if (rows[0]) {
        await clearSome(client, table, [rows[0].workspace_id, rows[0].id])
        return true
      }
    }
    return false
  })
}

async function clearSome(client: Queryable, table: (typeof TABLES)[keyof typeof TABLES], values: readonly string[]): Promise<void> {
  for (const part of ['audience_members', 'audience_change_sets']) {
    const { rowCount } = await client.query(
      `delete from ${part} where ctid = any(array(select ctid from ${part} where workspace_id = $1 and audience_id = $2 limit ${CLEARED_AT_ONCE}))`,
      [...values],
    )
    if (rowCount !== null && rowCount > 0) return
  }
  for (const part of ['audience_sizes', 'audience_sizes_until', 'audience_counters'])
    await client.query(`delete from ${part} where workspace_id = $1 and audience_id = $2`, [...values])
  await forgetBackfill(client, values[1] ?? '')
  await client.query(`delete from ${table} where workspace_id = $1 and id = $2`, [...values])
}

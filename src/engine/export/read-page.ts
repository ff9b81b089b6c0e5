import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'
import type { JsonObject } from '../json.ts'
import { prepared } from '../profiles/prepared.ts'
import { type Entity, PROFILE, profileWithin } from '../profiles/profile.ts'
import { selectList } from '../profiles/slice.ts'
import type { ExportShape } from './shape.ts'

/** Of what is in an export. */
export interface ExportScope {
  readonly workspaceId: string
  readonly entity: Entity
  /** Null: everybody. */
  readonly audienceId: string | null
  /** Who joined later is left out. */
  readonly asOf: Millis
}

/** A person or an account as it is exported. */
export interface ExportRow {
  readonly id: string
  /** Null without an audience. */
  readonly since: Millis | null
  readonly createdAt: Millis
  readonly firstSeenAt: Millis | null
  readonly lastSeenAt: Millis | null
  readonly traits: JsonObject
  /** Type and value, the one that was seen last first. */
  readonly identifiers: readonly (readonly [type: string, value: string])[]
}

export interface ExportPage {
  readonly rows: readonly ExportRow[]
  /** Where the next page begins; null: there is none. */
  readonly cursor: string | null
  /** How many were looked at. */
  readonly count: number
}

/** How many are read by one statement, and so in one snapshot. */
export const PAGE = 1000

interface Read {
  readonly scope: ExportScope
  readonly shape: Pick<ExportShape, 'identifiers'>
  readonly after: string | null
  readonly limit: number
}

/**
 * Reads who comes after a cursor: members in the order in which they entered, everybody in the order of their ids. Of a merge that is under way the
 * whole person is read, once.
 */
export async function readPage(db: Queryable, { scope, shape, after, limit }: Read): Promise<ExportPage> {
  const { workspaceId, entity, audienceId, asOf } = scope
  const [afterId = null, afterSince = null] = after?.split('@') ?? []
  // Where members go on is not known from it: better none than half of them.
  if (audienceId !== null && afterId !== null && afterSince === null) throw new Error('The run was begun by an older version: start it anew.')
  // One more than is wanted, to know whether there is more.
  const found = await prepared<Omit<ExportRow, 'id'> & { key: string; id: string | null }>(
    db,
    `select ${audienceId === null ? 'page.id::text' : "concat(page.id, '@', page.since)"} as key, page.since, found.* from (${audienceId === null ? EVERYBODY : MEMBERS}) page
      left join lateral (
        select ${selectList(PROFILE, ['id', 'traits', 'createdAt', 'firstSeenAt', 'lastSeenAt'])}, (${IDENTIFIERS}) as identifiers
        from ${profileWithin({ entity, id: 'page.id', everyId: false })} where ${audienceId === null ? 'root.id = page.id' : FIRST_OF_ITS_IDS}
      ) found on true order by page.since, page.id`,
    [
      workspaceId,
      afterId,
      new Date(asOf).toISOString(),
      limit + 1,
      audienceId ?? entity,
      shape.identifiers,
      ...(audienceId === null ? [] : [afterSince]),
    ],
  )
  const rows = found.slice(0, limit)
  return {
    rows: rows.flatMap(({ key: _, id, ...row }) => (id === null ? [] : [{ id, ...row }])),
    cursor: found.length > limit ? (rows.at(-1)?.key ?? null) : null,
    count: rows.length,
  }
}

const MEMBERS = `select m.profile_id as id, ${asMillis('m.since')} as since from audience_members m
  where m.workspace_id = $1 and m.audience_id = $5::uuid and m.since <= $3::timestamptz
    and ($2::uuid is null or (m.since, m.profile_id) > (to_timestamp($7::float8 / 1000.0), $2))
  order by m.since, m.profile_id limit $4`
const EVERYBODY = `select p.id, null::float8 as since from profiles p
  where p.workspace_id = $1 and p.entity = $5::entity and p.deleted_at is null and p.created_at <= $3::timestamptz and ($2::uuid is null or p.id > $2)
  order by p.id limit $4`
/** Until a merge is folded, one person may be a member by several ids. */
const FIRST_OF_ITS_IDS = `cardinality(live.ids) = 1 or not exists (select from audience_members m
  where m.workspace_id = $1 and m.audience_id = $5::uuid and m.profile_id = any(live.ids) and m.profile_id < page.id and m.since <= $3::timestamptz)`
const IDENTIFIERS = `select coalesce(jsonb_agg(jsonb_build_array(i.type, i.value) order by i.last_seen_at desc, i.hash), '[]') from identifiers i
  where i.workspace_id = $1 and i.profile_id = root.id and ($6::text[] is null or i.type = any($6))`

/** How many there are to be read, as of now. */
export async function countScope(db: Queryable, { workspaceId, entity, audienceId, asOf }: ExportScope): Promise<number> {
  const counted =
    audienceId === null
      ? 'profiles where workspace_id = $1 and entity = $2::entity and deleted_at is null and created_at <= $3'
      : 'audience_members where workspace_id = $1 and audience_id = $2::uuid and since <= $3'
  const { rows } = await db.query<{ count: number }>(`select count(*)::float8 as count from ${counted}`, [
    workspaceId,
    audienceId ?? entity,
    new Date(asOf).toISOString(),
  ])
  return rows[0]?.count ?? 0
}

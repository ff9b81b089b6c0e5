import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'
import { prepared } from './prepared.ts'
import { COUNT_CAP, comparison, countsPerParent, parameters, perParent, readingDirection, type Slice } from './slice.ts'

export interface HeldIdentifier {
  readonly hash: string
  readonly type: string
  readonly value: string
  readonly raw: string
  readonly firstSeenAt: Millis
  readonly lastSeenAt: Millis
  readonly sourceId: string
}

/** Reads it from a row i of identifiers. As text, because JSON has no numbers of 64 bits. */
export const HELD_IDENTIFIER = `i.hash::text as hash, i.type, i.value, i.raw, ${asMillis('i.first_seen_at')} as "firstSeenAt", ${asMillis('i.last_seen_at')} as "lastSeenAt",
  i.source_id as "sourceId"`

/** Identifiers are listed as they were first seen. */
export interface IdentifierKey {
  readonly firstSeenAt: Millis
  readonly hash: string
}

export interface IdentifierQuery {
  readonly workspaceId: string
  readonly profileIds: readonly string[]
  /** Null: of every type. */
  readonly types: readonly string[] | null
}

/** A part of the identifiers of each profile. */
export async function readIdentifiers(db: Queryable, query: IdentifierQuery, slice: Slice<IdentifierKey>): Promise<HeldIdentifier[][]> {
  const { values, bind } = parameters(query.workspaceId, query.profileIds)
  const between = (['after', 'before'] as const).map((side) => {
    const key = slice[side]
    return key
      ? `and (first_seen_at, hash) ${comparison('asc', side)} (${bind(new Date(key.firstSeenAt).toISOString())}::timestamptz, ${bind(key.hash)}::bigint)`
      : ''
  })
  const direction = readingDirection('asc', slice.reverse)
  const rows = await prepared<HeldIdentifier & { of: number }>(
    db,
    `select parent.of, ${HELD_IDENTIFIER}
      from (select ordinality::int - 1 as of, id from unnest($2::uuid[]) with ordinality as given (id, ordinality)) parent
      cross join lateral (
        select * from identifiers where workspace_id = $1 and profile_id = parent.id ${query.types ? `and type = any(${bind(query.types)}::text[])` : ''} ${between.join(' ')}
        order by first_seen_at ${direction}, hash ${direction} limit ${bind(slice.limit)}
      ) i
      order by parent.of, i.first_seen_at ${direction}, i.hash ${direction}`,
    values,
  )
  return perParent(rows, query.profileIds.length, slice)
}

export async function countIdentifiers(db: Queryable, query: IdentifierQuery): Promise<number[]> {
  const { values, bind } = parameters(query.workspaceId, query.profileIds)
  const rows = await prepared<{ of: number; count: string }>(
    db,
    `select parent.of, i.count
      from (select ordinality::int - 1 as of, id from unnest($2::uuid[]) with ordinality as given (id, ordinality)) parent
      cross join lateral (
        select count(*) from (
          select from identifiers where workspace_id = $1 and profile_id = parent.id ${query.types ? `and type = any(${bind(query.types)}::text[])` : ''} limit ${COUNT_CAP + 1}
        ) counted
      ) i`,
    values,
  )
  return countsPerParent(rows, query.profileIds.length)
}

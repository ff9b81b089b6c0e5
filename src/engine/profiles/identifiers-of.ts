import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'
import { prepared } from './prepared.ts'
import {
  type Bind,
  type Columns,
  countsPerParent,
  countUpToCap,
  parameters,
  perParent,
  readingDirection,
  type Slice,
  selectList,
  within,
} from './slice.ts'

export interface HeldIdentifier {
  readonly hash: string
  readonly type: string
  readonly value: string
  readonly raw: string
  readonly firstSeenAt: Millis
  readonly lastSeenAt: Millis
  readonly sourceId: string
}

/** Of a row i. The hash as text, because JSON has no numbers of 64 bits. */
export const IDENTIFIER: Columns<HeldIdentifier> = {
  hash: 'i.hash::text',
  type: 'i.type',
  value: 'i.value',
  raw: 'i.raw',
  firstSeenAt: asMillis('i.first_seen_at'),
  lastSeenAt: asMillis('i.last_seen_at'),
  sourceId: 'i.source_id',
}

/** Identifiers are listed as they were first seen. */
export interface IdentifierKey {
  readonly firstSeenAt: Millis
  readonly hash: string
}

export interface IdentifierFilter {
  /** Null: of every type. */
  readonly types: readonly string[] | null
}

/** The statement of a part of the identifiers of the profile that an expression names. $1 is the workspace. */
export function identifierPage(
  bind: Bind,
  { profileId, types }: IdentifierFilter & { readonly profileId: string },
  { slice, wanted }: { readonly slice: Slice<IdentifierKey>; readonly wanted?: Iterable<keyof HeldIdentifier> },
): string {
  const direction = readingDirection('asc', slice.reverse)
  const keyRow = ({ firstSeenAt, hash }: IdentifierKey) => `(${bind(new Date(firstSeenAt).toISOString())}::timestamptz, ${bind(hash)}::bigint)`
  return `select ${selectList(IDENTIFIER, wanted)} from identifiers i where ${held(bind, { profileId, types })}
      ${within(slice, { listed: 'asc', row: '(i.first_seen_at, i.hash)', keyRow })}
    order by i.first_seen_at ${direction}, i.hash ${direction} limit ${slice.limit}`
}

export const identifierCount = (bind: Bind, filter: IdentifierFilter & { readonly profileId: string }): string =>
  countUpToCap(`select from identifiers i where ${held(bind, filter)}`)

const held = (bind: Bind, { profileId, types }: IdentifierFilter & { readonly profileId: string }): string =>
  `i.workspace_id = $1 and i.profile_id = ${profileId}${types ? ` and i.type = any(${bind(types)}::text[])` : ''}`

export interface IdentifierQuery extends IdentifierFilter {
  readonly workspaceId: string
  readonly profileIds: readonly string[]
}

/** A part of the identifiers of each profile. */
export async function readIdentifiers(db: Queryable, query: IdentifierQuery, slice: Slice<IdentifierKey>): Promise<HeldIdentifier[][]> {
  const { values, bind } = parameters(query.workspaceId, query.profileIds)
  const direction = readingDirection('asc', slice.reverse)
  const rows = await prepared<HeldIdentifier & { of: number }>(
    db,
    `select parent.of, i.* from ${PARENTS} cross join lateral (${identifierPage(bind, { ...query, profileId: 'parent.id' }, { slice })}) i
      order by parent.of, i."firstSeenAt" ${direction}, i.hash::bigint ${direction}`,
    values,
  )
  return perParent(rows, query.profileIds.length, slice)
}

export async function countIdentifiers(db: Queryable, query: IdentifierQuery): Promise<number[]> {
  const { values, bind } = parameters(query.workspaceId, query.profileIds)
  const rows = await prepared<{ of: number; count: string }>(
    db,
    `select parent.of, i.count from ${PARENTS} cross join lateral (${identifierCount(bind, { ...query, profileId: 'parent.id' })}) i`,
    values,
  )
  return countsPerParent(rows, query.profileIds.length)
}

const PARENTS = '(select ordinality::int - 1 as of, id from unnest($2::uuid[]) with ordinality as given (id, ordinality)) parent'

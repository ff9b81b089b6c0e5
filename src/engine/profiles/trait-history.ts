import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'
import type { Json } from '../json.ts'
import { prepared } from './prepared.ts'
import { type Bind, countsPerParent, countUpToCap, parameters, perParent, readingDirection, type Slice, within } from './slice.ts'

/** What a computed trait was from a moment on. */
export interface TraitValue {
  readonly number: number
  readonly name: string
  /** Null: there was none. */
  readonly value: Json
  readonly at: Millis
}

/** Values are listed newest first. */
export type TraitValueKey = Pick<TraitValue, 'at' | 'number'>

export interface TraitHistoryQuery {
  readonly workspaceId: string
  readonly profileIds: readonly string[]
  /** Null: of every name. */
  readonly names: readonly string[] | null
}

/** A part of the history of each profile. */
export async function readTraitHistory(db: Queryable, query: TraitHistoryQuery, slice: Slice<TraitValueKey>): Promise<TraitValue[][]> {
  const { values, bind } = parameters(query.workspaceId, query.profileIds)
  const direction = readingDirection('desc', slice.reverse)
  const keyRow = ({ at, number }: TraitValueKey) => `(${bind(new Date(at).toISOString())}::timestamptz, ${bind(number)}::integer)`
  const rows = await prepared<TraitValue & { of: number }>(
    db,
    `select parent.of, v.* from ${PARENTS} cross join lateral (
        select v.number, c.key as name, v.value, ${asMillis('v.at')} as at ${history(bind, query)}
          ${within(slice, { listed: 'desc', row: '(v.at, v.number)', keyRow })}
        order by v.at ${direction}, v.number ${direction} limit ${slice.limit}
      ) v order by parent.of, v.at ${direction}, v.number ${direction}`,
    values,
  )
  return perParent(rows, query.profileIds.length, slice)
}

export async function countTraitHistory(db: Queryable, query: TraitHistoryQuery): Promise<number[]> {
  const { values, bind } = parameters(query.workspaceId, query.profileIds)
  const rows = await prepared<{ of: number; count: string }>(
    db,
    `select parent.of, v.count from ${PARENTS} cross join lateral (${countUpToCap(`select ${history(bind, query)}`)}) v`,
    values,
  )
  return countsPerParent(rows, query.profileIds.length)
}

const history = (bind: Bind, { names }: Pick<TraitHistoryQuery, 'names'>): string =>
  `from computed_values v join computed_traits c on c.number = v.number and c.workspace_id = $1 and c.deleted_at is null
    where v.workspace_id = $1 and v.profile_id = parent.id${names ? ` and c.key = any(${bind(names)}::text[])` : ''}`

const PARENTS = '(select ordinality::int - 1 as of, id from unnest($2::uuid[]) with ordinality as given (id, ordinality)) parent'

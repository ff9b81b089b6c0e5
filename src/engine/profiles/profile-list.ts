import type { Db, Queryable } from '../../db/db.ts'
import { type AskedRule, askRule } from '../audiences/ask-rule.ts'
import { asMillis, type Millis } from '../clock.ts'
import type { Rule } from '../rules/rule.ts'
import { membersSql } from '../rules/sql/rule.ts'
import type { Scope } from '../rules/sql/scope.ts'
import { join, raw, render, type Sql, sql } from '../rules/sql/sql.ts'
import { prepared } from './prepared.ts'
import type { Entity } from './profile.ts'
import { type Bind, COUNT_CAP, comparison, type Direction, readingDirection, type Slice } from './slice.ts'

export interface ProfileOrder {
  readonly by: 'createdAt' | 'lastSeenAt'
  readonly direction: Direction
}

/** The place of a profile in a list: the moment that it is ordered by, then its id. */
export interface ListedProfile {
  readonly id: string
  readonly at: Millis
}

export interface ProfileListQuery {
  readonly workspaceId: string
  readonly entity: Entity
  /** Only those for whom it holds; null: all. */
  readonly asked: AskedRule | null
}

/** Who was never seen comes before everybody else. The hour, which is indexed, is as of the column. */
const MOMENTS = {
  createdAt: { columns: ['at'], at: 'p.created_at', more: '' },
  lastSeenAt: { columns: ['hour', 'at'], at: `coalesce(p.last_seen_at, timestamptz '1970-01-01 00:00:00+00')`, more: ', p.last_seen_hour as hour' },
} as const

/** The statement of a part of all people, or all accounts, as rows (id, at). */
function listStatement(rule: Rule, scope: Scope, { order, slice }: { readonly order: ProfileOrder; readonly slice: Slice<ListedProfile> }): Sql {
  const { columns, at, more } = MOMENTS[order.by]
  const direction = readingDirection(order.direction, slice.reverse)
  const between = (['after', 'before'] as const).flatMap((side) => {
    const key = slice[side]
    return key ? [sql`${row(columns)} ${raw(comparison(order.direction, side))} ${keyRow(columns, key)}`] : []
  })
  const by = [...columns, 'id'].map((column) => `listed.${column} ${direction}`).join(', ')
  return sql`with listed as (${membersSql(rule, scope, raw(`p.id, ${at} as at${more}`))})
    select id, ${raw(asMillis('at'))} as at from listed where ${join([raw('true'), ...between], ' and ')} order by ${raw(by)} limit ${raw(String(slice.limit))}`
}

const countStatement = (rule: Rule, scope: Scope): Sql =>
  sql`select count(*) from (${membersSql(rule, scope, raw(''))} limit ${COUNT_CAP + 1}::integer) counted`

const row = (columns: readonly string[]): Sql => raw(`(${[...columns, 'id'].join(', ')})`)

function keyRow(columns: readonly string[], { at, id }: ListedProfile): Sql {
  const moment = sql`${new Date(at).toISOString()}::timestamptz`
  const hour = sql`date_bin('1 hour', ${moment}, timestamptz '1970-01-01 00:00:00+00')`
  return sql`(${join([...columns.map((column) => (column === 'hour' ? hour : moment)), sql`${id}::uuid`], ', ')})`
}

const EVERYBODY: Rule = { kind: 'all', of: [] }
type Everybody = Pick<ProfileListQuery, 'workspaceId' | 'entity'>
const scopeOf = (query: Everybody): Scope => ({ ...query, now: 0, audiences: new Map() })

/** The same within another statement, of all of them. */
export const profileListPage = (bind: Bind, { order, ...query }: Everybody & { readonly order: ProfileOrder }, slice: Slice<ListedProfile>): string =>
  splice(bind, listStatement(EVERYBODY, scopeOf(query), { order, slice }))

export const profileListCount = (bind: Bind, query: Everybody): string => splice(bind, countStatement(EVERYBODY, scopeOf(query)))

const splice = (bind: Bind, { strings, values }: Sql): string => strings.reduce((text, next, i) => `${text}${bind(values[i - 1])}${next}`)

/** A part of all people, or all accounts. */
export async function readProfileList(
  db: Db,
  { order, ...query }: ProfileListQuery & { readonly order: ProfileOrder },
  slice: Slice<ListedProfile>,
): Promise<ListedProfile[]> {
  const rows = await askAll<ListedProfile>(db, query, (rule, scope) => listStatement(rule, scope, { order, slice }))
  return slice.reverse ? rows.reverse() : rows
}

export async function countProfileList(db: Db, query: ProfileListQuery): Promise<number> {
  const [row] = await askAll<{ count: string }>(db, query, countStatement)
  return Number(row?.count)
}

async function askAll<Row extends object>(
  db: Db,
  { asked, ...query }: ProfileListQuery,
  statement: (rule: Rule, scope: Scope) => Sql,
): Promise<Row[]> {
  if (!asked) {
    const { text, values } = render(statement(EVERYBODY, scopeOf(query)))
    return prepared<Row>(db.pool, text, values)
  }
  return askRule(db, asked, async (client: Queryable, { rule, ...scope }) => {
    const { text, values } = render(statement(rule, scope))
    return (await client.query<Row>(text, values)).rows
  })
}

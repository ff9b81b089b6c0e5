import { asMillis } from '../clock.ts'
import { connectedCount, connectedPage } from './account-members.ts'
import { cell, cellsOf, type LoadedRow, manyRows, type NamedCells, oneRow, orNone, rowCells, type Written } from './cells.ts'
import { EVENT, eventCount, eventPage, eventParts } from './events-of.ts'
import { IDENTIFIER, identifierCount, identifierPage } from './identifiers-of.ts'
import { memberPage, membershipCount, membershipPage } from './memberships.ts'
import { type LoadedPage, type PagePlan, type PartPlan, partColumn, type RowPlan } from './plan.ts'
import { type Entity, PROFILE, profileWithin } from './profile.ts'
import type { Bind } from './slice.ts'
import { TRAIT, traitWithin } from './trait-of.ts'

/*
 * A plan becomes one statement: a tree of subqueries, each of which answers the text of its cells. $1 is the workspace. The row that a part belongs
 * to is known by fixed names: `root` and `live` of a profile, `audience` of an audience, `page` of what lies on a page of a list. Of names that are
 * the same the innermost counts, which is the row that the part belongs to.
 */

/** A statement that is being written. */
export interface Writing {
  readonly bind: Bind
  /** For while no merge of the workspace is under way, which is nearly always: much less is looked up then. */
  readonly settled: boolean
}

/** A profile, given an expression of any id it ever had; null: there is none. */
export const profileOf = (to: Writing, profile: { readonly entity: Entity; readonly id: string }, plan: RowPlan): Written<LoadedRow | null> =>
  oneRow(profileCells(to, plan), profileWithin({ ...profile, ...needs(to, plan), listed: false }))

/** The expression of a profile from a list, null where there is none. */
const listedProfile = (to: Writing, profile: { readonly entity: Entity; readonly id: string; readonly cells: string }, plan: RowPlan): string =>
  `(select ${profile.cells} from ${profileWithin({ ...profile, ...needs(to, plan), listed: true })})`

const needs = ({ settled }: Writing, { columns }: RowPlan) => ({ settled, everyId: columns.has('losers') })

const profileCells = (to: Writing, plan: RowPlan, also: readonly NamedCells[] = []): Written<LoadedRow> =>
  rowCells([...cellsOf(PROFILE, plan.columns), ...(plan.columns.has('groupId') ? [cell('groupId', GROUP_ID)] : []), ...also, ...parts(to, plan)])

/** An audience, given a condition on `audiences audience`. */
export const audienceOf = (to: Writing, condition: string, plan: RowPlan): Written<LoadedRow | null> =>
  oneRow(
    rowCells([...cellsOf(AUDIENCE, plan.columns), ...parts(to, plan)]),
    `audiences audience where audience.workspace_id = $1 and audience.deleted_at is null and ${condition}`,
  )

const AUDIENCE = {
  id: 'audience.id',
  key: 'audience.key',
  name: 'audience.name',
  description: 'audience.description',
  labels: 'audience.labels',
  folder: 'audience.folder',
  entity: 'audience.entity',
  rule: 'audience.rule',
  enabled: 'audience.enabled',
  status: 'audience.status',
  createdAt: asMillis('audience.created_at'),
  updatedAt: asMillis('audience.updated_at'),
}

const SOURCE = { id: 'source.id', name: 'source.name', enabled: 'source.enabled', createdAt: asMillis('source.created_at') }

const GROUP_ID = `coalesce((select value from identifiers where workspace_id = $1 and profile_id = root.id and type = 'group_id' order by first_seen_at, hash limit 1), '')`

/** A part, and the name that it is loaded under. */
function part(to: Writing, name: string, plan: PartPlan): NamedCells {
  const { bind } = to
  switch (plan.kind) {
    case 'identifiers': {
      const { filter, page } = plan
      const of = { ...filter, profileId: 'root.id' }
      const wanted = wantedOf(IDENTIFIER, page.row)
      return { name, ...pageOf(to, page, { rows: identifierPage(bind, of, { slice: page.slice, wanted }), count: () => identifierCount(bind, of) }) }
    }
    case 'events': {
      const { filter, page } = plan
      const of = { ...filter, parts: eventParts('root.id') }
      const wanted = wantedOf(EVENT, page.row)
      return { name, ...pageOf(to, page, { rows: eventPage(bind, of, { slice: page.slice, wanted }), count: () => eventCount(bind, of) }) }
    }
    case 'memberships': {
      const person = { id: 'root.id', ids: 'live.ids' }
      return { name, ...pageOf(to, plan.page, { rows: membershipPage(bind, person, plan.page.slice), count: () => membershipCount(person) }) }
    }
    case 'connected': {
      const of = { side: plan.side, ids: 'live.ids' }
      const rows = connectedPage(bind, of, plan.page.slice)
      const [entity, place] = [plan.side === 'people' ? ('PROFILE' as const) : ('ACCOUNT' as const), cell('listedAs', 'page.id')]
      return { name, ...nodePageOf(to, plan.page, { rows, entity, place, count: () => connectedCount(of) }) }
    }
    case 'trait':
      return { name, ...oneRow(rowCells([...cellsOf(TRAIT, plan.row.columns), ...parts(to, plan.row)]), `(${traitWithin(bind, plan.name)}) page`) }
    case 'isMember':
      return cell(
        name,
        `select exists (select from audience_members where workspace_id = $1 and audience_id = a.id and profile_id = any(live.ids))
        from audiences a where a.workspace_id = $1 and a.key = ${bind(plan.key)} and a.deleted_at is null`,
      )
    case 'members': {
      const rows = memberPage(bind, { audienceId: 'audience.id', order: plan.order }, plan.page.slice)
      return { name, ...pageOf(to, plan.page, { rows, count: () => counter('size') }) }
    }
    case 'counter':
      return cell(name, counter(plan.column))
    case 'source':
      return {
        name,
        ...oneRow(
          rowCells([...cellsOf(SOURCE, plan.row.columns), ...parts(to, plan.row)]),
          'sources source where source.workspace_id = $1 and source.id = page."sourceId"',
        ),
      }
    case 'audience':
      return { name, ...audienceOf(to, 'audience.id = page."audienceId"', plan.row) }
    case 'profile': {
      const { sql, read } = profileCells(to, plan.row)
      return { name, ...orNone(listedProfile(to, { entity: 'PROFILE', id: 'page."profileId"', cells: sql }, plan.row), read) }
    }
  }
}

const counter = (column: 'size' | 'version'): string =>
  `select coalesce((select ${column} from audience_counters where workspace_id = $1 and audience_id = audience.id), 0)`

type AnyPage = Pick<PagePlan<unknown>, 'row' | 'counted'>

interface NodeList {
  readonly rows: string
  readonly entity: Entity
  /** Under which key a row is listed. */
  readonly place: NamedCells
  count(): string
}

/** A page of people or accounts, by rows (id, …). One that has gone meanwhile is left out. */
export function nodePageOf(to: Writing, { row, counted }: AnyPage, { rows, entity, place, count }: NodeList): Written<LoadedPage<LoadedRow>> {
  const { sql, read } = profileCells(to, row, [place])
  return withTotal(manyRows(listedProfile(to, { entity, id: 'page.id', cells: sql }, row), `(${rows}) page`, read), counted ? count() : null)
}

function pageOf(to: Writing, { row, counted }: AnyPage, { rows, count }: { readonly rows: string; count(): string }): Written<LoadedPage<LoadedRow>> {
  const columns = Array.from(row.columns, (name) => cell(name, `page."${name}"`))
  const { sql, read } = rowCells([...columns, ...parts(to, row)])
  return withTotal(manyRows(sql, `(${rows}) page`, read), counted ? count() : null)
}

function withTotal(rows: Written<LoadedRow[]>, count: string | null): Written<LoadedPage<LoadedRow>> {
  if (count === null) return { sql: rows.sql, read: (cells) => ({ rows: rows.read(cells) }) }
  const total = cell('total', count)
  return { sql: `${total.sql} || ${rows.sql}`, read: (cells) => ({ total: Number(total.read(cells)), rows: rows.read(cells) }) }
}

const parts = (to: Writing, plan: RowPlan): NamedCells[] => Array.from(plan.parts, ([name, one]) => part(to, partColumn(name), one))

const wantedOf = <Row>(columns: { readonly [name in keyof Row]: string }, { columns: wanted }: RowPlan): (keyof Row & string)[] =>
  (Object.keys(columns) as (keyof Row & string)[]).filter((name) => wanted.has(name))

import { asMillis } from '../clock.ts'
import { connectedCount, connectedPage } from './account-members.ts'
import { EVENT, eventCount, eventPage, eventParts } from './events-of.ts'
import { IDENTIFIER, identifierCount, identifierPage } from './identifiers-of.ts'
import { memberPage, membershipCount, membershipPage } from './memberships.ts'
import { type PagePlan, type PartPlan, partColumn, type RowPlan } from './plan.ts'
import { ANY_MERGING, type Entity, PROFILE, profileWithin, settledProfileWithin } from './profile.ts'
import type { Bind } from './slice.ts'
import { TRAIT, traitWithin } from './trait-of.ts'

/*
 * A plan becomes one statement: a tree of subqueries, each of which answers JSON. $1 is the workspace. The row that a part belongs to is known by
 * fixed names: `root` and `live` of a profile, `audience` of an audience, `page` of what lies on a page of a list. Of names that are
 * the same the innermost counts, which is the row that the part belongs to.
 */

/** A profile as JSON, given an expression of any id it ever had; null: there is none. */
export function profileJson(bind: Bind, { entity, id }: { readonly entity: Entity; readonly id: string }, plan: RowPlan, also = ''): string {
  const everyId = plan.columns.has('losers')
  return rowJson(bind, { columns: profileColumns(plan, also), plan, from: profileWithin({ entity, id, everyId }) })
}

/** The same of each row of a list. Where no merge is under way, which is nearly always, a row costs one look-up and not three. */
function listedProfileJson(bind: Bind, { entity, id }: { readonly entity: Entity; readonly id: string }, plan: RowPlan, also = ''): string {
  const whole = profileJson(bind, { entity, id }, plan, also)
  // Parts are written once: of lists within lists, both ways of each would double the statement with each level.
  if (plan.parts.size > 0 || plan.columns.has('losers')) return whole
  return `case when ${ANY_MERGING} then ${whole} else ${rowJson(bind, { columns: profileColumns(plan, also), plan, from: settledProfileWithin({ entity, id }) })} end`
}

const profileColumns = (plan: RowPlan, also: string): string[] => [
  ...columnsOf(PROFILE, plan),
  ...(plan.columns.has('groupId') ? [`(${GROUP_ID}) as "groupId"`] : []),
  ...(also ? [also] : []),
]

/** An audience as JSON, given a condition on `audiences audience`. */
export const audienceJson = (bind: Bind, condition: string, plan: RowPlan): string =>
  rowJson(bind, {
    columns: columnsOf(AUDIENCE, plan),
    plan,
    from: `audiences audience where audience.workspace_id = $1 and audience.deleted_at is null and ${condition}`,
  })

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

function part(bind: Bind, plan: PartPlan): string {
  switch (plan.kind) {
    case 'identifiers': {
      const { filter, page } = plan
      const of = { ...filter, profileId: 'root.id' }
      const wanted = wantedOf(IDENTIFIER, page.row)
      return pageJson(bind, page, { rows: identifierPage(bind, of, { slice: page.slice, wanted }), count: () => identifierCount(bind, of) })
    }
    case 'events': {
      const { filter, page } = plan
      const of = { ...filter, parts: eventParts('root.id') }
      const wanted = wantedOf(EVENT, page.row)
      return pageJson(bind, page, { rows: eventPage(bind, of, { slice: page.slice, wanted }), count: () => eventCount(bind, of) })
    }
    case 'memberships': {
      const person = { id: 'root.id', ids: 'live.ids' }
      return pageJson(bind, plan.page, { rows: membershipPage(bind, person, plan.page.slice), count: () => membershipCount(person) })
    }
    case 'connected': {
      const of = { side: plan.side, ids: 'live.ids' }
      const rows = connectedPage(bind, of, plan.page.slice)
      return nodePageJson(bind, plan.page, { rows, entity: plan.side === 'people' ? 'PROFILE' : 'ACCOUNT', count: () => connectedCount(of) })
    }
    case 'trait':
      return rowJson(bind, { columns: columnsOf(TRAIT, plan.row), plan: plan.row, from: `(${traitWithin(bind, plan.name)}) page` })
    case 'isMember':
      return `(select exists (select from audience_members where workspace_id = $1 and audience_id = a.id and profile_id = any(live.ids))
        from audiences a where a.workspace_id = $1 and a.key = ${bind(plan.key)} and a.deleted_at is null)`
    case 'members': {
      const rows = memberPage(bind, { audienceId: 'audience.id', order: plan.order }, plan.page.slice)
      return pageJson(bind, plan.page, { rows, count: () => counter('size') })
    }
    case 'counter':
      return `(${counter(plan.column)})`
    case 'source':
      return rowJson(bind, {
        columns: columnsOf(SOURCE, plan.row),
        plan: plan.row,
        from: 'sources source where source.workspace_id = $1 and source.id = page."sourceId"',
      })
    case 'audience':
      return audienceJson(bind, 'audience.id = page."audienceId"', plan.row)
    case 'profile':
      return listedProfileJson(bind, { entity: 'PROFILE', id: 'page."profileId"' }, plan.row)
  }
}

const counter = (column: 'size' | 'version'): string =>
  `select coalesce((select ${column} from audience_counters where workspace_id = $1 and audience_id = audience.id), 0)`

type AnyPage = Pick<PagePlan<unknown>, 'row' | 'counted'>

/** A page of people or accounts, whose rows (id, …) also say under which key they are listed. One that has gone meanwhile is left out. */
export function nodePageJson(
  bind: Bind,
  { row, counted }: AnyPage,
  list: { readonly rows: string; readonly entity: Entity; readonly count: () => string; readonly key?: string },
): string {
  const json = listedProfileJson(bind, { entity: list.entity, id: 'page.id' }, row, list.key ?? 'page.id as "listedAs"')
  const rows = `select coalesce(json_agg(row), '[]') from (select ${json} as row from (${list.rows}) page) listed where row is not null`
  return withTotal(rows, counted ? list.count() : null)
}

function pageJson(bind: Bind, { row, counted }: AnyPage, { rows, count }: { readonly rows: string; count(): string }): string {
  const columns = [...row.columns].map((name) => `page."${name}"`)
  const wanted = `select ${[...columns, ...parts(bind, row)].join(', ')} from (${rows}) page`
  return withTotal(`select coalesce(json_agg(row), '[]') from (${wanted}) row`, counted ? count() : null)
}

const withTotal = (rows: string, total: string | null): string => `json_build_object('rows', (${rows})${total ? `, 'total', (${total})` : ''})`

function rowJson(
  bind: Bind,
  { columns, plan, from }: { readonly columns: readonly string[]; readonly plan: RowPlan; readonly from: string },
): string {
  return `(select to_json(row) from (select ${[...columns, ...parts(bind, plan)].join(', ')} from ${from}) row)`
}

// Names are those of GraphQL: letters, digits and _.
const parts = (bind: Bind, plan: RowPlan): string[] => Array.from(plan.parts, ([name, one]) => `${part(bind, one)} as "${partColumn(name)}"`)

const wantedOf = <Row>(columns: { readonly [name in keyof Row]: string }, { columns: wanted }: RowPlan): (keyof Row & string)[] =>
  (Object.keys(columns) as (keyof Row & string)[]).filter((name) => wanted.has(name))

const columnsOf = (columns: { readonly [name: string]: string }, plan: RowPlan): string[] =>
  wantedOf(columns, plan).map((name) => `${columns[name]} as "${name}"`)

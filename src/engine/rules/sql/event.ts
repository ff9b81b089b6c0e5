import type { EventCondition, EventSelection, Measure, NumberTest, PropertyRule, Window } from '../rule.ts'
import { moment } from './moment.ts'
import { testNumber } from './number.ts'
import { eachValue, someValue } from './path.ts'
import type { Scope } from './scope.ts'
import { join, raw, type Sql, sql } from './sql.ts'
import { testValue } from './value.ts'

/** What a condition measures: one row per person or account with matching events, as (subject, m, n). */
export function measureEvents(condition: EventCondition, scope: Scope): Sql {
  const { measure } = condition
  const { joins, value } = 'path' in measure ? eachValue(raw('e.properties'), measure.path) : { joins: raw(''), value: raw('null') }
  const { subject, from, where } = matchingEvents(condition, scope)
  return sql`select ${subject} as subject, ${aggregate(measure, value)} ${from}${joins} where ${where} group by 1`
}

/** The events e that are selected, and whose they are; further joins go between `from` and `where`. */
export function matchingEvents(selection: EventSelection, scope: Scope): { readonly subject: Sql; readonly from: Sql; readonly where: Sql } {
  const { name, type } = selection
  const subject = subjectOf(scope)
  const where = [
    sql`e.workspace_id = ${scope.workspaceId}::uuid`,
    subject.where,
    ...(name === null ? [] : [sql`e.name = ${name}::text`]),
    ...(type === null ? [] : [sql`e.type = ${type}::event_type`]),
    inWindow(selection.window, scope),
    ...(selection.where ? [testProperties(selection.where)] : []),
  ]
  return { subject: subject.id, from: sql`from events e${subject.joins}`, where: join(where, ' and ') }
}

/** Whether a row of `measureEvents`, or its absence after a left join, passes. Never NULL. */
export function testMeasure(measure: Measure, row: Sql, test: NumberTest): Sql {
  switch (measure.kind) {
    case 'events':
    case 'utcDays':
    case 'uniqueCount':
    case 'sum':
      return testNumber(sql`coalesce(${row}.m, 0)::numeric`, test)
    case 'min':
    case 'max':
      return sql`coalesce(${testNumber(sql`${row}.m`, test)}, false)`
    case 'avg':
      return sql`coalesce(${testNumber(sql`${row}.m`, test, sql`${row}.n`)}, false)`
  }
}

function aggregate(measure: Measure, value: Sql): Sql {
  const number = sql`case jsonb_typeof(${value}) when 'number' then (${value})::numeric end`
  switch (measure.kind) {
    case 'events':
      return raw('count(*) as m')
    case 'utcDays':
      return raw("count(distinct (e.timestamp at time zone 'UTC')::date) as m")
    case 'uniqueCount':
      return sql`count(distinct nullif(${value}, 'null')) as m`
    case 'sum':
    case 'min':
    case 'max':
      return sql`${raw(measure.kind)}(${number}) as m`
    case 'avg':
      return sql`sum(${number}) as m, count(${number}) as n`
  }
}

/** Whose events they are: through the aliases, because events keep the profile and the account that they arrived at. */
export function subjectOf({ entity, workspaceId, profileIds }: Scope): { readonly id: Sql; readonly joins: Sql; readonly where: Sql } {
  const own = entity === 'ACCOUNT' ? 'e.account_id' : 'e.profile_id'
  const some =
    profileIds &&
    sql`${raw(own)} = any(array(select unnest(${profileIds}::uuid[]) union all
    select loser_id from profile_aliases where workspace_id = ${workspaceId}::uuid and root_id = any(${profileIds}::uuid[])))`
  return {
    id: raw(`coalesce(alias.root_id, ${own})`),
    joins: raw(` left join profile_aliases alias on alias.workspace_id = e.workspace_id and alias.loser_id = ${own}`),
    where: some ?? raw(`${own} is not null`),
  }
}

/** Half-open (start, end], never beyond now. */
function inWindow(window: Window | null, { now }: Scope): Sql {
  switch (window?.kind) {
    case undefined:
      return sql`e.timestamp <= ${moment(now)}`
    case 'last':
      return sql`e.timestamp > ${moment(now - window.length)} and e.timestamp <= ${moment(now)}`
    case 'ago':
      return sql`e.timestamp > ${moment(now - window.from)} and e.timestamp <= ${moment(now - window.to)}`
    case 'range': {
      const end = sql`e.timestamp <= ${moment(Math.min(window.to ?? now, now))}`
      return window.from === null ? end : sql`e.timestamp > ${moment(window.from)} and ${end}`
    }
  }
}

export function testProperties(rule: PropertyRule): Sql {
  switch (rule.kind) {
    case 'all':
      return sql`(${join([raw('true'), ...rule.of.map(testProperties)], ' and ')})`
    case 'any':
      return sql`(${join([raw('false'), ...rule.of.map(testProperties)], ' or ')})`
    case 'not':
      return sql`(not ${testProperties(rule.rule)})`
    case 'property':
    case 'context':
    case 'trait':
      return someValue(raw(COLUMN[rule.kind]), rule.path, (value) => testValue(value, rule.is, raw('e.timestamp')))
  }
}

const COLUMN = { property: 'e.properties', context: 'e.context', trait: 'e.traits' } as const

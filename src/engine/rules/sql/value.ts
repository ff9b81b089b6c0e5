import type { JsonScalar } from '../../json.ts'
import type { TraitComparison, ValueTest } from '../rule.ts'
import { duration, moment } from './moment.ts'
import { testNumber } from './number.ts'
import { raw, type Sql, sql } from './sql.ts'

/** Whether a jsonb value passes; NULL and JSON null are missing. Relative dates count from `at`. Never NULL. */
export function testValue(value: Sql, test: ValueTest, at: Sql): Sql {
  switch (test.kind) {
    case 'eq':
      return sql`coalesce(${value} = ${json(test.value)}, false)`
    case 'neq':
      return sql`coalesce(${value} not in ('null', ${json(test.value)}), false)`
    case 'in':
      return sql`coalesce(${value} = any(${jsonList(test.values)}), false)`
    case 'nin':
      return sql`coalesce(${value} <> 'null' and ${value} <> all(${jsonList(test.values)}), false)`
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return typeof test.value === 'number'
        ? ofType('number', value, testNumber(sql`(${value})::numeric`, { kind: test.kind, value: test.value }))
        : ofType('string', value, sql`${text(value)} ${raw(ORDER[test.kind])} ${test.value}::text`)
    case 'between':
      return ofType('number', value, testNumber(sql`(${value})::numeric`, test))
    case 'contains':
      return testContains(value, test.value, raw(''))
    case 'notContains':
      return testContains(value, test.value, raw('not '))
    case 'startsWith':
      return ofType('string', value, sql`starts_with(${text(value)}, ${test.value}::text)`)
    case 'endsWith':
      return ofType('string', value, sql`right(${text(value)}, char_length(${test.value}::text)) = ${test.value}::text`)
    case 'matches':
      // Postgres has no expressions of RE2: settlePatterns has made a list of it.
      throw new Error('A pattern is settled before its rule is compiled.')
    case 'exists':
      return test.value ? sql`coalesce(${value} <> 'null', false)` : sql`coalesce(${value} = 'null', true)`
    case 'before':
    case 'after':
    case 'withinLast':
    case 'beforeLast':
    case 'withinNext':
    case 'afterNext':
      return sql`coalesce(${testDate(sql`json_date(${value})`, test, at)}, false)`
  }
}

const ORDER = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

// `case`, because `and` may cast before it tests the type.
const ofType = (type: 'number' | 'string', value: Sql, test: Sql): Sql =>
  sql`case jsonb_typeof(${value}) when ${raw(`'${type}'`)} then ${test} else false end`

const text = (value: Sql): Sql => sql`(${value} #>> '{}') collate "C"`
const json = (value: JsonScalar): Sql => sql`${JSON.stringify(value)}::jsonb`
const jsonList = (values: readonly JsonScalar[]): Sql => sql`${values.map((value) => JSON.stringify(value))}::jsonb[]`

function testContains(value: Sql, part: JsonScalar, not: Sql): Sql {
  const inText = typeof part === 'string' ? sql`${not}strpos(${text(value)}, ${part}::text) > 0` : raw('false')
  return sql`case jsonb_typeof(${value}) when 'string' then ${inText}
    when 'array' then ${not}exists (select from jsonb_array_elements(${value}) as element (value) where element.value = ${json(part)})
    else false end`
}

/** Whether one jsonb value compares so with another. Never NULL. */
export function testComparison(value: Sql, { kind }: TraitComparison, other: Sql): Sql {
  switch (kind) {
    case 'eqTrait':
      return sql`coalesce(${value} <> 'null' and ${value} = ${other}, false)`
    case 'gtTrait':
    case 'ltTrait': {
      const order = raw(kind === 'gtTrait' ? '>' : '<')
      return sql`case when jsonb_typeof(${value}) = 'number' and jsonb_typeof(${other}) = 'number' then (${value})::numeric ${order} (${other})::numeric
        when jsonb_typeof(${value}) = 'string' and jsonb_typeof(${other}) = 'string' then ${text(value)} ${order} ${text(other)}
        else false end`
    }
  }
}

type DateTest = Extract<ValueTest, { kind: 'before' | 'after' | 'withinLast' | 'beforeLast' | 'withinNext' | 'afterNext' }>

function testDate(date: Sql, test: DateTest, at: Sql): Sql {
  switch (test.kind) {
    case 'before':
      return sql`${date} < ${moment(test.value)}`
    case 'after':
      return sql`${date} > ${moment(test.value)}`
    case 'withinLast':
      return sql`${date} <@ tstzrange(${at} - ${duration(test.length)}, ${at}, '(]')`
    case 'beforeLast':
      return sql`${date} <= ${at} - ${duration(test.length)}`
    case 'withinNext':
      return sql`${date} <@ tstzrange(${at}, ${at} + ${duration(test.length)}, '(]')`
    case 'afterNext':
      return sql`${date} > ${at} + ${duration(test.length)}`
  }
}

import type { JsonScalar } from '../../src/engine/json.ts'
import type { Path, TraitComparison, ValueTest } from '../../src/engine/rules/rule.ts'

// What the tests of values mean, said once more in the SQL of DuckDB. Nothing of the engine's own meaning is used here.

export const literal = (value: JsonScalar): string => (typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value))

/** A list of the candidates at a path of a JSON document; a missing one is NULL. */
export function candidates(document: string, path: Path): string {
  const reached = path.reduce((list, segment) => {
    if (segment.kind === 'any')
      return `flatten(list_transform(${list}, lambda x: case when json_type(x) = 'ARRAY' and json_array_length(x) > 0 then json_extract(x, '$[*]') else [null::json] end))`
    const member = `json_extract(x, ${literal(`$."${segment.key}"`)})`
    const element = /^\d+$/.test(segment.key) ? `json_extract(x, '$[${segment.key}]')` : 'null::json'
    return `list_transform(${list}, lambda x: case json_type(x) when 'ARRAY' then ${element} when 'OBJECT' then ${member} end)`
  }, `[${document}]`)
  return `list_transform(${reached}, lambda x: case when json_type(x) <> 'NULL' then x end)`
}

export const number = (x: string): string => `case when json_type(${x}) in ('UBIGINT', 'BIGINT', 'DOUBLE') then cast(${x}->>'$' as double) end`
const text = (x: string): string => `case when json_type(${x}) = 'VARCHAR' then ${x}->>'$' end`

/** Milliseconds. */
function date(x: string): string {
  const day = `regexp_full_match(${text(x)}, '\\d{4}-\\d{2}-\\d{2}')`
  const moment = `regexp_full_match(${text(x)}, '\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?Z')`
  return `epoch_ms(case when ${day} then try_cast(${text(x)} || ' 00:00:00' as timestamp) when ${moment} then try_cast(${text(x)} as timestamp) end)`
}

/** Whether one of the candidates passes; `now` is what relative dates count from, in milliseconds. */
export const somePasses = (list: string, test: ValueTest, now: string): string =>
  `coalesce(list_bool_or(list_transform(${list}, lambda x: coalesce(${passes('x', test, now)}, false))), false)`

function passes(x: string, test: ValueTest, now: string): string {
  switch (test.kind) {
    case 'exists':
      return `${x} is ${test.value ? 'not ' : ''}null`
    case 'eq':
      return equals(x, test.value)
    case 'neq':
      return `${x} is not null and not ${equals(x, test.value)}`
    case 'in':
      return oneOf(x, test.values)
    case 'nin':
      return `${x} is not null and not ${oneOf(x, test.values)}`
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return `${typeof test.value === 'number' ? number(x) : text(x)} ${SIGNS[test.kind]} ${literal(test.value)}`
    case 'between':
      return `${number(x)} between ${test.from} and ${test.to}`
    case 'contains':
      return contains(x, test.value)
    case 'notContains':
      return `not ${contains(x, test.value)}`
    case 'startsWith':
      return `starts_with(${text(x)}, ${literal(test.value)})`
    case 'endsWith':
      return `ends_with(${text(x)}, ${literal(test.value)})`
    case 'matches':
      return `regexp_full_match(${text(x)}, ${literal(test.pattern)})`
    case 'before':
      return `${date(x)} < ${test.value}`
    case 'after':
      return `${date(x)} > ${test.value}`
    case 'withinLast':
      return `${date(x)} > ${now} - ${test.length} and ${date(x)} <= ${now}`
    case 'beforeLast':
      return `${date(x)} <= ${now} - ${test.length}`
    case 'withinNext':
      return `${date(x)} > ${now} and ${date(x)} <= ${now} + ${test.length}`
    case 'afterNext':
      return `${date(x)} > ${now} + ${test.length}`
  }
}

const SIGNS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

function equals(x: string, value: JsonScalar): string {
  const same =
    typeof value === 'number' ? number(x) : typeof value === 'string' ? text(x) : `case when json_type(${x}) = 'BOOLEAN' then ${x}->>'$' end`
  return `coalesce(${same} = ${literal(typeof value === 'boolean' ? String(value) : value)}, false)`
}

const oneOf = (x: string, values: readonly JsonScalar[]): string => `(${['false', ...values.map((value) => equals(x, value))].join(' or ')})`

/** NULL of what is neither a list nor, for a string, a string. */
function contains(x: string, part: JsonScalar): string {
  const element = `list_bool_or(list_transform(json_extract(${x}, '$[*]'), lambda y: ${equals('y', part)}))`
  const within = typeof part === 'string' ? `when 'VARCHAR' then contains(${text(x)}, ${literal(part)})` : ''
  return `case json_type(${x}) when 'ARRAY' then coalesce(${element}, false) ${within} end`
}

/** Whether one of the candidates compares so with one of the others. */
export function someCompares(list: string, { kind }: TraitComparison, others: string): string {
  const ordered = kind === 'gtTrait' ? '>' : '<'
  const compares =
    kind === 'eqTrait' ? `x::varchar = y::varchar` : `coalesce(${number('x')} ${ordered} ${number('y')}, ${text('x')} ${ordered} ${text('y')})`
  return `coalesce(list_bool_or(list_transform(${list}, lambda x: list_bool_or(list_transform(${others}, lambda y: coalesce(${compares}, false))))), false)`
}

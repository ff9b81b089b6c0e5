import { decayCell, decayStep } from '../decay.ts'
import type { MeasuredEvents, ValueMeasure } from '../rule.ts'
import { matchingEvents } from './event.ts'
import { eachValue } from './path.ts'
import type { Scope } from './scope.ts'
import { join, raw, type Sql, sql } from './sql.ts'

/** What is measured of each person or account, as rows (subject, value): a jsonb, or NULL for no value. Who has no row has `measuredOfNothing`. */
export function measuredSubjects(events: MeasuredEvents, scope: Scope): Sql {
  const { measure } = events
  switch (measure.kind) {
    case 'events':
      return perSubject(events, scope, { value: raw('to_jsonb(count(*))') })
    case 'utcDays':
      return perSubject(events, scope, { value: raw("to_jsonb(count(distinct (e.timestamp at time zone 'UTC')::date))") })
    case 'uniqueCount':
    case 'sum':
    case 'avg':
    case 'min':
    case 'max': {
      const { joins, value } = eachValue(raw('e.properties'), measure.path)
      return perSubject(events, scope, { joins, value: aggregate(measure.kind, value) })
    }
    case 'first':
    case 'last': {
      const { joins, value, order } = eachValue(raw('e.properties'), measure.path)
      const present = sql`${value} is not null and ${value} <> 'null'`
      const ordered = join(
        [raw('e.timestamp'), raw('e.message_id collate "C"'), ...order].map((one) => sql`${one} ${raw(measure.kind === 'last' ? 'desc' : 'asc')}`),
        ', ',
      )
      return perSubject(events, scope, { joins, value: sql`(array_agg(${value} order by ${ordered}) filter (where ${present}))[1]` })
    }
    case 'mode':
      return sql`select subject, (array_agg(value order by n desc, ${valueOrder(raw('value'))}))[1] as value
        from (${valueCounts(events, measure, scope)}) counts where n >= ${String(measure.minFrequency)}::numeric group by 1`
    case 'uniqueList':
      return sql`select subject, jsonb_agg(value order by ${valueOrder(raw('value'))}) as value from (${valueCounts(events, measure, scope)}) counts group by 1`
    case 'decay':
      return decayed(events, measure, scope)
  }
}

/** What is measured of who has no event that matches; never SQL's NULL for what is a count or a list. */
export function measuredOfNothing({ measure }: MeasuredEvents): Sql {
  switch (measure.kind) {
    case 'events':
    case 'utcDays':
    case 'uniqueCount':
    case 'decay':
      return raw("'0'::jsonb")
    case 'uniqueList':
      return raw("'[]'::jsonb")
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
    case 'first':
    case 'last':
    case 'mode':
      return raw('null::jsonb')
  }
}

/** What a list of values is ordered by: as `compareValues` orders them. */
function valueOrder(value: Sql): Sql {
  return sql`case when ${value} = 'false' then 0 when ${value} = 'true' then 1 else array_position(array['number', 'string', 'array', 'object'], jsonb_typeof(${value})) + 1 end,
    case jsonb_typeof(${value}) when 'number' then (${value})::numeric end,
    (case jsonb_typeof(${value}) when 'string' then ${value} #>> '{}' else canonical_json(${value}) end) collate "C"`
}

function perSubject(events: MeasuredEvents, scope: Scope, { joins = raw(''), value }: { readonly joins?: Sql; readonly value: Sql }): Sql {
  const { subject, from, where } = matchingEvents(events, scope)
  return sql`select ${subject} as subject, ${value} as value ${from}${joins} where ${where} group by 1`
}

/** Rows (subject, value, n). */
function valueCounts(events: MeasuredEvents, { path }: Extract<ValueMeasure, { kind: 'mode' | 'uniqueList' }>, scope: Scope): Sql {
  const { subject, from, where } = matchingEvents(events, scope)
  const { joins, value } = eachValue(raw('e.properties'), path)
  return sql`select ${subject} as subject, ${value} as value, count(*) as n ${from}${joins} where ${where} and ${value} <> 'null' group by 1, 2`
}

/** Beyond the largest double there is no value. */
const LARGEST = raw(`${Number.MAX_VALUE}::numeric`)

function aggregate(kind: 'uniqueCount' | 'sum' | 'avg' | 'min' | 'max', value: Sql): Sql {
  const number = sql`case jsonb_typeof(${value}) when 'number' then (${value})::numeric end`
  switch (kind) {
    case 'uniqueCount':
      return sql`to_jsonb(count(distinct nullif(${value}, 'null')))`
    case 'sum':
      return sql`case when abs(sum(${number})) <= ${LARGEST} then to_jsonb(sum(${number})) end`
    case 'avg':
      // A dividend with so many decimals makes a quotient with as many.
      return sql`to_jsonb(round((sum(${number}) + 0.${raw('0'.repeat(40))}) / nullif(count(${number}), 0), 20))`
    case 'min':
    case 'max':
      return sql`to_jsonb(${raw(kind)}(${number}))`
  }
}

/** The weight of an age of as many tenths of a half-life, times 10^10. */
const WEIGHTS = 'array[10000000000, 9330329915, 8705505633, 8122523964, 7578582833, 7071067812, 6597539554, 6155722067, 5743491775, 5358867313]'
/** Halved up to twenty times they are whole numbers of this. */
const UNIT = '0.0000000001 * 0.00000095367431640625'

function decayed(events: MeasuredEvents, { points, halfLife }: Extract<ValueMeasure, { kind: 'decay' }>, scope: Scope): Sql {
  if (halfLife === null) return perSubject(events, scope, { value: sql`to_jsonb(round(count(*) * ${String(points)}::numeric, 4))` })
  const step = decayStep(halfLife)
  const cell = sql`floor(extract(epoch from e.timestamp) * 1000 / ${String(step)}::numeric)`
  // Of a half-life of milliseconds an age may be more than an integer holds.
  const tenths = sql`least(floor((${String(decayCell(halfLife, scope.now))}::numeric - ${cell}) * ${String(step * 10)}::numeric / ${String(halfLife)}::numeric), 200)::integer`
  const weight = raw(`(${WEIGHTS})[tenths % 10 + 1]::numeric * (1 << (20 - tenths / 10))`)
  const { subject, from, where } = matchingEvents(events, scope)
  return sql`select subject, to_jsonb(round(sum(${weight}) * ${raw(UNIT)} * ${String(points)}::numeric, 4)) as value
    from (select ${subject} as subject, ${tenths} as tenths ${from} where ${where}) aged where tenths < 200 group by 1`
}

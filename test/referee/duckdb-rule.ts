import type { EventCondition, NumberTest, PropertyRule, Rule, Sequence, SequenceStep, Window } from '../../src/engine/rules/rule.ts'
import { candidates, literal, number, someCompares, somePasses } from './duckdb-values.ts'

/** Of whom a rule is asked: the row p<depth> of table p; the events of a person and of an account are told apart by their column. */
interface About {
  readonly entity: 'PROFILE' | 'ACCOUNT'
  readonly depth: number
  readonly now: number
  /** The rules of the audiences that it may refer to. */
  readonly audiences: ReadonlyMap<string, Rule>
}

/** The query of the ids for whom a rule holds. Every condition is asked of each of them by itself, as plainly as the guide says it. */
export function membersQuery(rule: Rule, about: Omit<About, 'depth'>): string {
  return `select p0.id from p p0 where p0.entity = '${about.entity}' and ${holds(rule, { ...about, depth: 0 })}`
}

function holds(rule: Rule, about: About): string {
  switch (rule.kind) {
    case 'all':
      return `(${['true', ...rule.of.map((one) => holds(one, about))].join(' and ')})`
    case 'any':
      return `(${['false', ...rule.of.map((one) => holds(one, about))].join(' or ')})`
    case 'not':
      return `(not ${holds(rule.rule, about)})`
    case 'trait': {
      const list = (path: typeof rule.path) => candidates(`p${about.depth}.traits`, path)
      return 'path' in rule.is ? someCompares(list(rule.path), rule.is, list(rule.is.path)) : somePasses(list(rule.path), rule.is, String(about.now))
    }
    case 'event':
      return measured(rule.condition, rule.is, about)
    case 'sequence':
      return happened(rule.sequence, about)
    case 'audience': {
      const other = about.audiences.get(rule.key)
      const member = other ? holds(other, about) : 'false'
      return rule.member ? member : `(not ${member})`
    }
    case 'identifier':
      return `(select ${compare('count(*)', rule.count)} from i where i.person = p${about.depth}.id and i.type = ${literal(rule.type)})`
    case 'related':
      return related(rule, about)
  }
}

function related({ quantifier, rule }: Extract<Rule, { kind: 'related' }>, about: About): string {
  const inner = { ...about, depth: about.depth + 1, entity: about.entity === 'PROFILE' ? 'ACCOUNT' : 'PROFILE' } as const
  const [own, other] = about.entity === 'PROFILE' ? ['person', 'account'] : ['account', 'person']
  const some = (condition: string) =>
    `exists (select 1 from m join p p${inner.depth} on p${inner.depth}.id = m.${other} where m.${own} = p${about.depth}.id and ${condition})`
  switch (quantifier) {
    case 'any':
      return some(holds(rule, inner))
    case 'all':
      return `(not ${some(`not ${holds(rule, inner)}`)})`
    case 'none':
      return `(not ${some(holds(rule, inner))})`
  }
}

const ofSubject = (e: string, { entity, depth }: About): string => `${e}.${entity === 'PROFILE' ? 'person' : 'account'} = p${depth}.id`

function inWindow(at: string, window: Window | null, now: number): string {
  switch (window?.kind) {
    case undefined:
      return `${at} <= ${now}`
    case 'last':
      return `${at} > ${now - window.length} and ${at} <= ${now}`
    case 'ago':
      return `${at} > ${now - window.from} and ${at} <= ${now - window.to}`
    case 'range':
      return `${at} > ${window.from ?? 'cast(-1e18 as bigint)'} and ${at} <= least(${now}, ${window.to ?? now})`
  }
}

function matches(e: string, rule: PropertyRule | null): string {
  switch (rule?.kind) {
    case undefined:
      return 'true'
    case 'all':
      return `(${['true', ...rule.of.map((one) => matches(e, one))].join(' and ')})`
    case 'any':
      return `(${['false', ...rule.of.map((one) => matches(e, one))].join(' or ')})`
    case 'not':
      return `(not ${matches(e, rule.rule)})`
    case 'property':
      return somePasses(candidates(`${e}.properties`, rule.path), rule.is, `${e}.ts`)
    case 'context':
      return somePasses(candidates(`${e}.context`, rule.path), rule.is, `${e}.ts`)
    case 'trait':
      return somePasses(candidates(`${e}.traits`, rule.path), rule.is, `${e}.ts`)
  }
}

/** So many of the smallest unit are 1: the numbers of the streams are whole in it, so that their sums are exact. */
const UNITS = 1e7

function measured({ name, type, where, window, measure }: EventCondition, test: NumberTest, about: About): string {
  const chosen = [name === null ? 'true' : `e.name = ${literal(name)}`, type === null ? 'true' : `e.type = ${literal(type)}`]
  const from = `from e where ${ofSubject('e', about)} and ${chosen.join(' and ')} and ${inWindow('e.ts', window, about.now)} and ${matches('e', where)}`
  const numbers = 'path' in measure ? `list_transform(${candidates('e.properties', measure.path)}, lambda x: ${number('x')})` : ''
  const units = `sum(list_sum(list_transform(${numbers}, lambda x: cast(round(x * ${UNITS}) as hugeint))))`
  const count = `sum(len(list_filter(${numbers}, lambda x: x is not null)))`
  const passes = () => {
    switch (measure.kind) {
      case 'events':
        return compare('count(*)', test)
      case 'utcDays':
        return compare('count(distinct floor(e.ts / 86400000))', test)
      case 'uniqueCount':
        return compare(
          `coalesce(len(list_distinct(flatten(list(list_transform(${candidates('e.properties', measure.path)}, lambda x: x::varchar))))), 0)`,
          test,
        )
      case 'sum':
        return compare(`coalesce(${units}, 0)`, test, (value) => exact(value))
      case 'avg':
        return compare(units, test, (value) => `${exact(value)} * ${count}`)
      case 'min':
      case 'max':
        return compare(`${measure.kind}(list_${measure.kind}(${numbers}))`, test)
    }
  }
  return `(select coalesce(${passes()}, false) ${from})`
}

const exact = (value: number): string => `cast(${literal(String(BigInt(Math.round(value * UNITS))))} as hugeint)`

const COMPARISONS = { eq: '=', neq: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

function compare(measure: string, test: NumberTest, bound: (value: number) => string = String): string {
  if (test.kind === 'between') return `(${measure}) between ${bound(test.from)} and ${bound(test.to)}`
  return `(${measure}) ${COMPARISONS[test.kind]} ${bound(test.value)}`
}

/** Steps within steps: there is an event that can be the first, after which there is one that can be the next, … */
function happened({ steps, window }: Sequence, about: About): string {
  const can = (e: string, step: SequenceStep) => `${ofSubject(e, about)} and ${e}.name = ${literal(step.event)} and ${matches(e, step.where)}`
  const isThatOne = (e: string, step: SequenceStep) =>
    step.occurrence === 'ANY'
      ? 'true'
      : `${e}.ts = (select ${step.occurrence === 'FIRST' ? 'min' : 'max'}(o.ts) from e o where ${can('o', step)} and o.ts <= ${about.now})`
  const none = (step: SequenceStep, from: string, to: string) => `not exists (select 1 from e n where ${can('n', step)} and n.ts > ${from} and ${to})`
  const done = steps.flatMap((step, i) => (step.did ? [i] : []))
  const stage = (k: number): string => {
    const [step, at, before] = [steps[done[k] ?? 0] as SequenceStep, `s${k}.ts`, `s${k - 1}.ts`]
    const behind = steps.slice((done[k] ?? 0) + 1, done[k + 1])
    const between = k === 0 ? [] : steps.slice((done[k - 1] ?? 0) + 1, done[k]).filter(({ within }) => within === null)
    const conditions = [
      ...[can(`s${k}`, step), inWindow(at, window, about.now), `${at} <= ${about.now}`, isThatOne(`s${k}`, step)],
      ...(k > 0 ? [`${at} > ${before}`] : []),
      ...(k > 0 && step.within !== null ? [`${at} <= ${before} + ${step.within}`] : []),
      ...between.map((one) => none(one, before, `n.ts < ${at}`)),
      ...behind.flatMap((one) =>
        one.within === null ? [] : [`${at} + ${one.within} <= ${about.now}`, none(one, at, `n.ts <= ${at} + ${one.within}`)],
      ),
      ...(k + 1 < done.length ? [stage(k + 1)] : behind.filter(({ within }) => within === null).map((one) => none(one, at, `n.ts <= ${about.now}`))),
    ]
    return `exists (select 1 from e s${k} where ${conditions.join(' and ')})`
  }
  return stage(0)
}

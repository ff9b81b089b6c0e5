import type { Millis } from '../../clock.ts'
import { windowAt } from '../leaf.ts'
import type { Sequence, SequenceStep } from '../rule.ts'
import { subjectOf, testProperties } from './event.ts'
import { duration, moment } from './moment.ts'
import type { Scope } from './scope.ts'
import { join, raw, type Sql, sql } from './sql.ts'

/**
 * To whom a sequence happened, as rows (subject). One row per person and moment with what it can be; then, stage by stage, whether a chain through
 * the steps so far ends at it: that needs only the latest moment before it at which the stage before was reached.
 */
export function sequenceSubjects(sequence: Sequence, scope: Scope): Sql {
  const done = sequence.steps.map((step, i) => ({ step, i })).filter(({ step }) => step.did)
  const stages = done.map(({ step, i }, n) => ({ step, i, n, behind: notDoneBehind(sequence, i) }))
  const reached = stages.reduce((source, stage) => reach(source, { stage, before: stages[stage.n - 1], now: scope.now }), facts(sequence, scope))
  const last = stages.at(-1)
  const unbroken = last ? last.behind.filter(({ step }) => step.within === null).map(({ i }) => raw(`next${i} is null`)) : []
  return sql`select distinct subject from (${reached}) reached where ${join([raw(`v${stages.length - 1}`), ...unbroken], ' and ')}`
}

interface Indexed {
  readonly step: SequenceStep
  readonly i: number
}
interface Stage extends Indexed {
  readonly n: number
  readonly behind: readonly Indexed[]
}

function notDoneBehind({ steps }: Sequence, i: number): readonly Indexed[] {
  const next = steps.findIndex((step, j) => j > i && step.did)
  return steps.map((step, j) => ({ step, i: j })).slice(i + 1, next < 0 ? undefined : next)
}

/** Per person and moment: which steps it can be; of steps that are not done, when they were seen last before and next after it. */
function facts({ steps, window }: Sequence, scope: Scope): Sql {
  const subject = subjectOf(scope)
  const { start, end } = windowAt(window, scope.now)
  const names = [...new Set(steps.map((step) => step.event))]
  // Which is the first of all is decided by all there are.
  const from =
    steps.some((step) => step.occurrence === 'FIRST') || start === Number.NEGATIVE_INFINITY ? raw('') : sql` and e.timestamp > ${moment(start)}`
  const each = (make: (step: SequenceStep, i: number) => readonly Sql[]) => steps.flatMap(make).map((column) => sql`, ${column}`)
  const matches = each((step, i) => [
    sql`bool_or(e.name = ${step.event}::text${step.where ? sql` and ${testProperties(step.where)}` : raw('')}) as s${raw(String(i))}`,
  ])
  const around = each((step, i) => (step.did ? occurrences(step, i) : [seenBefore(i), seenAfter(i)]))
  const inWindow = [...(start === Number.NEGATIVE_INFINITY ? [] : [sql`at > ${moment(start)}`]), sql`at <= ${moment(end)}`]
  return sql`select subject, at, (${join(inWindow, ' and ')}) as inside${join(
    steps.map((_, i) => raw(`, s${i}`)),
    '',
  )}${join(around, '')} from (
    select ${subject.id} as subject, e.timestamp as at${join(matches, '')} from events e${subject.joins}
    where e.workspace_id = ${scope.workspaceId}::uuid and ${subject.where} and e.name = any(${names}::text[]) and e.timestamp <= ${moment(scope.now)}${from}
    group by 1, 2) moments window earlier as (partition by subject order by at rows between unbounded preceding and 1 preceding),
    later as (partition by subject order by at rows between 1 following and unbounded following), whole as (partition by subject)`
}

const seenBefore = (i: number): Sql => raw(`max(at) filter (where s${i}) over earlier as last${i}`)
const seenAfter = (i: number): Sql => raw(`min(at) filter (where s${i}) over later as next${i}`)

function occurrences({ occurrence }: SequenceStep, i: number): readonly Sql[] {
  switch (occurrence) {
    case 'ANY':
      return []
    case 'FIRST':
      return [raw(`min(at) filter (where s${i}) over whole as only${i}`)]
    case 'LAST':
      return [raw(`max(at) filter (where s${i}) over whole as only${i}`)]
  }
}

/** Adds the column v (n): whether a chain through the stages up to this one ends at the moment. */
function reach(source: Sql, { stage, before, now }: { readonly stage: Stage; readonly before: Stage | undefined; readonly now: Millis }): Sql {
  const { step, i, n, behind } = stage
  const previous = before
    ? sql`select *, max(at) filter (where v${raw(String(before.n))}) over (partition by subject order by at rows between unbounded preceding and 1 preceding) as p${raw(String(n))} from (${source}) stage`
    : source
  const conditions = [
    raw(`s${i} and inside`),
    ...(step.occurrence === 'ANY' ? [] : [raw(`at = only${i}`)]),
    ...(before ? [raw(`p${n} is not null`)] : []),
    ...(step.within === null ? [] : [sql`at <= p${raw(String(n))} + ${duration(step.within)}`]),
    ...(before?.behind ?? []).filter((one) => one.step.within === null).map((one) => raw(`coalesce(last${one.i} <= p${n}, true)`)),
    ...behind.flatMap((one) => (one.step.within === null ? [] : [notWithin(one.i, one.step.within, now)])),
  ]
  return sql`select *, coalesce(${join(conditions, ' and ')}, false) as v${raw(String(n))} from (${previous}) previous`
}

/** The time must be over, too. */
function notWithin(i: number, within: Millis, now: Millis): Sql {
  const length = duration(within)
  return sql`at + ${length} <= ${moment(now)} and coalesce(next${raw(String(i))} > at + ${length}, true)`
}

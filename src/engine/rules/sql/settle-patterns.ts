import type { Queryable } from '../../../db/db.ts'
import { LimitReachedError } from '../../errors.ts'
import { otherEntity } from '../conditions.ts'
import { matchesPattern } from '../pattern.ts'
import type { EventCondition, Path, PropertyRule, Rule, SequenceStep, ValueTest } from '../rule.ts'
import { eachValue } from './path.ts'
import type { Scope } from './scope.ts'
import { raw, render, type Sql, sql } from './sql.ts'

const MOST_VALUES = 10_000

/** A rule and the audiences it refers to, in which each pattern has become the list of those strings that match it, among all that are there: Postgres has no RE2. */
export async function settlePatterns(db: Queryable, rule: Rule, scope: Scope): Promise<{ readonly rule: Rule; readonly scope: Scope }> {
  const audiences = new Map<string, Rule>()
  for (const [key, one] of scope.audiences) audiences.set(key, await settleRule(one, { db, scope }))
  return { rule: await settleRule(rule, { db, scope }), scope: { ...scope, audiences } }
}

interface Context {
  readonly db: Queryable
  readonly scope: Scope
}

async function settleRule(rule: Rule, context: Context): Promise<Rule> {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return { kind: rule.kind, of: await eachInTurn(rule.of, (one) => settleRule(one, context)) }
    case 'not':
      return { kind: 'not', rule: await settleRule(rule.rule, context) }
    case 'trait':
      return rule.is.kind === 'matches' ? { ...rule, is: await settle(rule.is, profileValues(rule.path, context.scope), context.db) } : rule
    case 'event':
      return { ...rule, condition: await settleWhere(rule.condition, eventsOf(rule.condition), context) }
    case 'sequence': {
      const steps = await eachInTurn(rule.sequence.steps, (step) => settleWhere(step, named(step), context))
      return { ...rule, sequence: { ...rule.sequence, steps } }
    }
    case 'related': {
      const scope = { ...context.scope, entity: otherEntity(context.scope.entity) }
      return { ...rule, rule: await settleRule(rule.rule, { ...context, scope }) }
    }
    case 'audience':
    case 'identifier':
      return rule
  }
}

const named = ({ event }: SequenceStep): Sql => sql`e.name = ${event}::text`

function eventsOf({ name, type }: EventCondition): Sql {
  const ofType = type === null ? raw('true') : sql`e.type = ${type}::event_type`
  return name === null ? ofType : sql`e.name = ${name}::text and ${ofType}`
}

async function settleWhere<Of extends { readonly where: PropertyRule | null }>(of: Of, events: Sql, context: Context): Promise<Of> {
  return of.where ? { ...of, where: await settleProperties(of.where, events, context) } : of
}

async function settleProperties(rule: PropertyRule, events: Sql, context: Context): Promise<PropertyRule> {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return { kind: rule.kind, of: await eachInTurn(rule.of, (one) => settleProperties(one, events, context)) }
    case 'not':
      return { kind: 'not', rule: await settleProperties(rule.rule, events, context) }
    case 'property':
    case 'context':
    case 'trait': {
      if (rule.is.kind !== 'matches') return rule
      const { joins, value } = eachValue(raw(COLUMN[rule.kind]), rule.path)
      const values = sql`select ${value} as value from events e${joins} where e.workspace_id = ${context.scope.workspaceId}::uuid and ${events}`
      return { ...rule, is: await settle(rule.is, values, context.db) }
    }
  }
}

const COLUMN = { property: 'e.properties', context: 'e.context', trait: 'e.traits' } as const

function profileValues(path: Path, { workspaceId, entity }: Scope): Sql {
  const { joins, value } = eachValue(raw('p.traits'), path)
  return sql`select ${value} as value from profiles p${joins} where p.workspace_id = ${workspaceId}::uuid and p.entity = ${entity}::entity`
}

async function settle(test: Extract<ValueTest, { kind: 'matches' }>, candidates: Sql, db: Queryable): Promise<ValueTest> {
  const { text, values } = render(
    sql`select distinct value #>> '{}' as text from (${candidates}) candidate where jsonb_typeof(value) = 'string' limit ${MOST_VALUES + 1}::integer`,
  )
  const { rows } = await db.query<{ text: string }>(text, values)
  if (rows.length > MOST_VALUES)
    throw new LimitReachedError(`The pattern ${JSON.stringify(test.pattern)} would have to be tried on more than ${MOST_VALUES} different values.`, [
      'definition',
    ])
  return { kind: 'in', values: rows.map((row) => row.text).filter((one) => matchesPattern(test, one)) }
}

/** One connection answers one question at a time. */
async function eachInTurn<T, U>(items: readonly T[], work: (item: T) => Promise<U>): Promise<readonly U[]> {
  const done: U[] = []
  for (const item of items) done.push(await work(item))
  return done
}

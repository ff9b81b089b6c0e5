import { otherEntity, type RelatedRule } from '../conditions.ts'
import type { EventCondition, Rule, Sequence } from '../rule.ts'
import { measureEvents, testMeasure } from './event.ts'
import { moment } from './moment.ts'
import { testNumber } from './number.ts'
import { someValue } from './path.ts'
import type { Scope } from './scope.ts'
import { sequenceSubjects } from './sequence.ts'
import { type Bound, join, raw, render, type Sql, sql } from './sql.ts'
import { testComparison, testValue } from './value.ts'

/** The statement that answers the rule for each profile, as rows (id, member); member is never NULL. */
export function compileAnswers(rule: Rule, scope: Scope): { readonly text: string; readonly values: Bound[] } {
  const compilation = compile(rule, scope)
  return render(sql`${compilation.with} select p.id, ${compilation.member} as member ${compilation.from}`)
}

/** The statement that reads the ids of the profiles for which the rule holds, as rows (id). It reads events and traits only, no state of the engine. */
export function compileMembers(rule: Rule, scope: Scope): { readonly text: string; readonly values: Bound[] } {
  return render(membersSql(rule, scope))
}

/** The same as a fragment, for use within another statement, which may want more columns of `profiles p`. */
export function membersSql(rule: Rule, scope: Scope, columns: Sql = raw('p.id')): Sql {
  const compilation = compile(rule, scope)
  return sql`${compilation.with} select ${columns} ${compilation.from} and ${compilation.member}`
}

interface Compilation {
  readonly scope: Scope
  /** What is measured once per profile before the rule is asked, by what it measures. */
  readonly tables: Map<string, { readonly name: Sql; readonly query: Sql }>
  /** The audiences referred to, each behind those that it refers to itself. */
  readonly audiences: Map<string, { readonly name: Sql; readonly member: Sql }>
  /** The audiences that are being compiled. */
  readonly open: Set<string>
}

function compile(rule: Rule, scope: Scope) {
  const compilation: Compilation = { scope, tables: new Map(), audiences: new Map(), open: new Set() }
  const member = compileRule(rule, compilation)
  const tables = [...compilation.tables.values()]
  // Materialized, so that no plan computes them once per profile.
  const ctes = tables.map(({ name, query }) => sql`${name} as materialized (${query})`)
  const joins = tables.map(({ name }) => sql`left join ${name} on ${name}.subject = p.id`)
  // `offset 0` keeps an audience computed once per profile instead of copied into each of its uses.
  const audiences = [...compilation.audiences.values()].map(
    ({ name, member }) => sql`cross join lateral (select ${member} as member offset 0) ${name}`,
  )
  const ids = scope.profileIds ? sql`and p.id = any(${scope.profileIds}::uuid[])` : raw('')
  return {
    with: tables.length > 0 ? sql`with ${join(ctes, ', ')}` : raw(''),
    member,
    // A loser's row waits for its root to take it over; the person is the root.
    from: sql`from profiles p ${join([...joins, ...audiences], ' ')}
      where p.workspace_id = ${scope.workspaceId}::uuid and p.entity = ${scope.entity}::entity and p.deleted_at is null ${ids}
      and not exists (select from profile_aliases a where a.workspace_id = p.workspace_id and a.loser_id = p.id)`,
  }
}

/** A boolean over a row p of profiles and the tables of the compilation. Never NULL, so that `not` is plain negation. */
function compileRule(rule: Rule, compilation: Compilation): Sql {
  switch (rule.kind) {
    case 'all':
      return sql`(${join([raw('true'), ...rule.of.map((one) => compileRule(one, compilation))], ' and ')})`
    case 'any':
      return sql`(${join([raw('false'), ...rule.of.map((one) => compileRule(one, compilation))], ' or ')})`
    case 'not':
      return sql`(not ${compileRule(rule.rule, compilation)})`
    case 'trait':
      return compileTrait(rule, compilation)
    case 'sequence':
      return sql`(${sequenceTable(rule.sequence, compilation)}.subject is not null)`
    case 'event':
      return testMeasure(rule.condition.measure, eventTable(rule.condition, compilation), rule.is)
    case 'identifier':
      return testNumber(sql`coalesce(${identifierTable(rule.type, compilation)}.m, 0)::numeric`, rule.count)
    case 'audience': {
      const member = compileAudience(rule.key, compilation)
      return rule.member ? member : sql`(not ${member})`
    }
    case 'related':
      return testRelated(rule.quantifier, relatedTable(rule.rule, compilation))
  }
}

function compileTrait({ path, is }: Extract<Rule, { kind: 'trait' }>, { scope }: Compilation): Sql {
  const traits = raw('p.traits')
  switch (is.kind) {
    case 'eqTrait':
    case 'gtTrait':
    case 'ltTrait':
      return someValue(traits, path, (value) => someValue(traits, is.path, (other) => testComparison(value, is, other), path.length))
    default:
      return someValue(traits, path, (value) => testValue(value, is, moment(scope.now)))
  }
}

/** Rows (subject, m, n): how many are related to it, and for how many of them the rule holds. */
function relatedTable(rule: Rule, compilation: Compilation): Sql {
  const { scope } = compilation
  const { profileIds: _all, ...related } = { ...scope, entity: otherEntity(scope.entity) }
  const [own, other] = scope.entity === 'PROFILE' ? (['profile_id', 'account_id'] as const) : (['account_id', 'profile_id'] as const)
  const root = (column: string) =>
    raw(`coalesce((select root_id from profile_aliases where workspace_id = l.workspace_id and loser_id = l.${column}), l.${column})`)
  return table(
    compilation,
    JSON.stringify({ related: rule }),
    () => sql`select link.subject, count(*) as m, count(holding.id) as n
      from (select distinct ${root(own)} as subject, ${root(other)} as other from account_members l where l.workspace_id = ${scope.workspaceId}::uuid) link
      left join (${membersSql(rule, related)}) holding on holding.id = link.other group by 1`,
  )
}

function testRelated(quantifier: RelatedRule['quantifier'], row: Sql): Sql {
  switch (quantifier) {
    case 'any':
      return sql`(coalesce(${row}.n, 0) > 0)`
    case 'none':
      return sql`(coalesce(${row}.n, 0) = 0)`
    case 'all':
      return sql`(coalesce(${row}.n = ${row}.m, true))`
  }
}

function sequenceTable(sequence: Sequence, compilation: Compilation): Sql {
  return table(compilation, JSON.stringify(sequence), () => sequenceSubjects(sequence, compilation.scope))
}

function eventTable(condition: EventCondition, compilation: Compilation): Sql {
  return table(compilation, JSON.stringify(condition), () => measureEvents(condition, compilation.scope))
}

function identifierTable(type: string, compilation: Compilation): Sql {
  const { workspaceId, profileIds } = compilation.scope
  const ids = profileIds ? sql` and profile_id = any(${profileIds}::uuid[])` : raw('')
  return table(
    compilation,
    JSON.stringify({ type }),
    () =>
      sql`select profile_id as subject, count(*) as m from identifiers where workspace_id = ${workspaceId}::uuid and type = ${type}::text${ids} group by 1`,
  )
}

/** The stored members of an audience, under their roots. */
function memberTable(audienceId: string, compilation: Compilation): Sql {
  const workspaceId = sql`${compilation.scope.workspaceId}::uuid`
  return table(
    compilation,
    JSON.stringify({ audienceId }),
    () =>
      sql`select distinct coalesce(a.root_id, m.profile_id) as subject from audience_members m
        left join profile_aliases a on a.workspace_id = ${workspaceId} and a.loser_id = m.profile_id
        where m.workspace_id = ${workspaceId} and m.audience_id = ${audienceId}::uuid`,
  )
}

function table({ tables }: Compilation, key: string, query: () => Sql): Sql {
  const known = tables.get(key)
  if (known) return known.name
  const name = raw(`t${tables.size}`)
  tables.set(key, { name, query: query() })
  return name
}

function compileAudience(key: string, compilation: Compilation): Sql {
  const { audiences, open, scope } = compilation
  const frozen = scope.frozen?.get(key)
  if (frozen !== undefined) return sql`(${memberTable(frozen, compilation)}.subject is not null)`
  const rule = scope.audiences.get(key)
  if (!rule) return raw('false')
  if (open.has(key)) throw new Error(`Audience ${key} refers to itself.`)
  const known = audiences.get(key)
  if (known) return sql`${known.name}.member`
  open.add(key)
  const member = compileRule(rule, compilation)
  open.delete(key)
  const name = raw(`a${audiences.size}`)
  audiences.set(key, { name, member })
  return sql`${name}.member`
}

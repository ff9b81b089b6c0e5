import { expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import type { Entity } from '../../src/engine/audiences/definitions.ts'
import type { Json, JsonObject } from '../../src/engine/json.ts'
import { readTraitAsOf } from '../../src/engine/profiles/trait-of.ts'
import type { MeasuredEvents } from '../../src/engine/rules/rule.ts'
import { measuredOfNothing, measuredSubjects } from '../../src/engine/rules/sql/measured.ts'
import { compileMembers } from '../../src/engine/rules/sql/rule.ts'
import type { Scope } from '../../src/engine/rules/sql/scope.ts'
import { settlePatterns } from '../../src/engine/rules/sql/settle-patterns.ts'
import { render, sql } from '../../src/engine/rules/sql/sql.ts'
import { parseTraitDefinition } from '../../src/engine/traits/parse-trait-definition.ts'
import type { ScoreDefinition } from '../../src/engine/traits/trait-definition.ts'
import type { World } from './run-scenario.ts'
import { FORMULAS } from './trait-generator.ts'

export interface KeptTrait {
  readonly definition: JsonObject
  readonly entity: Entity
}

type Values = ReadonlyMap<string, Json>

/**
 * Compares a computed trait of every profile with what SQL makes of the events, of the members of audiences, and of the other traits, each of which is
 * compared itself.
 */
export async function compareComputed(db: Db, { key, definition }: KeptTrait & { readonly key: string }, scope: Scope): Promise<void> {
  const { rows } = await db.pool.query<{ id: string; value: Json | null; latest: Json | null }>(
    `select p.id, p.traits -> $3 as value, (
       select v.value from computed_values v join computed_traits t on t.number = v.number and t.key = $3 and t.deleted_at is null
       where v.profile_id = p.id order by v.at desc limit 1
     ) as latest from profiles p where p.workspace_id = $1 and p.entity = $2::entity order by id`,
    [scope.workspaceId, scope.entity, key],
  )
  const referee = await valuesBySql(db, definition, scope)
  const expected = rows.map(({ id }) => [id, referee(id)])
  expect({ key, definition, held: rows.map(({ id, value }) => [id, value]) }).toEqual({ key, definition, held: expected })
  // What stands in the history last is what is.
  expect({ key, definition, latest: rows.map(({ id, latest }) => [id, latest]) }).toEqual({ key, definition, latest: expected })
}

async function valuesBySql(db: Db, input: JsonObject, scope: Scope): Promise<(id: string) => Json> {
  const definition = parseTraitDefinition(input)
  switch (definition.kind) {
    case 'measure': {
      const { values, nothing } = await measured(db, definition.events, scope)
      return (id) => values.get(id) ?? nothing
    }
    case 'score':
      return scored(db, definition, scope)
    case 'formula': {
      const values = await calculated(db, String(input['formula']), scope)
      return (id) => values.get(id) ?? null
    }
  }
}

async function measured(db: Db, events: MeasuredEvents, scope: Scope): Promise<{ readonly values: Values; readonly nothing: Json }> {
  // A pattern is only understood as part of a rule.
  const rule = { kind: 'event' as const, condition: { ...events, measure: { kind: 'events' as const } }, is: { kind: 'gte' as const, value: 1 } }
  const settled = await settlePatterns(db.pool, rule, scope)
  if (settled.rule.kind !== 'event') throw new Error('A rule about events stays one.')
  const selected = { ...settled.rule.condition, measure: events.measure }
  const { text, values } = render(sql`select subject as id, value from (${measuredSubjects(selected, scope)}) measured
    union all select null, ${measuredOfNothing(selected)}`)
  const { rows } = await db.pool.query<{ id: string | null; value: Json | null }>(text, values)
  const found = rows.flatMap(({ id, value }): [string, Json][] => (id === null || value === null ? [] : [[id, value]]))
  return { values: new Map(found), nothing: rows.find(({ id }) => id === null)?.value ?? null }
}

async function scored(db: Db, { rules, events, min, max }: ScoreDefinition, scope: Scope): Promise<(id: string) => Json> {
  const ruled: { members: ReadonlySet<string>; points: number }[] = []
  for (const { rule, points } of rules) {
    const settled = await settlePatterns(db.pool, rule, scope)
    const { text, values } = compileMembers(settled.rule, settled.scope)
    const { rows } = await db.pool.query<{ id: string }>(text, values)
    ruled.push({ members: new Set(rows.map(({ id }) => id)), points })
  }
  const decayed: Awaited<ReturnType<typeof measured>>[] = []
  for (const one of events) decayed.push(await measured(db, one, scope))
  return (id) => {
    const points = [
      ...ruled.map((one) => (one.members.has(id) ? one.points : 0)),
      ...decayed.map(({ values, nothing }) => Number(values.get(id) ?? nothing)),
    ]
    // All have at most four decimals.
    const sum = Number(points.reduce((a, b) => a + b, 0).toFixed(4)) + 0
    return Math.min(Math.max(sum, min ?? sum), max ?? Number.MAX_VALUE)
  }
}

async function calculated(db: Db, text: string, scope: Scope): Promise<Values> {
  const number = (name: string) => `case jsonb_typeof(p.traits -> '${name}') when 'number' then (p.traits ->> '${name}')::float8 end as ${name}`
  const { rows } = await db.pool.query<{ id: string; value: number | null }>(
    `select x.id, ${FORMULAS[text]} as value from (
       select p.id, ${['t0', 't1', 't2', 'score', 'plan'].map(number).join(', ')} from profiles p where p.workspace_id = $1 and p.entity = $2::entity offset 0
     ) x`,
    [scope.workspaceId, scope.entity],
  )
  return new Map(rows.flatMap(({ id, value }) => (value === null ? [] : [[id, value + 0]])))
}

interface Noted {
  readonly id: string
  readonly at: number
  readonly name: string
  readonly value: Json
}

/** What computed traits were at quiet moments, to be found again later. */
export class TraitHistory {
  readonly #db: Db
  readonly #noted = new Map<string, Noted>()

  constructor(db: Db) {
    this.#db = db
  }

  async note({ workspace, traits, now }: World): Promise<void> {
    const { rows } = await this.#db.pool.query<{ id: string; traits: JsonObject }>(
      `select id, traits from profiles where workspace_id = $1 and entity = 'PROFILE'`,
      [workspace.id],
    )
    // What one moment ends with counts; a profile may have been merged away meanwhile.
    for (const [key, { at }] of this.#noted) if (at === now) this.#noted.delete(key)
    const names = [...traits].flatMap(([key, { entity }]) => (entity === 'PROFILE' ? [key] : []))
    for (const { id, traits: held } of rows)
      for (const name of names) this.#noted.set(`${id} ${name} ${now}`, { id, at: now, name, value: held[name] ?? null })
  }

  /** The history of a trait goes when the trait does. */
  forget(name: string): void {
    for (const [key, noted] of this.#noted) if (noted.name === name) this.#noted.delete(key)
  }

  async compare({ workspace }: World): Promise<void> {
    for (const { id, at, name, value } of this.#noted.values()) {
      const found = await readTraitAsOf(this.#db.pool, workspace.id, { ids: [id], name, at: new Date(at) })
      expect({ id, at, name, value: found?.value ?? null }).toEqual({ id, at, name, value })
    }
  }
}

import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import type { Json } from '../../src/engine/json.ts'
import { parseRule } from '../../src/engine/rules/parse-rule.ts'
import { compileAnswers, compileMembers } from '../../src/engine/rules/sql/rule.ts'
import type { Scope } from '../../src/engine/rules/sql/scope.ts'
import { settlePatterns } from '../../src/engine/rules/sql/settle-patterns.ts'

export const WORKSPACE = '00000000-0000-7000-8000-00000000000a'
export const NOW = Date.parse('2026-03-15T12:00:00.000Z')

/** A readable id: person(1) is always the same. */
export const person = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

interface ProfileRow {
  readonly id: string
  readonly workspaceId?: string
  readonly entity?: 'PROFILE' | 'ACCOUNT'
  /** As text, so that 1.0 stays 1.0. */
  readonly traits?: string
}

export async function insertProfiles(db: Db, profiles: readonly ProfileRow[]): Promise<void> {
  const rows = profiles.map((row) => ({ workspaceId: WORKSPACE, entity: 'PROFILE', ...row, traits: row.traits ?? '{}' }))
  await db.pool.query(
    `insert into profiles (workspace_id, id, entity, traits, created_at, updated_at, evaluated_at)
     select "workspaceId", id, entity, traits::jsonb, engine_now(), engine_now(), engine_now()
     from jsonb_to_recordset($1) as r ("workspaceId" uuid, id uuid, entity entity, traits text)`,
    [JSON.stringify(rows)],
  )
}

interface EventRow {
  readonly profileId?: string | null
  readonly accountId?: string
  readonly workspaceId?: string
  readonly type?: string
  readonly name?: string
  /** Milliseconds; default: NOW. */
  readonly at?: number
  readonly messageId?: string
  /** As text, so that 1.0 stays 1.0. */
  readonly properties?: string
  readonly context?: Json
  readonly traits?: Json
}

export async function insertEvents(db: Db, events: readonly EventRow[]): Promise<void> {
  const rows = events.map((row) => ({
    id: randomUUID(),
    workspaceId: WORKSPACE,
    type: 'TRACK',
    name: 'Order Completed',
    properties: '{}',
    context: {},
    traits: null,
    ...row,
    at: new Date(row.at ?? NOW).toISOString(),
  }))
  await db.pool.query(
    `insert into events (workspace_id, id, profile_id, profile_seq, account_id, type, name, timestamp, received_at, source_id, message_id,
       identifiers, properties, context, traits, schema_version)
     select "workspaceId", id, "profileId", 1, "accountId", type, name, at, at, id, coalesce("messageId", id::text), '{}', properties::jsonb, context, nullif(traits, 'null'), 1
     from jsonb_to_recordset($1) as r ("workspaceId" uuid, id uuid, "profileId" uuid, "accountId" uuid, type event_type, name text, at timestamptz,
       "messageId" text, properties text, context jsonb, traits jsonb)`,
    [JSON.stringify(rows)],
  )
}

export async function insertAlias(db: Db, loser: string, root: string): Promise<void> {
  await db.pool.query('insert into profile_aliases (workspace_id, loser_id, root_id) values ($1, $2, $3)', [WORKSPACE, loser, root])
}

export async function insertMembers(db: Db, members: readonly (readonly [accountId: string, profileId: string])[]): Promise<void> {
  await db.pool.query(
    `insert into account_members (workspace_id, account_id, profile_id, first_at, last_at)
     select $1, account_id, profile_id, engine_now(), engine_now() from unnest($2::uuid[], $3::uuid[]) as m (account_id, profile_id)`,
    [WORKSPACE, members.map(([account]) => account), members.map(([, profile]) => profile)],
  )
}

/** The ids of those for whom a rule holds, after making sure that it has an answer for everybody. */
export async function membersOf(db: Db, input: unknown, options: Partial<Scope> = {}): Promise<string[]> {
  const about: Scope = { workspaceId: WORKSPACE, entity: 'PROFILE', now: NOW, audiences: new Map(), ...options }
  const { rule, scope } = await settlePatterns(db.pool, parseRule(input), about)
  const answers = compileAnswers(rule, scope)
  const { rows } = await db.pool.query<{ id: string; member: boolean | null }>(answers.text, answers.values)
  expect(rows.filter((row) => row.member === null)).toEqual([])
  const members = compileMembers(rule, scope)
  const ids = (await db.pool.query<{ id: string }>(members.text, members.values)).rows.map((row) => row.id).sort()
  expect(ids).toEqual(rows.flatMap((row) => (row.member ? [row.id] : [])).sort())
  return ids
}

import type pg from 'pg'
import { type Db, type Queryable, transaction } from '../../db/db.ts'
import type { Prisma } from '../../db/generated/client.ts'
import { engineNow } from '../clock.ts'
import { DomainError, NotFoundError, ValidationError } from '../errors.ts'
import { uuidv7 } from '../id.ts'
import { audienceReferences } from '../rules/conditions.ts'
import { InvalidRuleError } from '../rules/invalid-rule.ts'
import { parseRule } from '../rules/parse-rule.ts'
import type { Rule } from '../rules/rule.ts'
import { changeSettings } from '../settings.ts'
import { type Consumer, readConsumers } from './consumers.ts'
import type { Entity } from './definitions.ts'
import { refuseRuleCycle } from './dependencies.ts'
import { applyEdit, changeRule, dropEdit, type Editable } from './edit.ts'
import { type Place, placeOf } from './place.ts'
import { dropUnusedRelations, prepareRule } from './prepare-rule.ts'

export class KeyTakenError extends DomainError {
  readonly code = 'KEY_TAKEN'
  readonly existingId: string
  readonly of: 'audience' | 'trait'

  constructor(key: string, existingId: string, of: 'audience' | 'trait' = 'audience') {
    super(`There is ${of === 'audience' ? 'an audience' : 'a computed trait'} with the key "${key}" already.`, ['key'])
    this.existingId = existingId
    this.of = of
  }
}

/** Something else depends on it. */
export class InUseError extends DomainError {
  readonly code = 'IN_USE'
  readonly by: readonly Consumer[]

  /** `what` as it is called in a message. */
  constructor(what: string, by: readonly Consumer[]) {
    const users = by.map(({ kind, name }) => `${kind.toLowerCase().replace('_', ' ')} "${name}"`)
    super(`${what} is used by ${users.join(', ')}: let go of it there first.`, ['id'])
    this.by = by
  }
}

export interface NewAudience extends Partial<Place> {
  readonly workspaceId: string
  readonly key: string
  readonly name: string
  readonly description: string | null
  readonly entity: Entity
  /** RuleInput as JSON. */
  readonly rule: unknown
  readonly enabled: boolean
  readonly notifyExisting: boolean
}

/** Saves an audience; it is computed over what there is already while events keep coming. Answers its id. */
export async function createAudience(db: Db, audience: NewAudience): Promise<string> {
  requireKey(audience.key)
  requireName(audience.name)
  const place = placeOf(audience)
  const rule = parseRule(audience.rule)
  return transaction(db.pool, async (client) => {
    await changeSettings(client, audience.workspaceId)
    await requireReferences(client, audience, rule)
    const now = await engineNow(client)
    await prepareRule(client, { ...audience, now }, rule)
    return insertAudience(client, { ...audience, ...place, now })
  })
}

/**
 * Renames an audience, gives it another rule, or switches it off and on. Another rule is in force once it is computed. While the audience is off its
 * membership stands still; switched on, it is computed anew.
 */
export async function updateAudience(
  db: Db,
  change: {
    readonly workspaceId: string
    readonly id: string
    readonly name?: string | undefined
    readonly description?: string | null | undefined
    readonly enabled?: boolean | undefined
    readonly labels?: readonly string[] | undefined
    readonly folder?: string | null | undefined
    /** RuleInput as JSON. */
    readonly rule?: unknown
  },
): Promise<void> {
  if (change.name !== undefined) requireName(change.name)
  const { labels, folder } = placeOf(change)
  const rule = change.rule === undefined ? undefined : parseRule(change.rule)
  await transaction(db.pool, async (client) => {
    await changeSettings(client, change.workspaceId)
    const now = await engineNow(client)
    const audience = await findEditable(client, change)
    if (rule) {
      await requireReferences(client, audience, rule)
      await refuseRuleCycle(client, audience, rule)
      await prepareRule(client, { ...audience, now }, rule)
      await changeRule(client, audience, { input: change.rule, now })
    }
    if (change.enabled === false) await applyEdit(client, audience)
    if (rule) await dropUnusedRelations(client, audience.workspaceId)
    await client.query(
      `update audiences set name = coalesce($3, name), description = case when $4 then $5 else description end, updated_at = to_timestamp($7 / 1000.0),
         enabled = coalesce($6, enabled), labels = coalesce($8, labels), folder = case when $9 then $10 else folder end,
         status = case when $6 and not enabled then 'COMPUTING' when not $6 and enabled then 'DISABLED' else status end,
         backfill_cursor = case when $6 and not enabled then null else backfill_cursor end,
         backfill_done = case when $6 and not enabled then 0 else backfill_done end
       where workspace_id = $1 and id = $2 and deleted_at is null`,
      [
        ...[change.workspaceId, change.id, change.name ?? null, change.description !== undefined, change.description ?? null],
        ...[change.enabled ?? null, now, labels ?? null, folder !== undefined, folder ?? null],
      ],
    )
  })
}

async function findEditable(client: Queryable, { workspaceId, id }: { readonly workspaceId: string; readonly id: string }): Promise<Editable> {
  const { rows } = await client.query<Editable>(
    `select id, workspace_id as "workspaceId", key, entity, rule, status from audiences where workspace_id = $1 and id = $2 and deleted_at is null`,
    [workspaceId, id],
  )
  if (!rows[0]) throw new NotFoundError('There is no such audience.', ['id'])
  return rows[0]
}

/** Deletes an audience for everybody at once; its members are cleared away afterwards. The key may be used again. */
export async function deleteAudience(db: Db, target: { readonly workspaceId: string; readonly id: string }): Promise<void> {
  await transaction(db.pool, async (client) => {
    await changeSettings(client, target.workspaceId)
    const audience = await findEditable(client, target)
    const users = (await readConsumers(client, target.workspaceId, [audience.key]))[0] ?? []
    if (users.length > 0) throw new InUseError(`The audience "${audience.key}"`, users)
    await dropEdit(client, audience)
    await client.query('update audiences set deleted_at = engine_now() where id = $1', [target.id])
    await dropUnusedRelations(client, target.workspaceId)
  })
}

export function requireKey(key: string): void {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(key))
    throw new ValidationError('A key begins with a letter a-z and goes on with up to 62 of a-z, 0-9 and _.', ['key'])
}

export function requireName(name: string): void {
  if (name.trim() === '' || name.length > 255) throw new ValidationError('A name has 1 to 255 characters.', ['name'])
}

/** Throws unless every audience that a rule refers to exists and is about the right kind of entity. */
export async function requireReferences(db: Queryable, audience: Pick<NewAudience, 'workspaceId' | 'entity'>, rule: Rule): Promise<void> {
  const wanted = [...audienceReferences(rule, audience.entity)]
  if (wanted.length === 0) return
  const { rows } = await db.query<{ key: string; entity: Entity }>(
    'select key, entity from audiences where workspace_id = $1 and deleted_at is null and key = any($2)',
    [audience.workspaceId, wanted.map(({ key }) => key)],
  )
  for (const { key, entity, path } of wanted) {
    const found = rows.find((row) => row.key === key)
    if (!found) throw new InvalidRuleError(`There is no audience with the key "${key}".`, path)
    if (found.entity !== entity) throw new InvalidRuleError(`The audience "${key}" is about ${found.entity}, not ${entity}.`, path)
  }
}

async function insertAudience(client: pg.PoolClient, audience: NewAudience & { readonly now: number }): Promise<string> {
  const id = uuidv7(audience.now)
  const status: Prisma.AudienceCreateInput['status'] = audience.enabled ? 'COMPUTING' : 'DISABLED'
  const { rowCount } = await client.query(
    `insert into audiences
       (id, workspace_id, key, name, description, entity, rule, enabled, status, notify_existing, created_at, updated_at, labels, folder)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, to_timestamp($11 / 1000.0), to_timestamp($11 / 1000.0), $12, $13)
     on conflict (workspace_id, key) where deleted_at is null do nothing`,
    [
      ...[id, audience.workspaceId, audience.key, audience.name, audience.description, audience.entity, JSON.stringify(audience.rule)],
      ...[audience.enabled, status, audience.notifyExisting, audience.now, audience.labels ?? [], audience.folder ?? null],
    ],
  )
  if (rowCount === 0) throw new KeyTakenError(audience.key, await existingId(client, audience))
  await client.query('insert into audience_counters (workspace_id, audience_id, updated_at) values ($1, $2, engine_now())', [
    audience.workspaceId,
    id,
  ])
  return id
}

async function existingId(client: Queryable, { workspaceId, key }: NewAudience): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select id from audiences where workspace_id = $1 and key = $2 and deleted_at is null', [
    workspaceId,
    key,
  ])
  return rows[0]?.id ?? ''
}

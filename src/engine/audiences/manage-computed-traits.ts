import type pg from 'pg'
import { type Db, type Queryable, transaction } from '../../db/db.ts'
import { engineNow } from '../clock.ts'
import { NotFoundError } from '../errors.ts'
import { uuidv7 } from '../id.ts'
import { InvalidRuleError } from '../rules/invalid-rule.ts'
import { changeSettings } from '../settings.ts'
import { parseTraitDefinition } from '../traits/parse-trait-definition.ts'
import { rulesOf, type TraitDefinition } from '../traits/trait-definition.ts'
import { consumersOf } from './consumers.ts'
import type { Entity } from './definitions.ts'
import { readDefined, refuseCycle, traitName, usesOfTrait } from './dependencies.ts'
import { InUseError, KeyTakenError, requireKey, requireName, requireReferences } from './manage.ts'
import { dropUnusedRelations, prepareTrait } from './prepare-rule.ts'

export interface NewComputedTrait {
  readonly workspaceId: string
  readonly key: string
  readonly name: string
  readonly entity: Entity
  /** ComputedTraitDefinitionInput as JSON. */
  readonly definition: unknown
  readonly enabled: boolean
}

/** Saves a computed trait; it is computed over what there is already while events keep coming. Answers its id. */
export async function createComputedTrait(db: Db, trait: NewComputedTrait): Promise<string> {
  requireKey(trait.key)
  requireName(trait.name)
  const definition = parseTraitDefinition(trait.definition)
  return transaction(db.pool, async (client) => {
    await changeSettings(client, trait.workspaceId)
    const now = await engineNow(client)
    await prepare(client, { ...trait, now }, definition)
    return insertTrait(client, { ...trait, now })
  })
}

/**
 * Renames a computed trait, computes it in another way, or switches it off and on. While it is off its values stand still; another definition, or being
 * switched on, has it computed anew.
 */
export async function updateComputedTrait(
  db: Db,
  change: {
    readonly workspaceId: string
    readonly id: string
    readonly name?: string | undefined
    readonly enabled?: boolean | undefined
    /** ComputedTraitDefinitionInput as JSON. */
    readonly definition?: unknown
  },
): Promise<void> {
  if (change.name !== undefined) requireName(change.name)
  const definition = change.definition === undefined ? undefined : parseTraitDefinition(change.definition)
  await transaction(db.pool, async (client) => {
    await changeSettings(client, change.workspaceId)
    const now = await engineNow(client)
    const trait = await findTrait(client, change)
    if (definition) await prepare(client, { ...trait, now }, definition)
    await client.query(
      `update computed_traits t set name = coalesce($3, name), definition = coalesce($4::jsonb, definition), enabled = on_now, started = started or on_now,
         updated_at = to_timestamp($6 / 1000.0),
         status = case when not on_now then 'DISABLED' when anew then 'COMPUTING' else status end,
         backfill_cursor = case when anew then null else backfill_cursor end, backfill_done = case when anew then 0 else backfill_done end
       from (select id as of, coalesce($5, enabled) as on_now, coalesce($5, enabled) and ($4::jsonb is not null or not enabled) as anew
             from computed_traits) next
       where t.workspace_id = $1 and t.id = $2 and next.of = t.id`,
      [change.workspaceId, change.id, change.name ?? null, definition ? JSON.stringify(change.definition) : null, change.enabled ?? null, now],
    )
    if (definition) await dropUnusedRelations(client, change.workspaceId)
  })
}

/** Deletes a computed trait; its values are cleared away afterwards, and custom traits of its name show again. The key may be used again. */
export async function deleteComputedTrait(db: Db, target: { readonly workspaceId: string; readonly id: string }): Promise<void> {
  await transaction(db.pool, async (client) => {
    await changeSettings(client, target.workspaceId)
    const defined = await readDefined(client, target.workspaceId)
    const trait = defined.find((one) => one.kind === 'trait' && one.id === target.id)
    if (!trait) throw new NotFoundError('There is no such computed trait.', ['id'])
    const users = consumersOf(trait.name, defined)
    if (users.length > 0) throw new InUseError(`The computed trait "${trait.key}"`, users)
    await client.query(
      `update computed_traits set deleted_at = engine_now(), status = 'DISABLED', backfill_cursor = null, backfill_done = 0 where id = $1`,
      [target.id],
    )
    await dropUnusedRelations(client, target.workspaceId)
  })
}

type About = Pick<NewComputedTrait, 'workspaceId' | 'key' | 'entity'>

/** Throws unless everything that the definition refers to is there and none of it depends on this trait; has kept what it needs. */
async function prepare(client: Queryable, trait: About & { readonly now: number }, definition: TraitDefinition): Promise<void> {
  for (const [i, rule] of rulesOf(definition).entries()) {
    await requireReferences(client, trait, rule).catch((error: unknown) => {
      if (!(error instanceof InvalidRuleError)) throw error
      throw new InvalidRuleError(error.message, ['score', 'rules', String(i), 'rule', ...error.path])
    })
  }
  const { workspaceId, key, entity } = trait
  await refuseCycle(client, workspaceId, { name: traitName(key, entity), uses: usesOfTrait(definition, entity) })
  await prepareTrait(client, trait, definition)
}

async function findTrait(client: Queryable, { workspaceId, id }: { readonly workspaceId: string; readonly id: string }): Promise<About> {
  const { rows } = await client.query<About>(
    `select workspace_id as "workspaceId", key, entity from computed_traits where workspace_id = $1 and id = $2 and deleted_at is null`,
    [workspaceId, id],
  )
  if (!rows[0]) throw new NotFoundError('There is no such computed trait.', ['id'])
  return rows[0]
}

async function insertTrait(client: pg.PoolClient, trait: NewComputedTrait & { readonly now: number }): Promise<string> {
  const { workspaceId, key, name, entity, definition, enabled, now } = trait
  const id = uuidv7(now)
  const { rowCount } = await client.query(
    `insert into computed_traits (id, workspace_id, key, name, entity, definition, enabled, status, started, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $7, to_timestamp($9 / 1000.0), to_timestamp($9 / 1000.0))
     on conflict (workspace_id, key) where deleted_at is null do nothing`,
    [id, workspaceId, key, name, entity, JSON.stringify(definition), enabled, enabled ? 'COMPUTING' : 'DISABLED', now],
  )
  if (rowCount === 1) return id
  const { rows } = await client.query<{ id: string }>('select id from computed_traits where workspace_id = $1 and key = $2 and deleted_at is null', [
    workspaceId,
    key,
  ])
  throw new KeyTakenError(key, rows[0]?.id ?? '', 'trait')
}

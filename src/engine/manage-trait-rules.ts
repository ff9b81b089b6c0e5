import type pg from 'pg'
import { type Queryable, transaction } from '../db/db.ts'
import { afterRaces } from './after-races.ts'
import { DefinitionsCache } from './audiences/definitions-cache.ts'
import { type Changed, reevaluateWithin } from './audiences/reevaluate.ts'
import { ConflictError, LimitReachedError, NotFoundError, ValidationError } from './errors.ts'
import type { Entity } from './identity/lock-profiles.ts'
import type { Json } from './json.ts'
import { changeSettings } from './settings.ts'
import type { TraitRule } from './traits/trait-rule.ts'

export const MOST_TRAIT_RULES = 100
const LONGEST_NAME = 255

interface Named {
  readonly workspaceId: string
  readonly entity: Entity
  readonly name: string
}

/** Says which value of a trait counts from now on; the profiles there are follow in the background. */
export async function setTraitRule(pool: pg.Pool, named: Named, rule: TraitRule): Promise<void> {
  requireName(named.name)
  const sources = rule.kind === 'SOURCE_PRIORITY' ? rule.sources : []
  if (new Set(sources).size !== sources.length) throw new ValidationError('Each source is named once.', ['sources'])
  await transaction(pool, async (client) => {
    await changeSettings(client, named.workspaceId)
    await requireRoom(client, named)
    await client.query(
      `insert into trait_rules as r (workspace_id, entity, name, kind, sources, status, updated_at) values ($1, $2, $3, $4, $5, 'COMPUTING', engine_now())
       on conflict (workspace_id, entity, name) do update
         set kind = excluded.kind, sources = excluded.sources, status = 'COMPUTING', removed = false, stamp = r.stamp + 1,
           backfill_cursor = null, backfill_done = 0, updated_at = excluded.updated_at`,
      [named.workspaceId, named.entity, named.name, rule.kind, sources],
    )
  })
}

/** The latest value counts again. */
export async function removeTraitRule(pool: pg.Pool, { workspaceId, entity, name }: Named): Promise<void> {
  await transaction(pool, async (client) => {
    await changeSettings(client, workspaceId)
    const { rowCount } = await client.query(
      `update trait_rules set kind = 'LATEST', sources = '{}', status = 'COMPUTING', removed = true, stamp = stamp + 1, backfill_cursor = null,
         backfill_done = 0, updated_at = engine_now()
       where workspace_id = $1 and entity = $2 and name = $3 and not removed`,
      [workspaceId, entity, name],
    )
    if (rowCount === 0) throw new NotFoundError('There is no rule for this trait.', ['name'])
  })
}

function requireName(name: string): void {
  if (name === '' || name.length > LONGEST_NAME) throw new ValidationError(`The name of a trait has 1 to ${LONGEST_NAME} characters.`, ['name'])
}

async function requireRoom(client: Queryable, { workspaceId, entity, name }: Named): Promise<void> {
  const { rows } = await client.query<{ count: number }>(
    'select count(*)::int as count from trait_rules where workspace_id = $1 and not (entity = $2 and name = $3)',
    [workspaceId, entity, name],
  )
  if ((rows[0]?.count ?? 0) >= MOST_TRAIT_RULES)
    throw new LimitReachedError(`A workspace has rules, or locked values, for at most ${MOST_TRAIT_RULES} traits.`, ['name'])
}

export interface WantedLock {
  readonly workspaceId: string
  readonly profileId: string
  readonly name: string
  /** Null: the lock is lifted. */
  readonly value: Json
}

/** Keeps a trait of a person at a value, whatever is said, or lets it go again. */
export async function lockTrait(pool: pg.Pool, wanted: WantedLock): Promise<Changed> {
  const { workspaceId, profileId, name, value } = wanted
  requireName(name)
  // Whoever writes the trait from now on looks whether it is locked.
  if (value !== null) await watchName(pool, { workspaceId, entity: 'PROFILE', name })
  return afterRaces(() =>
    transaction(pool, async (client) => {
      await client.query(`set local lock_timeout = '2s'`)
      return reevaluateWithin(client, new DefinitionsCache(), {
        ...{ workspaceId, profiles: new Map([[profileId, 'PROFILE' as const]]), occasion: 'EVENT' },
        async prepare(subjects) {
          const [id = profileId] = subjects.keys()
          await writeLock(client, { ...wanted, profileId: id })
          return []
        },
      })
    }),
  )
}

async function watchName(pool: pg.Pool, named: Named): Promise<void> {
  const values = [named.workspaceId, named.entity, named.name]
  const { rowCount } = await pool.query('select from trait_rules where workspace_id = $1 and entity = $2 and name = $3', values)
  if (rowCount !== 0) return
  await transaction(pool, async (client) => {
    await changeSettings(client, named.workspaceId)
    await requireRoom(client, named)
    await client.query(
      `insert into trait_rules (workspace_id, entity, name, kind, status, removed, updated_at) values ($1, $2, $3, 'LATEST', 'LIVE', true, engine_now())
       on conflict do nothing`,
      values,
    )
  })
}

async function writeLock(client: Queryable, { workspaceId, profileId, name, value }: WantedLock): Promise<void> {
  if (value === null) {
    const { rowCount } = await client.query('delete from trait_locks where workspace_id = $1 and profile_id = $2 and name = $3', [
      workspaceId,
      profileId,
      name,
    ])
    if (rowCount === 0) throw new ConflictError('The trait is not locked.', ['name'])
    return
  }
  await client.query(
    `insert into trait_locks (workspace_id, profile_id, name, value, at) values ($1, $2, $3, $4::jsonb, engine_now())
     on conflict (workspace_id, profile_id, name) do update set value = excluded.value, at = excluded.at`,
    [workspaceId, profileId, name, JSON.stringify(value)],
  )
}

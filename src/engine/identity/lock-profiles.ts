import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'
import type { JsonObject } from '../json.ts'
import { IdentityRace } from './apply-resolution.ts'

export type Entity = 'PROFILE' | 'ACCOUNT'

/** The row of a profile, locked until the transaction ends. */
export interface LockedProfile {
  readonly id: string
  readonly entity: Entity
  readonly traits: JsonObject
  readonly seq: number
  readonly evaluatedAt: Millis
  readonly dueAt: Millis | null
  readonly firstSeenAt: Millis | null
  readonly lastSeenAt: Millis | null
  /** Made by this transaction: nothing is known of it yet. */
  readonly isNew: boolean
  /** Something was taken out of it once. */
  readonly wasSplit: boolean
}

export interface LockedProfiles {
  readonly roots: ReadonlyMap<string, LockedProfile>
  /** Merged into their roots, but not folded yet; locked too. */
  readonly losers: ReadonlyMap<string, LockedProfile>
  readonly rootOf: (id: string) => string
  /** The losers that each root has ever absorbed, folded or not: where else its events are. */
  readonly absorbed: (rootId: string) => readonly string[]
}

const MOST_ROUNDS = 50

/**
 * Locks the roots of the wanted profiles and the losers that they have not folded yet, in the order of their ids, and makes the rows that
 * do not exist. Aliases are looked up again once the locks are held; if one has changed, the locks are given back and taken anew.
 */
export async function lockProfiles(
  client: Queryable,
  workspaceId: string,
  {
    wanted,
    losers = new Map(),
  }: { readonly wanted: ReadonlyMap<string, Entity> /** Known to need folding; spares a round. */; readonly losers?: ReadonlyMap<string, Entity> },
): Promise<LockedProfiles> {
  let targets: ReadonlyMap<string, Entity> = new Map([...wanted, ...losers])
  await client.query('savepoint before_profiles')
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const rows = await lockRows(client, workspaceId, targets)
    if (rows) {
      const aliases = await findAliases(client, workspaceId, [...targets.keys()])
      const needed = neededTargets(wanted, targets, aliases)
      if (needed.size === targets.size && [...needed.keys()].every((id) => targets.has(id))) return lockedProfiles(rows, aliases)
      targets = needed
    }
    await client.query('rollback to savepoint before_profiles')
  }
  throw new IdentityRace()
}

interface Alias {
  readonly loser_id: string
  readonly root_id: string
  readonly unfolded: boolean
}

/** Undefined: another transaction made one of the missing rows first. */
async function lockRows(client: Queryable, workspaceId: string, targets: ReadonlyMap<string, Entity>): Promise<LockedProfile[] | undefined> {
  const ids = [...targets.keys()].sort()
  const { rows } = await client.query<LockedProfile>({
    name: 'lock-profiles',
    text: `select p.id, p.entity, p.traits, p.seq::float8 as seq, false as "isNew", p.was_split as "wasSplit", ${asMillis('p.evaluated_at')} as "evaluatedAt", ${asMillis('p.due_at')} as "dueAt",
        ${asMillis('p.first_seen_at')} as "firstSeenAt", ${asMillis('p.last_seen_at')} as "lastSeenAt"
      from unnest($2::uuid[]) as wanted (id) join profiles p on p.workspace_id = $1 and p.id = wanted.id
      order by p.id for no key update of p`,
    values: [workspaceId, ids],
  })
  const found = new Set(rows.map((row) => row.id))
  const missing = ids.filter((id) => !found.has(id))
  if (missing.length === 0) return rows
  const { rows: made } = await client.query<{ id: string; at: number }>({
    name: 'make-profiles',
    text: `insert into profiles (workspace_id, id, entity, created_at, updated_at, evaluated_at)
      select $1, missing.id, missing.entity, clock.now, clock.now, clock.now
      from unnest($2::uuid[], $3::entity[]) as missing (id, entity), (select engine_now() as now) clock
      on conflict do nothing returning id, ${asMillis('evaluated_at')} as at`,
    values: [workspaceId, missing, missing.map((id) => targets.get(id))],
  })
  if (made.length < missing.length) return undefined
  const fresh = made.map(({ id, at }) => ({
    ...{ id, entity: targets.get(id) as Entity, traits: {}, seq: 0, isNew: true, wasSplit: false },
    ...{ evaluatedAt: at, dueAt: null, firstSeenAt: null, lastSeenAt: null },
  }))
  return [...rows, ...fresh]
}

async function findAliases(client: Queryable, workspaceId: string, ids: readonly string[]): Promise<readonly Alias[]> {
  const { rows } = await client.query<Alias>({
    name: 'find-aliases',
    text: `select loser_id, root_id, folded_at is null as unfolded from profile_aliases where workspace_id = $1 and loser_id = any($2::uuid[])
      union select loser_id, root_id, folded_at is null from profile_aliases where workspace_id = $1 and root_id = any($2::uuid[])`,
    values: [workspaceId, ids],
  })
  return rows
}

function neededTargets(wanted: ReadonlyMap<string, Entity>, targets: ReadonlyMap<string, Entity>, aliases: readonly Alias[]): Map<string, Entity> {
  const roots = new Map(aliases.map((alias) => [alias.loser_id, alias.root_id]))
  const needed = new Map<string, Entity>()
  for (const [id, entity] of wanted) needed.set(roots.get(id) ?? id, entity)
  for (const { loser_id, root_id, unfolded } of aliases) {
    const entity = needed.get(root_id)
    if (unfolded && entity && (targets.has(root_id) || wanted.has(loser_id))) needed.set(loser_id, entity)
  }
  return needed
}

function lockedProfiles(rows: readonly LockedProfile[], aliases: readonly Alias[]): LockedProfiles {
  const rootOf = new Map(aliases.map((alias) => [alias.loser_id, alias.root_id]))
  const absorbed = new Map<string, string[]>()
  for (const { loser_id, root_id } of aliases) absorbed.set(root_id, [...(absorbed.get(root_id) ?? []), loser_id])
  return {
    roots: new Map(rows.filter((row) => !rootOf.has(row.id)).map((row) => [row.id, row])),
    losers: new Map(rows.filter((row) => rootOf.has(row.id)).map((row) => [row.id, row])),
    rootOf: (id) => rootOf.get(id) ?? id,
    absorbed: (rootId) => absorbed.get(rootId) ?? [],
  }
}

import { isIP } from 'node:net'
import { z } from 'zod'
import { type Connector, settingsOf } from '../../connectors/contract.ts'
import { type Db, type Queryable, transaction } from '../../db/db.ts'
import { engineNow } from '../clock.ts'
import { LimitReachedError, NotFoundError, ValidationError } from '../errors.ts'
import { uuidv7 } from '../id.ts'
import type { JsonObject } from '../json.ts'
import { changeSettings } from '../settings.ts'
import type { Outbound } from './outbound.ts'
import { isPublic } from './public-address.ts'
import { type Owned, openSettings, sealSettings } from './sealed-settings.ts'

/** Each message becomes as many deliveries. */
const MOST_DESTINATIONS = 100
const MOST_NAMES = 250
/** In JSON: what Postgres refuses. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/
/** What stands for a secret in whatever is shown; sent back, it changes nothing. */
const MASK = '********'

export interface Wishes {
  readonly sendEvents: boolean
  /** Null: all. */
  readonly eventNames: readonly string[] | null
  readonly sendAudiences: boolean
  /** Null: all. */
  readonly audienceKeys: readonly string[] | null
  readonly sendTraits: boolean
  /** Null: all. */
  readonly traitKeys: readonly string[] | null
}

export interface NewDestination extends Wishes {
  readonly workspaceId: string
  readonly name: string
  readonly connector: string
  readonly settings: JsonObject
  readonly enabled: boolean
}

type Configuring = Pick<Outbound, 'connectors' | 'allowPrivate' | 'secretBox'>

/** Saves a destination; answers its id, and the secrets that were made up for it, which nobody can read again. */
export async function createDestination(
  db: Db,
  outbound: Configuring,
  given: NewDestination,
): Promise<{ readonly id: string; readonly secrets: JsonObject }> {
  requireName(given.name)
  const connector = outbound.connectors.get(given.connector)
  if (!connector) throw new ValidationError(`There is no connector "${given.connector}"; \`connectors\` lists those that there are.`, ['connector'])
  const settings = configure(connector, given.settings, outbound)
  const made = settingsOf(connector, 'secret').filter((field) => given.settings[field] == null && settings[field] != null)
  const id = await transaction(db.pool, async (client) => {
    await changeSettings(client, given.workspaceId)
    await requireRoom(client, given.workspaceId)
    await requireWishes(client, given.workspaceId, given)
    const now = await engineNow(client)
    const created = uuidv7(now)
    const sealed = sealSettings(outbound.secretBox, { connector, id: created, settings })
    await client.query(
      `insert into destinations (id, workspace_id, name, connector, settings, enabled, send_events, event_names, send_audiences, audience_keys, created_at, updated_at,
         send_traits, trait_keys)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, to_timestamp($11 / 1000.0), to_timestamp($11 / 1000.0), $12, $13)`,
      [
        ...[created, given.workspaceId, given.name, connector.slug, JSON.stringify(sealed), given.enabled],
        ...[given.sendEvents, given.eventNames ?? [], given.sendAudiences, given.audienceKeys ?? [], now],
        ...[given.sendTraits, given.traitKeys ?? []],
      ],
    )
    return created
  })
  return { id, secrets: Object.fromEntries(made.map((field) => [field, settings[field] ?? null])) }
}

export interface DestinationChange extends Partial<Wishes> {
  readonly workspaceId: string
  readonly id: string
  readonly name?: string | undefined
  /** Fields that are left out keep their values; null clears one. */
  readonly settings?: JsonObject | undefined
  readonly enabled?: boolean | undefined
}

/** Changes a destination. What waits for one that is switched off keeps waiting; nothing new is put there. */
export async function updateDestination(db: Db, outbound: Configuring, change: DestinationChange): Promise<void> {
  if (change.name !== undefined) requireName(change.name)
  await transaction(db.pool, async (client) => {
    await changeSettings(client, change.workspaceId)
    const before = await readDestination(client, change)
    const connector = outbound.connectors.get(before.connector)
    if (!connector) throw new ValidationError(`This program does not have the connector "${before.connector}".`, ['id'])
    const settings = change.settings
      ? reconfigured({ connector, id: change.id, settings: before.settings }, change.settings, outbound)
      : before.settings
    await requireWishes(client, change.workspaceId, change)
    const list = (given: readonly string[] | null | undefined, kept: readonly string[]) => (given === undefined ? kept : (given ?? []))
    await client.query(
      `update destinations set name = $2, settings = $3, enabled = $4, disabled_reason = case when $5 then null else disabled_reason end,
         send_events = $6, event_names = $7, send_audiences = $8, audience_keys = $9, send_traits = $10, trait_keys = $11, updated_at = engine_now() where id = $1`,
      [
        ...[change.id, change.name ?? before.name, JSON.stringify(settings), change.enabled ?? before.enabled, change.enabled !== undefined],
        ...[change.sendEvents ?? before.send_events, list(change.eventNames, before.event_names)],
        ...[change.sendAudiences ?? before.send_audiences, list(change.audienceKeys, before.audience_keys)],
        ...[change.sendTraits ?? before.send_traits, list(change.traitKeys, before.trait_keys)],
      ],
    )
  })
}

/** Deletes a destination at once; its deliveries are cleared away afterwards, what waits unsent. */
export async function deleteDestination(db: Db, target: { readonly workspaceId: string; readonly id: string }): Promise<void> {
  await transaction(db.pool, async (client) => {
    await changeSettings(client, target.workspaceId)
    await readDestination(client, target)
    await client.query('update destinations set deleted_at = engine_now(), enabled = false where id = $1', [target.id])
  })
}

/** The settings as they may be shown. */
export function masked(connector: Connector | undefined, settings: JsonObject): JsonObject {
  // Of a connector that this program does not have, nobody knows what is secret.
  if (!connector) return Object.fromEntries(Object.keys(settings).map((field) => [field, MASK]))
  const secrets = new Set(settingsOf(connector, 'secret'))
  return Object.fromEntries(Object.entries(settings).map(([field, value]) => [field, secrets.has(field) && value != null ? MASK : value]))
}

/** The settings after a change, as they are kept. */
function reconfigured(before: Owned, change: JsonObject, outbound: Configuring): JsonObject {
  const { connector, id } = before
  const settings = configure(connector, merged(connector, openSettings(outbound.secretBox, before), change), outbound)
  return sealSettings(outbound.secretBox, { connector, id, settings })
}

/** The settings as they are after a change. */
function merged(connector: Connector, before: JsonObject, change: JsonObject): JsonObject {
  const secrets = new Set(settingsOf(connector, 'secret'))
  const kept = Object.entries(change).filter(([field, value]) => !(secrets.has(field) && value === MASK))
  return Object.fromEntries(Object.entries({ ...before, ...Object.fromEntries(kept) }).filter(([, value]) => value !== null))
}

function configure(connector: Connector, settings: JsonObject, { allowPrivate }: Pick<Outbound, 'allowPrivate'>): JsonObject {
  try {
    const configured = connector.configure(settings) as JsonObject
    if (UNSTORABLE.test(JSON.stringify(configured))) throw new ValidationError('Settings have no U+0000 and no lone surrogates.', ['settings'])
    if (!allowPrivate) for (const field of settingsOf(connector, 'address')) requirePublic(field, configured[field])
    return configured
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    const [issue] = error.issues
    throw new ValidationError(`These settings are not those of the connector: ${error.issues.map(({ message }) => message).join('; ')}.`, [
      'settings',
      ...(issue?.path ?? []).map(String),
    ])
  }
}

/** What is certain beforehand; where a name leads is looked at each time it is connected to. */
function requirePublic(field: string, value: unknown): void {
  if (typeof value !== 'string') return
  const { protocol, hostname } = new URL(value)
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  if (protocol !== 'https:') throw new ValidationError('The address begins with https://.', ['settings', field])
  if ((isIP(host) !== 0 && !isPublic(host)) || host === 'localhost' || host.endsWith('.localhost'))
    throw new ValidationError(`${host} is not a public address.`, ['settings', field])
}

function requireName(name: string): void {
  if (name.trim() === '' || name.length > 255) throw new ValidationError('A name has 1 to 255 characters.', ['name'])
}

async function requireRoom(client: Queryable, workspaceId: string): Promise<void> {
  const { rows } = await client.query<{ count: number }>(
    'select count(*)::int as count from destinations where workspace_id = $1 and deleted_at is null',
    [workspaceId],
  )
  if ((rows[0]?.count ?? 0) >= MOST_DESTINATIONS) throw new LimitReachedError(`A workspace has up to ${MOST_DESTINATIONS} destinations.`)
}

async function requireWishes(client: Queryable, workspaceId: string, { eventNames, audienceKeys, traitKeys }: Partial<Wishes>): Promise<void> {
  requireList('eventNames', eventNames)
  requireList('audienceKeys', audienceKeys)
  requireList('traitKeys', traitKeys)
  if (audienceKeys) {
    const missing = await missingKey(client, { table: 'audiences', workspaceId, keys: audienceKeys })
    if (missing !== undefined) throw new ValidationError(`There is no audience with the key "${missing}".`, ['audienceKeys'])
  }
  if (traitKeys) {
    const missing = await missingKey(client, { table: 'computed_traits', workspaceId, keys: traitKeys })
    if (missing !== undefined) throw new ValidationError(`There is no computed trait with the key "${missing}".`, ['traitKeys'])
  }
}

async function missingKey(
  client: Queryable,
  { table, workspaceId, keys }: { readonly table: 'audiences' | 'computed_traits'; readonly workspaceId: string; readonly keys: readonly string[] },
): Promise<string | undefined> {
  const { rows } = await client.query<{ key: string }>(
    `select key from ${table} where workspace_id = $1 and deleted_at is null and key = any($2::text[])`,
    [workspaceId, keys],
  )
  const known = new Set(rows.map(({ key }) => key))
  return keys.find((key) => !known.has(key))
}

function requireList(field: string, names: readonly string[] | null | undefined): void {
  if (names && (names.length === 0 || names.length > MOST_NAMES))
    throw new ValidationError(`\`${field}\` has 1 to ${MOST_NAMES} entries; leave it out for all.`, [field])
}

interface DestinationRow {
  readonly name: string
  readonly connector: string
  readonly settings: JsonObject
  readonly enabled: boolean
  readonly send_events: boolean
  readonly event_names: readonly string[]
  readonly send_audiences: boolean
  readonly audience_keys: readonly string[]
  readonly send_traits: boolean
  readonly trait_keys: readonly string[]
}

async function readDestination(
  client: Queryable,
  { workspaceId, id }: { readonly workspaceId: string; readonly id: string },
): Promise<DestinationRow> {
  const { rows } = await client.query<DestinationRow>('select * from destinations where workspace_id = $1 and id = $2 and deleted_at is null', [
    workspaceId,
    id,
  ])
  if (!rows[0]) throw new NotFoundError('There is no such destination.', ['id'])
  return rows[0]
}

import type { Queryable } from '../../db/db.ts'
import type { Definitions } from '../audiences/definitions.ts'

/** A destination that is switched on, and what it wants. */
export interface Route {
  readonly id: string
  readonly number: number
  /** What senders may call it in `integrations`. */
  readonly names: readonly string[]
  readonly wantsEvent: (name: string) => boolean
  readonly wantsAudience: (audienceId: string) => boolean
  /** Of the computed traits that it wants, the id by number. */
  readonly wantedTraits: ReadonlyMap<number, string>
}

const known = new WeakMap<Definitions, Promise<readonly Route[]>>()

/** Where things are sent by the settings in force. Kept with the definitions of the same version, so that it costs nothing until the settings change. */
export function routesOf(client: Queryable, workspaceId: string, definitions: Definitions): Promise<readonly Route[]> {
  const loaded = known.get(definitions)
  if (loaded) return loaded
  const loading = loadRoutes(client, workspaceId)
  known.set(definitions, loading)
  // A look-up that failed says nothing; the next one asks again.
  loading.catch(() => known.delete(definitions))
  return loading
}

interface DestinationRow {
  readonly id: string
  readonly number: number
  readonly name: string
  readonly connector: string
  readonly send_events: boolean
  readonly event_names: readonly string[]
  readonly send_audiences: boolean
  readonly audience_keys: readonly string[]
  readonly send_traits: boolean
  readonly trait_keys: readonly string[]
}

async function loadRoutes(client: Queryable, workspaceId: string): Promise<readonly Route[]> {
  const { rows } = await client.query<DestinationRow>(
    `select id, number, name, connector, send_events, event_names, send_audiences, audience_keys, send_traits, trait_keys
     from destinations where workspace_id = $1 and enabled and deleted_at is null order by id`,
    [workspaceId],
  )
  if (rows.length === 0) return []
  // What is being computed is told to nobody: a backfill finds who was in long before.
  const { rows: live } = await client.query<{ id: string; key: string }>(
    `select id, key from audiences where workspace_id = $1 and status = 'LIVE' and deleted_at is null`,
    [workspaceId],
  )
  const { rows: traits } = await client.query<LiveTrait>(
    `select id, number, key from computed_traits where workspace_id = $1 and status = 'LIVE' and deleted_at is null`,
    [workspaceId],
  )
  const audiences = new Map(live.map(({ id, key }) => [id, key]))
  return rows.map((row) => toRoute(row, audiences, traits))
}

interface LiveTrait {
  readonly id: string
  readonly number: number
  readonly key: string
}

function toRoute(row: DestinationRow, live: ReadonlyMap<string, string>, traits: readonly LiveTrait[]): Route {
  const events = new Set(row.event_names)
  const audiences = new Set(row.audience_keys)
  const wanted = traits.filter(({ key }) => row.send_traits && (row.trait_keys.length === 0 || row.trait_keys.includes(key)))
  return {
    id: row.id,
    number: row.number,
    names: [row.name, row.connector],
    wantsEvent: (name) => row.send_events && (events.size === 0 || events.has(name)),
    wantsAudience(id) {
      const key = live.get(id)
      return row.send_audiences && key !== undefined && (audiences.size === 0 || audiences.has(key))
    },
    wantedTraits: new Map(wanted.map(({ number, id }) => [number, id])),
  }
}

import type { Queryable } from '../../db/db.ts'
import type { JsonObject } from '../json.ts'
import type { Attempt } from './attempt.ts'
import { destinationNumber } from './delivery-lanes.ts'
import type { Outbound } from './outbound.ts'
import { Pace } from './pace.ts'
import { openSettings } from './sealed-settings.ts'

/** A destination that is ready to be sent to. */
export interface OpenDestination {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  readonly connector: string
  readonly deliver: Attempt['deliver']
  readonly pace: Pace
}

interface Row {
  readonly id: string
  readonly workspace_id: string
  readonly name: string
  readonly connector: string
  readonly settings: JsonObject
  readonly version: string
}

/** The destinations this process sends to, with what it has learned of them. Settings are read anew each time, so that a change counts at once. */
export class OpenDestinations {
  readonly #outbound: Outbound
  readonly #elapsed: () => number
  readonly #known = new Map<string, OpenDestination & { readonly version: string }>()

  constructor(outbound: Outbound, elapsed: () => number = () => performance.now()) {
    this.#outbound = outbound
    this.#elapsed = elapsed
  }

  /** Null: it is switched off, or gone. Throws when this program cannot send by it. */
  async ofLane(db: Queryable, lane: number): Promise<OpenDestination | null> {
    const { rows } = await db.query<Row>({
      name: 'destination-of-lane',
      text: `select id, workspace_id, name, connector, settings, updated_at::text as version from destinations
        where number = $1 and enabled and deleted_at is null`,
      values: [destinationNumber(lane)],
    })
    const row = rows[0]
    if (!row) return null
    const known = this.#known.get(row.id)
    if (known?.version === row.version) return known
    const connector = this.#outbound.connectors.get(row.connector)
    if (!connector) throw new Error(`The destination ${row.id} has the connector ${row.connector}, which this program does not have.`)
    const opened = {
      ...{ id: row.id, workspaceId: row.workspace_id, name: row.name, connector: row.connector, version: row.version },
      deliver: connector.open(openSettings(this.#outbound.secretBox, { connector, id: row.id, settings: row.settings })),
      pace: new Pace(this.#elapsed),
    }
    this.#known.set(row.id, opened)
    return opened
  }
}

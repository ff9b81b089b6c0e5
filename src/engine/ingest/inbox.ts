import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'
import type { Parcel } from './inspect-body.ts'
import type { EventType } from './message.ts'

export interface InboxEntry {
  readonly workspaceId: string
  readonly sourceId: string
  readonly call: EventType | null
  readonly parcels: readonly Parcel[]
  /** The address that it came from, where that may be a person's. */
  readonly ip?: string | null
}

/** Stores a body in one statement; outside of a transaction that is the commit. Wake its lanes afterwards. */
export async function appendToInbox(db: Queryable, entry: InboxEntry): Promise<{ ids: string[]; receivedAt: Millis }> {
  const { workspaceId, sourceId, call, parcels, ip = null } = entry
  const values: unknown[] = [workspaceId, sourceId, call, ip]
  for (const { lane, messages, body } of parcels) values.push(lane, messages, body.length, body)
  const { rows } = await db.query<{ id: string; received_at: Millis }>({
    name: `append-to-inbox-${parcels.length}`,
    text: insert(parcels.length),
    values,
  })
  return { ids: rows.map((row) => row.id), receivedAt: rows[0]?.received_at ?? Number.NaN }
}

const statements = new Map<number, string>()

function insert(parcels: number): string {
  const known = statements.get(parcels)
  if (known) return known
  const rows = Array.from({ length: parcels }, (_, i) => `($${i * 4 + 5}::smallint, $${i * 4 + 6}::int, $${i * 4 + 7}::int, $${i * 4 + 8}::bytea)`)
  // The clock is read once: all rows of a request were received at the same moment.
  const text = `with clock as materialized (select engine_now() as now)
    insert into inbox (workspace_id, source_id, call, ip, received_at, lane, messages, bytes, body)
    select $1::uuid, $2::uuid, $3::event_type, $4::text, clock.now, part.* from clock, (values ${rows.join(', ')}) part
    returning id, ${asMillis('received_at')} as received_at`
  statements.set(parcels, text)
  return text
}

import type { Db } from '../../src/db/db.ts'
import { asMillis } from '../../src/engine/clock.ts'
import type { InboxRow } from '../../src/engine/ingest/inbox-row.ts'

/** Everything that waits, by lane and arrival. */
export async function inboxRows(db: Db): Promise<(InboxRow & { messages: number; bytes: number })[]> {
  const { rows } = await db.pool.query(
    `select id, lane, source_id as "sourceId", ${asMillis('received_at')} as "receivedAt", call, body, ip, messages, bytes from inbox order by lane, id`,
  )
  return rows
}

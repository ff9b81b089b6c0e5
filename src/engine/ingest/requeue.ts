import type { Queryable } from '../../db/db.ts'
import { LANES } from './lanes.ts'

/**
 * Puts quarantined messages back into the inbox, in one statement; answers the lanes to wake. They are taken as if they had waited there: they
 * count once, with the time and the id they had. Ids that are not in quarantine are passed over.
 */
export async function requeue(db: Queryable, workspaceId: string, ids: readonly string[]): Promise<ReadonlySet<number>> {
  const { rows } = await db.query<{ lane: number }>(
    // Any lane will do: their order among the calls of their sender is lost already.
    `with freed as (delete from quarantine where workspace_id = $1 and id = any($2::uuid[]) returning *)
     insert into inbox (lane, workspace_id, source_id, received_at, messages, bytes, call, body)
     select abs(hashtext(id::text) % ${LANES}), workspace_id, source_id, received_at, 1, length(body), call, body from freed order by id
     returning lane`,
    [workspaceId, ids],
  )
  return new Set(rows.map((row) => row.lane))
}

import type { Queryable } from '../../db/db.ts'
import { asMillis } from '../clock.ts'
import type { InboxRow } from './inbox-row.ts'

export interface ClaimLimits {
  readonly messages: number
  readonly rows: number
}

/** Rows of one workspace, in the order in which they came. */
export interface ClaimedRows {
  readonly workspaceId: string
  readonly rows: readonly InboxRow[]
  /** How many messages they hold, before any is refused. */
  readonly messages: number
}

/** Takes a lane until the transaction ends, and reads its oldest rows; undefined when another worker has the lane or it is empty. */
export async function claimRows(client: Queryable, lane: number, limits: ClaimLimits): Promise<ClaimedRows | undefined> {
  const { rowCount } = await client.query({
    name: 'take-lane',
    text: 'select lane from inbox_lanes where lane = $1 for update skip locked',
    values: [lane],
  })
  if (rowCount === 0) return undefined
  const { rows: waiting } = await client.query<{ id: string; workspace_id: string; messages: number }>({
    name: 'waiting-rows',
    text: 'select id, workspace_id, messages from inbox where lane = $1 order by id limit $2',
    values: [lane, limits.rows],
  })
  const workspaceId = waiting[0]?.workspace_id
  if (workspaceId === undefined) return undefined
  const ids: string[] = []
  let messages = 0
  for (const row of waiting) {
    if (row.workspace_id !== workspaceId) continue
    if (ids.length > 0 && messages + row.messages > limits.messages) break
    ids.push(row.id)
    messages += row.messages
  }
  const { rows } = await client.query<InboxRow>({
    name: 'read-rows',
    text: `select id, lane, source_id as "sourceId", ${asMillis('received_at')} as "receivedAt", call, body, ip from inbox
      where lane = $1 and id = any($2::bigint[]) order by id`,
    values: [lane, ids],
  })
  return { workspaceId, rows, messages }
}

/** The last of the effects of a chunk: its rows are done. */
export async function deleteRows(client: Queryable, lane: number, rows: readonly InboxRow[]): Promise<void> {
  await client.query({
    name: 'delete-rows',
    text: 'delete from inbox where lane = $1 and id = any($2::bigint[])',
    values: [lane, rows.map((row) => row.id)],
  })
}

import type { Queryable } from '../db/db.ts'
import type { Millis } from './clock.ts'

export interface PipelineStatus {
  /** Accepted messages whose effects are not all visible yet. */
  readonly backlog: number
  /** Age of the oldest of them; 0 when there is none. */
  readonly lagMs: Millis
}

/** How far the engine is behind what a workspace sent it: exact, because a row leaves the inbox with the commit of its effects. */
export async function pipelineStatus(db: Queryable, workspaceId: string): Promise<PipelineStatus> {
  const { rows } = await db.query<PipelineStatus>({
    name: 'pipeline-status',
    text: `select coalesce(sum(messages), 0)::float8 as backlog,
        greatest(0, coalesce(extract(epoch from engine_now() - min(received_at)) * 1000, 0))::float8 as "lagMs"
      from inbox where workspace_id = $1`,
    values: [workspaceId],
  })
  return rows[0] ?? { backlog: 0, lagMs: 0 }
}

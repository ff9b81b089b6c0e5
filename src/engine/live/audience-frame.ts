import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'

export type AudienceStatus = 'COMPUTING' | 'LIVE' | 'DISABLED' | 'FAILED'

/** What an audience counts at one moment. */
export interface AudienceFrame {
  readonly audienceId: string
  readonly workspaceId: string
  readonly key: string
  readonly status: AudienceStatus
  readonly size: number
  readonly version: number
  /** Since the audience was created. */
  readonly entered: number
  readonly exited: number
  /** When this was read: nothing newer had been committed. */
  readonly asOf: Millis
}

type Row = Pick<AudienceFrame, 'audienceId' | 'workspaceId' | 'key' | 'status' | 'asOf'> & Record<'size' | 'version' | 'entered' | 'exited', string>

/** The present frame of each of these audiences, and of all of these workspaces, that exists. */
export async function readFrames(db: Queryable, audienceIds: readonly string[], workspaceIds: readonly string[] = []): Promise<AudienceFrame[]> {
  const { rows } = await db.query<Row>({
    name: 'audience-frames',
    text: `select a.id as "audienceId", a.workspace_id as "workspaceId", a.key, a.status, ${asMillis('engine_now()')} as "asOf",
        coalesce(c.size, 0) as size, coalesce(c.version, 0) as version, coalesce(c.entered, 0) as entered, coalesce(c.exited, 0) as exited
      from audiences a left join audience_counters c on c.workspace_id = a.workspace_id and c.audience_id = a.id
      where (a.id = any($1::uuid[]) or a.workspace_id = any($2::uuid[])) and a.deleted_at is null`,
    values: [audienceIds, workspaceIds],
  })
  return rows.map((row) => ({
    ...row,
    size: Number(row.size),
    version: Number(row.version),
    entered: Number(row.entered),
    exited: Number(row.exited),
  }))
}

/** Whether it says something that `seen` did not. */
export const differs = (frame: AudienceFrame, seen: AudienceFrame): boolean => frame.version !== seen.version || frame.status !== seen.status

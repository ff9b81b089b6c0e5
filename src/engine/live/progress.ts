import type { Queryable } from '../../db/db.ts'
import type { AudienceStatus } from './audience-frame.ts'

/** How far the computation of an audience is, or of another rule for it. */
export interface Progress {
  readonly audienceId: string
  /** COMPUTING while anything is computed, also while the present rule is in force. */
  readonly status: AudienceStatus
  /** Whether it is about another rule, which will take the place of the present one. */
  readonly edit: boolean
  readonly done: number
  /** Null: it has not begun. */
  readonly total: number | null
  /** Null: nothing is known yet. */
  readonly etaSeconds: number | null
}

interface Row extends Pick<Progress, 'audienceId' | 'status' | 'edit'> {
  readonly done: string
  readonly total: string | null
  readonly rate: number | null
}

/** Of each of these audiences that exists. */
export async function readProgress(db: Queryable, audienceIds: readonly string[]): Promise<Progress[]> {
  const { rows } = await db.query<Row>({
    name: 'audience-progress',
    text: `select a.id as "audienceId", case when e.id is null then a.status else 'COMPUTING' end as status, e.id is not null as edit,
        coalesce(e.backfill_done, a.backfill_done) as done, b.total, b.rate
      from audiences a left join audience_edits e on e.audience_id = a.id and e.deleted_at is null
        left join backfills b on b.id = coalesce(e.id, a.id)
      where a.id = any($1::uuid[]) and a.deleted_at is null`,
    values: [audienceIds],
  })
  return rows.map(toProgress)
}

function toProgress({ done: text, total: counted, rate, ...row }: Row): Progress {
  const done = Number(text)
  if (row.status !== 'COMPUTING') return { ...row, done, total: done, etaSeconds: row.status === 'LIVE' ? 0 : null }
  // Profiles that came meanwhile are gone through too.
  const total = counted === null ? null : Math.max(Number(counted), done)
  return { ...row, done, total, etaSeconds: total === null || !rate ? null : (total - done) / rate }
}

/** How much of it is done, of 100. */
export function percentOf({ status, done, total }: Progress): number {
  if (status === 'LIVE') return 100
  return total ? (100 * done) / total : 0
}

import type { Queryable } from '../db/db.ts'

/** Where the engine stands, of all workspaces together. */
export interface EngineStatus {
  readonly lanes: readonly LaneStatus[]
  /** Messages set aside because they failed by themselves. */
  readonly quarantined: number
  /** By status. */
  readonly audiences: Readonly<Record<string, number>>
  /** For how many seconds the oldest snapshot of this database has been held: what was deleted since cannot be cleared away. */
  readonly oldestSnapshot: number
}

export interface LaneStatus {
  readonly lane: number
  readonly messages: number
  readonly bytes: number
  /** How long its oldest message has waited, in seconds; 0: it is empty. */
  readonly lag: number
}

/** One query, for those who watch. It reads the whole inbox: not for every request. */
export async function engineStatus(db: Queryable): Promise<EngineStatus> {
  const { rows } = await db.query<EngineStatus>({
    name: 'engine-status',
    text: `with lanes as (
        select l.lane, coalesce(sum(i.messages), 0)::float8 as messages, coalesce(sum(i.bytes), 0)::float8 as bytes,
          greatest(0, coalesce(extract(epoch from engine_now() - min(i.received_at)), 0))::float8 as lag
        from inbox_lanes l left join inbox i on i.lane = l.lane group by l.lane
      )
      select (select jsonb_agg(lanes order by lane) from lanes) as lanes,
        (select count(*)::int from quarantine) as quarantined,
        (select coalesce(jsonb_object_agg(status, n), '{}') from (select status, count(*)::int as n from audiences group by status) a) as audiences,
        (select coalesce(max(extract(epoch from clock_timestamp() - xact_start)), 0)::float8 from pg_stat_activity
          where datname = current_database() and backend_xmin is not null and pid <> pg_backend_pid()) as "oldestSnapshot"`,
  })
  if (!rows[0]) throw new Error('The status has no row.')
  return rows[0]
}

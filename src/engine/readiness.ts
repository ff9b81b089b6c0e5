import pg from 'pg'
import type { Queryable } from '../db/db.ts'
import type { Millis } from './clock.ts'
import { MAX_LAG } from './ingest/back-pressure.ts'

/** What the database says of itself: it has no tables, or which migrations made them and how long the oldest message has waited. */
export type ReadinessLook =
  | { readonly kind: 'bare' }
  | { readonly kind: 'tables'; readonly migrations: readonly string[]; readonly lag: Millis; readonly tooLate: boolean }

const UNDEFINED_TABLE = '42P01'

/** Cheap enough to be asked every second. Throws when the database does not answer. */
export async function readinessOf(db: Queryable): Promise<ReadinessLook> {
  try {
    const { rows } = await db.query<{ migrations: string[]; lag: Millis | null }>(
      `select (select coalesce(array_agg(migration_name), '{}') from _prisma_migrations where finished_at is not null and rolled_back_at is null) as migrations,
        (select (extract(epoch from engine_now() - min(oldest.received_at)) * 1000)::float8 from inbox_lanes l
          cross join lateral (select received_at from inbox i where i.lane = l.lane order by id limit 1) oldest) as lag`,
    )
    const lag = rows[0]?.lag ?? 0
    return { kind: 'tables', migrations: rows[0]?.migrations ?? [], lag, tooLate: lag > MAX_LAG }
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNDEFINED_TABLE) return { kind: 'bare' }
    throw error
  }
}

import type { Queryable } from '../db/db.ts'

/** Milliseconds since 1970 in UTC: every moment inside the engine. */
export type Millis = number

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
export const WEEK = 7 * DAY

/** The engine's only clock is that of Postgres. */
export async function engineNow(db: Queryable): Promise<Millis> {
  const { rows } = await db.query<{ now: string }>('select (extract(epoch from engine_now()) * 1000)::bigint as now')
  return Number(rows[0]?.now)
}

/** SQL that reads a timestamp column as Millis; dates are never parsed from text on a hot path. Not extract(): it counts in numeric, which takes thrice as long. */
export const asMillis = (column: string): string => `round(date_part('epoch', ${column}) * 1000)`

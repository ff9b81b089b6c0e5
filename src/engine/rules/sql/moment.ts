import type { Millis } from '../../clock.ts'
import { type Sql, sql } from './sql.ts'

export const moment = (at: Millis): Sql => sql`${new Date(at).toISOString()}::timestamptz`

export const duration = (length: Millis): Sql => sql`${`${length} milliseconds`}::interval`

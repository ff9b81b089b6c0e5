import { asMillis, type Millis } from '../clock.ts'
import type { ChangeCursor } from '../live/change-cursor.ts'
import type { MembershipChange } from './membership.ts'

/** A change of a membership, at its place in commit order. */
export interface LoggedChange extends MembershipChange, ChangeCursor {
  /** When it was committed, by the clock of the engine: within an audience never before the one before. */
  readonly committedAt: Millis
}

export type LoggedRow = Omit<LoggedChange, 'version'> & { readonly version: string }

export const LOGGED_COLUMNS = `audience_id as "audienceId", version, ordinal, profile_id as "profileId", change, reason, ${asMillis('at')} as at,
  ${asMillis('committed_at')} as "committedAt"`

export const toLogged = (row: LoggedRow): LoggedChange => ({ ...row, version: Number(row.version) })

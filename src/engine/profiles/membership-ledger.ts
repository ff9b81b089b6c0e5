import type { Queryable } from '../../db/db.ts'
import { LOGGED_COLUMNS, type LoggedChange, type LoggedRow, toLogged } from '../audiences/logged-change.ts'
import type { MembershipChange, MembershipReason } from '../audiences/membership.ts'
import type { ChangeCursor } from '../live/change-cursor.ts'
import { prepared } from './prepared.ts'
import { type Bind, countUpToCap, parameters, readingDirection, type Slice, within } from './slice.ts'

/** Which changes of an audience; null: all. */
export interface LedgerQuery {
  readonly workspaceId: string
  readonly audienceId: string
  readonly kinds: readonly MembershipChange['change'][] | null
  readonly reasons: readonly MembershipReason[] | null
  /** Of one profile: every id that it ever had. */
  readonly profileIds: readonly string[] | null
}

/** A part of the changes of an audience, in commit order. */
export async function readLedger(db: Queryable, query: LedgerQuery, slice: Slice<ChangeCursor>): Promise<LoggedChange[]> {
  const { values, bind } = parameters(query.workspaceId)
  const direction = readingDirection('asc', slice.reverse)
  const rows = await prepared<LoggedRow>(
    db,
    `select ${LOGGED_COLUMNS} from ${wanted(bind, query)}
      ${within(slice, { listed: 'asc', row: 'version', keyRow: ({ version }) => `${bind(version)}::bigint`, inclusive: true })}
      ${within(slice, { listed: 'asc', row: '(version, ordinal)', keyRow: ({ version, ordinal }) => `(${bind(version)}::bigint, ${bind(ordinal)}::int)` })}
      order by version ${direction}, ordinal ${direction} limit ${slice.limit}`,
    values,
  )
  const changes = rows.map(toLogged)
  return slice.reverse ? changes.reverse() : changes
}

export async function countLedger(db: Queryable, query: LedgerQuery): Promise<number> {
  const { values, bind } = parameters(query.workspaceId)
  const [row] = await prepared<{ count: string }>(db, countUpToCap(`select from ${wanted(bind, query)}`), values)
  return Number(row?.count)
}

function wanted(bind: Bind, { audienceId, kinds, reasons, profileIds }: LedgerQuery): string {
  return [
    `audience_changes where workspace_id = $1 and audience_id = ${bind(audienceId)}`,
    ...(kinds ? [`change = any(${bind(kinds)}::membership_change[])`] : []),
    ...(reasons ? [`reason = any(${bind(reasons)}::membership_reason[])`] : []),
    ...(profileIds ? [`profile_id = any(${bind(profileIds)}::uuid[])`] : []),
  ].join(' and ')
}

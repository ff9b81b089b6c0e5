import type { Queryable } from '../../db/db.ts'
import { LOGGED_COLUMNS, type LoggedChange, type LoggedRow, toLogged } from '../audiences/logged-change.ts'
import type { AudienceFrame } from './audience-frame.ts'
import { type ChangeCursor, endOf } from './change-cursor.ts'
import type { Feed } from './feed.ts'
import type { LiveHub } from './live-hub.ts'
import { ResumeGapError } from './resume-gap.ts'

export interface MembershipOptions {
  readonly workspaceId: string
  readonly audienceId: string
  /** Null: from now on. */
  readonly after: ChangeCursor | null
}

const PAGE = 250

/**
 * Entries and exits in commit order, each once, after the cursor or from now on. A reader that is slow is not raced: the
 * next page is read when it asks. Throws ResumeGapError when changes after the cursor are gone.
 */
export async function membershipChanges(hub: LiveHub, db: Queryable, options: MembershipOptions): Promise<AsyncIterableIterator<LoggedChange>> {
  if (options.after) await refuseGap(db, options, options.after)
  const frames = hub.watchAudience({ ...options, throttle: 0 })
  const changes = follow(db, options, frames)
  const iterator: AsyncIterableIterator<LoggedChange> = {
    next: () => changes.next(),
    // A generator cannot be returned from while it waits; ending what it waits for ends it.
    async return() {
      await frames.return()
      return changes.return(undefined)
    },
    [Symbol.asyncIterator]: () => iterator,
  }
  return iterator
}

async function* follow(db: Queryable, options: MembershipOptions, frames: Feed<AudienceFrame>) {
  let cursor = options.after
  for await (const { version, status } of frames) {
    cursor ??= endOf(version)
    if (status === 'COMPUTING') continue
    while (cursor.version <= version) {
      const page: LoggedChange[] = await readChanges(db, options, cursor)
      for (const change of page) {
        yield change
        cursor = change
      }
      if (page.length < PAGE) break
    }
  }
}

async function readChanges(db: Queryable, { workspaceId, audienceId }: MembershipOptions, after: ChangeCursor): Promise<LoggedChange[]> {
  const { rows } = await db.query<LoggedRow>({
    name: 'membership-changes',
    text: `select ${LOGGED_COLUMNS} from audience_changes where workspace_id = $1 and audience_id = $2 and version >= $3 and (version, ordinal) > ($3, $4)
      order by version, ordinal limit ${PAGE}`,
    values: [workspaceId, audienceId, after.version, after.ordinal],
  })
  return rows.map(toLogged)
}

/** Changes go oldest first, so nothing after the cursor is gone while its own version, or the next one, is there. */
async function refuseGap(db: Queryable, { workspaceId, audienceId }: MembershipOptions, after: ChangeCursor): Promise<void> {
  const { rows } = await db.query<{ current: string; oldest: string | null }>(
    `select coalesce((select version from audience_counters where workspace_id = $1 and audience_id = $2), 0) as current,
      (select min(version) from audience_changes where workspace_id = $1 and audience_id = $2) as oldest`,
    [workspaceId, audienceId],
  )
  const current = Number(rows[0]?.current)
  const oldest = rows[0]?.oldest == null ? current + 1 : Number(rows[0].oldest)
  if (after.version > current || oldest > after.version + 1) {
    throw new ResumeGapError('The changes after this cursor are no longer kept. Read `members`, then subscribe without `after`.')
  }
}

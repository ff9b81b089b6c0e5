import { arrayText } from '../../db/array-text.ts'
import type { Queryable } from '../../db/db.ts'
import type { MembershipChange } from './membership.ts'

/** How many changes of a commit a row of the ledger holds: so many that nothing of it has to be kept elsewhere. */
const CHANGES_PER_ROW = 50

/**
 * Brings the sizes up to date and enters the changes of this commit in the ledger, in one statement that takes the counters in order. Called last,
 * because whoever holds a counter holds up every other worker. Answers the audiences whose version grew.
 */
export async function countChanges(client: Queryable, workspaceId: string, changes: readonly MembershipChange[]): Promise<readonly string[]> {
  if (changes.length === 0) return []
  const byAudience = groupByAudience(changes)
  const groups = [...byAudience.values()]
  const countOf = (change: MembershipChange['change']) => arrayText(groups.map((group) => group.filter((one) => one.change === change).length))
  const parts = partsOf(groups)
  const { rows } = await client.query<{ audience_id: string }>({
    name: 'count-changes',
    text: `with total as (
        select place, audience_id, entered, exited
        from unnest($2::uuid[], $3::int[], $4::int[]) with ordinality as t (audience_id, entered, exited, place)
      ), held as materialized (
        select audience_id from audience_counters where workspace_id = $1 and audience_id = any($2::uuid[]) order by audience_id for no key update
      ), counted as (
        update audience_counters c set size = c.size + t.entered - t.exited, version = c.version + 1,
          entered = c.entered + t.entered, exited = c.exited + t.exited,
          -- Never back, whatever the clock does: what was so at a moment stays so.
          updated_at = greatest(c.updated_at, engine_now())
        from total t join held using (audience_id) where c.workspace_id = $1 and c.audience_id = t.audience_id
        returning t.place, c.audience_id, c.version, c.updated_at
      ), logged as (
        insert into audience_change_sets (workspace_id, audience_id, version, ordinal, committed_at, profile_ids, changes, reasons, moments)
        select $1, audience_id, version, ordinal, updated_at, ${slices(5)}
        from unnest($9::int[], $10::int[], $11::int[], $12::int[]) as part (place, ordinal, first, last) join counted using (place)
      )
      select audience_id from counted`,
    values: [
      ...[workspaceId, arrayText([...byAudience.keys()]), countOf('ENTERED'), countOf('EXITED'), ...columnsOf(groups.flat())],
      ...[parts.map((one) => one.place), parts.map((one) => one.ordinal), parts.map((one) => one.first), parts.map((one) => one.last)].map(arrayText),
    ],
  })
  return rows.map((row) => row.audience_id)
}

interface Logging {
  readonly workspaceId: string
  readonly audienceId: string
  readonly version: string
  /** How many changes of this version were entered before. */
  readonly logged: number
  readonly committedAt: number
}

/** Enters more changes of one audience in the ledger, for whoever holds its counter. */
export async function logChanges(
  client: Queryable,
  { workspaceId, audienceId, version, logged, committedAt }: Logging,
  changes: readonly MembershipChange[],
): Promise<void> {
  const parts = partsOf([changes])
  await client.query({
    name: 'log-changes',
    text: `insert into audience_change_sets (workspace_id, audience_id, version, ordinal, committed_at, profile_ids, changes, reasons, moments)
      select $1, $2, $3, ordinal + $4, to_timestamp($5 / 1000.0), ${slices(6)} from unnest($10::int[], $11::int[], $12::int[]) as part (ordinal, first, last)`,
    values: [
      ...[workspaceId, audienceId, version, logged, committedAt, ...columnsOf(changes)],
      ...[parts.map((one) => one.ordinal), parts.map((one) => one.first), parts.map((one) => one.last)].map(arrayText),
    ],
  })
}

function groupByAudience(changes: readonly MembershipChange[]): ReadonlyMap<string, readonly MembershipChange[]> {
  const groups = new Map<string, MembershipChange[]>()
  for (const change of changes) {
    const group = groups.get(change.audienceId)
    if (group) group.push(change)
    else groups.set(change.audienceId, [change])
  }
  return groups
}

/** The rows of the ledger: the place of its group, the ordinal of its first change, and where its changes are among those of all; counted from 1. */
function partsOf(groups: readonly (readonly MembershipChange[])[]) {
  let before = 0
  return groups.flatMap((group, i) => {
    const start = before
    before += group.length
    return Array.from({ length: Math.ceil(group.length / CHANGES_PER_ROW) }, (_, part) => {
      const first = start + part * CHANGES_PER_ROW + 1
      return { place: i + 1, ordinal: first - start, first, last: Math.min(first + CHANGES_PER_ROW - 1, before) }
    })
  })
}

/** What the rows are cut from, and how: parameters from this number on. */
const columnsOf = (changes: readonly MembershipChange[]): readonly string[] => [
  arrayText(changes.map((one) => one.profileId)),
  arrayText(changes.map((one) => one.change)),
  arrayText(changes.map((one) => one.reason)),
  arrayText(changes.map((one) => one.at)),
]
const slices = (from: number): string =>
  ['uuid', 'membership_change', 'membership_reason', 'float8'].map((type, i) => `($${from + i}::${type}[])[first:last]`).join(', ')

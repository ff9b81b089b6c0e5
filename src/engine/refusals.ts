import type { Queryable } from '../db/db.ts'
import { DAY, HOUR, type Millis } from './clock.ts'
import { uuidv7 } from './id.ts'
import type { Refusal } from './refusal.ts'
import { boundedSample, boundedText } from './refusal-sample.ts'

/** Of each source and code, so many are kept one by one in each hour; the rest is only counted. */
const KEPT_PER_HOUR = 1000
const KEPT_FOR = 30 * DAY
const MAX_MESSAGE = 500

/**
 * Records refusals with the caller's commit, in one statement. The rows of the counters are taken in order, so that two callers cannot wait for
 * each other.
 */
export async function recordRefusals(db: Queryable, workspaceId: string, refusals: readonly Refusal[], now: Millis): Promise<void> {
  if (refusals.length === 0) return
  const groups = groupBySourceAndCode(refusals)
  const counts = groups.map(([first, ...others]) => ({ source_id: first.sourceId, code: first.code, count: others.length + 1 }))
  const rows = groups.flatMap((group) => group.slice(0, KEPT_PER_HOUR).map((refusal, index) => toRow(refusal, index, now)))
  const hour = new Date(now - (now % HOUR))
  await db.query({
    name: 'record-refusals',
    text: `with counted as (
        insert into refusal_counts as c (workspace_id, source_id, code, hour, count)
        select $1, source_id, code, $2, count
          from jsonb_to_recordset($3::jsonb) as x (source_id uuid, code text, count bigint) order by source_id, code
        on conflict (workspace_id, source_id, code, hour) do update set count = c.count + excluded.count
        returning source_id, code, count as total
      )
      insert into refusals (workspace_id, id, at, kind, code, message, source_id, message_id, identifiers, sample, expires_at)
      select $1, r.id, $4, r.kind, r.code, r.message, r.source_id, r.message_id, r.identifiers, r.sample, $5
        from jsonb_to_recordset($6::jsonb) as r (id uuid, index int, kind refusal_kind, code text, message text, source_id uuid, message_id text,
          identifiers bigint[], sample jsonb)
        join jsonb_to_recordset($3::jsonb) as b (source_id uuid, code text, count bigint) using (source_id, code)
        join counted using (source_id, code)
       where counted.total - b.count + r.index < ${KEPT_PER_HOUR}`,
    values: [workspaceId, hour, JSON.stringify(counts), new Date(now), new Date(now + KEPT_FOR), JSON.stringify(rows)],
  })
}

type Group = [Refusal, ...Refusal[]]

function groupBySourceAndCode(refusals: readonly Refusal[]): Group[] {
  const groups = new Map<string, Group>()
  for (const refusal of refusals) {
    const key = `${refusal.sourceId} ${refusal.code}`
    const group = groups.get(key)
    if (group) group.push(refusal)
    else groups.set(key, [refusal])
  }
  return [...groups.values()]
}

function toRow({ kind, code, message, sourceId, messageId, identifiers, sample }: Refusal, index: number, now: Millis) {
  return {
    id: uuidv7(now),
    index,
    kind,
    code,
    message: boundedText(message, MAX_MESSAGE),
    source_id: sourceId,
    message_id: messageId,
    identifiers,
    sample: boundedSample(sample),
  }
}

import { arrayText } from '../../db/array-text.ts'
import type { Queryable } from '../../db/db.ts'
import type { Millis } from '../clock.ts'
import { compareHashes } from '../id.ts'

/** That one message carried these identifiers, all of one profile. */
export interface Observation {
  readonly hashes: readonly string[]
  readonly at: Millis
  readonly messageId: string
  readonly sourceId: string
}

/** Records when identifiers were seen, and which of them together: the edges of the identity graph. */
export async function recordObservations(client: Queryable, workspaceId: string, observations: readonly Observation[]): Promise<void> {
  await updateSeen(client, workspaceId, observations)
  await upsertPairs(client, workspaceId, observations)
}

async function updateSeen(client: Queryable, workspaceId: string, observations: readonly Observation[]): Promise<void> {
  const seen = new Map<string, { first: Millis; last: Millis }>()
  for (const { hashes, at } of observations) {
    for (const hash of hashes) {
      const known = seen.get(hash)
      if (!known) seen.set(hash, { first: at, last: at })
      else if (at < known.first) known.first = at
      else if (at > known.last) known.last = at
    }
  }
  if (seen.size === 0) return
  await client.query({
    name: 'update-seen',
    text: `update identifiers i set first_seen_at = least(first_seen_at, first), last_seen_at = greatest(last_seen_at, last)
      from (select hash, to_timestamp(first / 1000.0)::timestamptz(3) as first, to_timestamp(last / 1000.0)::timestamptz(3) as last
        from unnest($2::bigint[], $3::float8[], $4::float8[]) as s (hash, first, last)) seen
      where i.hash = seen.hash and i.workspace_id = $1 and (i.first_seen_at > seen.first or i.last_seen_at < seen.last)`,
    values: [
      workspaceId,
      arrayText([...seen.keys()]),
      arrayText([...seen.values()].map((one) => one.first)),
      arrayText([...seen.values()].map((one) => one.last)),
    ],
  })
}

const KEPT_MESSAGES = 5

interface Pair {
  readonly a: string
  readonly b: string
  first: Millis
  last: Millis
  count: number
  messageIds: string[]
  readonly sourceId: string
}

async function upsertPairs(client: Queryable, workspaceId: string, observations: readonly Observation[]): Promise<void> {
  const pairs = [...collectPairs(observations).values()].sort((x, y) => compareHashes(x.a, y.a) || compareHashes(x.b, y.b))
  if (pairs.length === 0) return
  await client.query({
    name: 'upsert-observations',
    text: `insert into observations as o (workspace_id, a, b, first_at, last_at, count, message_ids, source_id)
      select $1, a, b, to_timestamp(first / 1000.0), to_timestamp(last / 1000.0), count, string_to_array(message_ids, e'\\x01'), source_id
      from unnest($2::bigint[], $3::bigint[], $4::float8[], $5::float8[], $6::bigint[], $7::text[], $8::uuid[])
        as pair (a, b, first, last, count, message_ids, source_id)
      on conflict (workspace_id, a, b) do update set
        first_at = least(o.first_at, excluded.first_at), last_at = greatest(o.last_at, excluded.last_at), count = o.count + excluded.count,
        message_ids = (excluded.message_ids || o.message_ids)[1:${KEPT_MESSAGES}]`,
    values: [
      workspaceId,
      pairs.map((one) => one.a),
      pairs.map((one) => one.b),
      pairs.map((one) => one.first),
      pairs.map((one) => one.last),
      pairs.map((one) => one.count),
      // Arrays of arrays of different lengths cannot be sent: joined by a character that no message id has.
      pairs.map((one) => one.messageIds.map((id) => id.replaceAll('\u0001', '\ufffd')).join('\u0001')),
      pairs.map((one) => one.sourceId),
    ],
  })
}

function collectPairs(observations: readonly Observation[]): Map<string, Pair> {
  const pairs = new Map<string, Pair>()
  for (const { hashes, at, messageId, sourceId } of observations) {
    for (const [i, one] of hashes.entries()) {
      for (const other of hashes.slice(i + 1)) {
        const [a, b] = compareHashes(one, other) < 0 ? [one, other] : [other, one]
        const pair = pairs.get(`${a} ${b}`)
        if (!pair) {
          pairs.set(`${a} ${b}`, { a, b, first: at, last: at, count: 1, messageIds: [messageId], sourceId })
          continue
        }
        pair.first = Math.min(pair.first, at)
        pair.last = Math.max(pair.last, at)
        pair.count++
        pair.messageIds = [messageId, ...pair.messageIds].slice(0, KEPT_MESSAGES)
      }
    }
  }
  return pairs
}

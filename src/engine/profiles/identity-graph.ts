import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'
import { type HeldIdentifier, IDENTIFIER } from './identifiers-of.ts'
import { prepared } from './prepared.ts'
import { countsPerParent, countUpToCap, everyIdOf, parameters, perParent, readingDirection, type Slice, selectList, within } from './slice.ts'

/** That two identifiers were observed on one message; `from` was seen first. */
export interface ObservedEdge {
  readonly from: HeldIdentifier
  readonly to: HeldIdentifier
  readonly firstObservedAt: Millis
  readonly lastObservedAt: Millis
  readonly count: number
  /** The newest message that carried both. */
  readonly messageId: string | null
  readonly sourceId: string
}

interface EdgeRow extends Omit<ObservedEdge, 'from' | 'to'> {
  readonly hash: string
  readonly other: HeldIdentifier
}

/** The edges by which identifiers are connected with those of the same profile that were seen before them. */
export async function readEdges(
  db: Queryable,
  workspaceId: string,
  asked: readonly { readonly profileId: string; readonly nodes: readonly HeldIdentifier[] }[],
): Promise<ObservedEdge[][]> {
  const nodes = asked.flatMap(({ profileId, nodes }, of) => nodes.map((node) => ({ of, profileId, node })))
  const rows = await prepared<EdgeRow & { of: number }>(
    db,
    `select node.of, node.hash, ${asMillis('o.first_at')} as "firstObservedAt", ${asMillis('o.last_at')} as "lastObservedAt",
        least(o.count, 2147483647)::integer as count, o.message_ids[1] as "messageId", o.source_id as "sourceId", to_jsonb(other) as other
      from unnest($2::int[], $3::uuid[], $4::bigint[], $5::float8[]) as node (of, profile_id, hash, seen)
      cross join lateral (
        select *, b as end from observations where workspace_id = $1 and a = node.hash
        union all select *, a as end from observations where workspace_id = $1 and b = node.hash
      ) o
      cross join lateral (
        select ${selectList(IDENTIFIER)} from identifiers i where i.workspace_id = $1 and i.hash = o.end and i.profile_id = node.profile_id
      ) other
      where (other."firstSeenAt", other.hash::bigint) < (node.seen, node.hash)
      order by node.of, node.seen, node.hash, other."firstSeenAt", other.hash::bigint`,
    [
      workspaceId,
      nodes.map(({ of }) => of),
      nodes.map(({ profileId }) => profileId),
      nodes.map(({ node }) => node.hash),
      nodes.map(({ node }) => node.firstSeenAt),
    ],
  )
  const byHash = new Map(nodes.map(({ of, node }) => [`${of} ${node.hash}`, node]))
  const edges = asked.map((): ObservedEdge[] => [])
  for (const { of, hash, other, ...edge } of rows) {
    const node = byHash.get(`${of} ${hash}`)
    if (node) edges[of]?.push({ ...edge, from: other, to: node })
  }
  return edges
}

/** An entry of the ledger. */
export interface RecordedMerge {
  readonly id: string
  readonly rootId: string
  readonly loserId: string
  readonly at: Millis
  readonly cause: string
  readonly messageId: string | null
  readonly undoneAt: Millis | null
}

export interface MergeQuery {
  readonly workspaceId: string
  /** Of each person, or account, every id it ever had. */
  readonly people: readonly (readonly string[])[]
}

/** A part of the merges that made each person, or account, oldest first. */
export async function readMerges(db: Queryable, { workspaceId, people }: MergeQuery, slice: Slice<string>): Promise<RecordedMerge[][]> {
  const { values, bind } = parameters(workspaceId)
  const direction = readingDirection('asc', slice.reverse)
  const rows = await prepared<RecordedMerge & { of: number }>(
    db,
    `select parent.of, merge.* from ${everyIdOf(bind, people)} cross join lateral (
        select id, root_id as "rootId", loser_id as "loserId", ${asMillis('at')} as at, cause, message_id as "messageId", ${asMillis('undone_at')} as "undoneAt"
        from merges where workspace_id = $1 and root_id = any(parent.ids) ${within(slice, { listed: 'asc', row: 'id', keyRow: bind })}
        order by id ${direction} limit ${slice.limit}
      ) merge order by parent.of, merge.id ${direction}`,
    values,
  )
  return perParent(rows, people.length, slice)
}

export async function countMerges(db: Queryable, { workspaceId, people }: MergeQuery): Promise<number[]> {
  const { values, bind } = parameters(workspaceId)
  const rows = await prepared<{ of: number; count: string }>(
    db,
    `select parent.of, merge.count from ${everyIdOf(bind, people)} cross join lateral (
        ${countUpToCap('select from merges where workspace_id = $1 and root_id = any(parent.ids)')}
      ) merge`,
    values,
  )
  return countsPerParent(rows, people.length)
}

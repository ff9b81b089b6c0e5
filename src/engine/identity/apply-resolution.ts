import type { Queryable } from '../../db/db.ts'
import type { Millis } from '../clock.ts'
import { compareHashes, uuidv7 } from '../id.ts'
import type { NewIdentifier, NewMerge, Resolution } from './resolve.ts'

/** Somebody else changed what the decision was based on; look again, with the locks of the profiles named. */
export class IdentityRace extends Error {
  readonly involved: Set<string> | undefined

  constructor(involved?: Set<string>) {
    super('The identifiers changed meanwhile.')
    this.involved = involved
  }
}

interface Applied {
  readonly resolution: Pick<Resolution, 'added' | 'merges' | 'created'>
  readonly at: Millis
  /** Why profiles became one, for the ledger. */
  readonly cause?: string
  /** The run that applied other rules to the history, where one did. */
  readonly runId?: string | null
}

const BY_MESSAGE = 'identifiers met on a message'

/** Writes new identifiers, merges and the ledger, and nothing else: effects on profiles come in the transaction of the chunk. */
export async function applyResolution(
  client: Queryable,
  workspaceId: string,
  { resolution, at, cause = BY_MESSAGE, runId = null }: Applied,
): Promise<void> {
  await moveIdentifiers(client, workspaceId, resolution)
  await insertIdentifiers(client, workspaceId, resolution.added)
  await writeMerges(client, workspaceId, { resolution, at, cause, runId })
}

export async function insertIdentifiers(client: Queryable, workspaceId: string, added: readonly NewIdentifier[]): Promise<void> {
  if (added.length === 0) return
  // In the order of their hashes, so that two workers that add the same ones wait for each other instead of deadlocking.
  const rows = [...added].sort((a, b) => compareHashes(a.identifier.hash, b.identifier.hash))
  const { rowCount } = await client.query({
    name: 'insert-identifiers',
    text: `insert into identifiers (hash, workspace_id, type, value, raw, profile_id, home_id, first_seen_at, last_seen_at, source_id)
      select hash, $1, type, value, raw, profile_id, home_id, to_timestamp(seen / 1000.0), to_timestamp(seen / 1000.0), source_id
      from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::uuid[], $8::float8[], $9::uuid[])
        as added (hash, type, value, raw, profile_id, home_id, seen, source_id)
      on conflict do nothing`,
    values: [
      workspaceId,
      rows.map(({ identifier }) => identifier.hash),
      rows.map(({ identifier }) => identifier.type),
      rows.map(({ identifier }) => identifier.value),
      rows.map(({ identifier }) => identifier.raw),
      rows.map(({ profileId }) => profileId),
      rows.map(({ homeId }) => homeId),
      rows.map(({ claim }) => claim.timestamp),
      rows.map(({ claim }) => claim.sourceId),
    ],
  })
  if (rowCount !== rows.length) throw new IdentityRace()
}

async function moveIdentifiers(client: Queryable, workspaceId: string, { merges, created }: Applied['resolution']): Promise<void> {
  const moved = merges.filter(({ loserId }) => !created.has(loserId))
  if (moved.length === 0) return
  const roots = finalRoots(merges)
  await client.query({
    name: 'move-identifiers',
    text: `update identifiers set profile_id = moved.root_id from unnest($2::uuid[], $3::uuid[]) as moved (loser_id, root_id)
      where workspace_id = $1 and profile_id = moved.loser_id`,
    values: [workspaceId, moved.map(({ loserId }) => loserId), moved.map(({ loserId }) => roots.get(loserId))],
  })
}

async function writeMerges(client: Queryable, workspaceId: string, { resolution, at, cause, runId }: Required<Applied>): Promise<void> {
  const { merges, created } = resolution
  if (merges.length === 0) return
  const roots = finalRoots(merges)
  const losers = merges.map(({ loserId }) => loserId)
  // Compresses the paths of those that were merged into today's losers before.
  await client.query({
    name: 'move-aliases',
    text: `update profile_aliases set root_id = moved.root_id from unnest($2::uuid[], $3::uuid[]) as moved (loser_id, root_id)
      where workspace_id = $1 and profile_aliases.root_id = moved.loser_id`,
    values: [workspaceId, losers, losers.map((id) => roots.get(id))],
  })
  await client.query({
    name: 'insert-aliases',
    // A loser that was made up by the same claims has nothing to fold, and no events.
    text: `insert into profile_aliases (workspace_id, loser_id, root_id, folded_at, first_event_at, last_event_at)
      select $1, loser_id, root_id, case when created then to_timestamp($5 / 1000.0) end,
        case when created then 'infinity' else '-infinity' end::timestamptz, case when created then '-infinity' else 'infinity' end::timestamptz
      from unnest($2::uuid[], $3::uuid[], $4::boolean[]) as alias (loser_id, root_id, created)`,
    values: [workspaceId, losers, losers.map((id) => roots.get(id)), losers.map((id) => created.has(id)), at],
  })
  await insertLedger(client, workspaceId, { merges, at, cause, runId })
}

async function insertLedger(
  client: Queryable,
  workspaceId: string,
  { merges, at, cause, runId }: Omit<Required<Applied>, 'resolution'> & { readonly merges: readonly NewMerge[] },
): Promise<void> {
  await client.query({
    name: 'insert-merges',
    text: `insert into merges (workspace_id, id, root_id, loser_id, cause, message_id, source_id, identifiers, at, run_id)
      select $1, id, root_id, loser_id, $9, message_id, source_id, identifiers::bigint[], to_timestamp($8 / 1000.0), $10::uuid
      from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::uuid[], $7::text[])
        as merge (id, root_id, loser_id, message_id, source_id, identifiers)`,
    values: [
      workspaceId,
      merges.map(() => uuidv7(at)),
      merges.map(({ rootId }) => rootId),
      merges.map(({ loserId }) => loserId),
      merges.map(({ claim }) => claim.messageId),
      merges.map(({ claim }) => claim.sourceId),
      merges.map(({ identifiers }) => `{${identifiers.join(',')}}`),
      at,
      cause,
      runId,
    ],
  })
}

/** Where each loser ends up when its root was merged in turn. */
function finalRoots(merges: readonly NewMerge[]): Map<string, string> {
  const roots = new Map(merges.map(({ loserId, rootId }) => [loserId, rootId]))
  for (const loser of roots.keys()) {
    let root = roots.get(loser) as string
    for (let next = roots.get(root); next !== undefined; next = roots.get(root)) root = next
    roots.set(loser, root)
  }
  return roots
}

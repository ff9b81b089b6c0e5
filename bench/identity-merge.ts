import { type Db, transaction } from '../src/db/db.ts'
import { DefinitionsCache } from '../src/engine/audiences/definitions-cache.ts'
import { createAudience } from '../src/engine/audiences/manage.ts'
import { reevaluate } from '../src/engine/audiences/reevaluate.ts'
import { lockIdentities } from '../src/engine/identity/holdings.ts'
import type { Identifier } from '../src/engine/identity/identifier.ts'
import { identifierHash } from '../src/engine/identity/identifier.ts'
import { DEFAULT_RULES } from '../src/engine/identity/identity-rules.ts'
import { resolveClaims } from '../src/engine/identity/resolve-claims.ts'

export interface LargeMerge {
  /** The longest that anybody else waited for one of the two profiles or their identities, in milliseconds. */
  readonly longestWait: number
  readonly decidedIn: number
  readonly foldedIn: number
}

/** Merges two profiles of 500 identifiers and half of the events each, both of them counted by an audience, while somebody else wants them all the time. */
export async function mergeLarge(
  db: Db,
  { workspaceId, sourceId, events }: { workspaceId: string; sourceId: string; events: number },
): Promise<LargeMerge> {
  const all = Array.from({ length: 999 }, (_, n): Identifier => {
    const type = `kind_${Math.floor(n / 3)}`
    const value = `large ${n}`
    return { type, value, raw: value, hash: identifierHash(workspaceId, type, value) }
  })
  const claim = (identifiers: readonly Identifier[]) => ({
    entity: 'PROFILE' as const,
    identifiers,
    messageId: 'large',
    sourceId,
    timestamp: Date.now(),
  })
  const resolve = async (...identifiers: Identifier[]) => {
    const { profileIds } = await resolveClaims(db.pool, workspaceId, { claims: [claim(identifiers)], rules: DEFAULT_RULES })
    return profileIds[0] ?? ''
  }
  await createAudience(db, {
    ...{ workspaceId, key: 'viewers', name: 'Viewers', description: null, entity: 'PROFILE', enabled: true, notifyExisting: false },
    rule: { event: { name: 'Viewed 1', window: { last: 'P30D' }, is: { gte: 100 } } },
  })
  const ids = [await resolve(...all.slice(0, 500)), await resolve(...all.slice(500))]
  for (const id of ids) await fill(db, { workspaceId, sourceId, id, events: events / 2 })
  await reevaluate(db.pool, new DefinitionsCache(), { workspaceId, profiles: new Map(ids.map((id) => [id, 'PROFILE'])), occasion: 'EVENT' })
  await db.pool.query('vacuum analyze events')
  const watch = watchWaits(db, workspaceId, ids)
  const start = performance.now()
  const rootId = await resolve(...all.slice(499, 501))
  const decided = performance.now()
  await reevaluate(db.pool, new DefinitionsCache(), { workspaceId, profiles: new Map([[rootId, 'PROFILE']]), occasion: 'EVENT' })
  const folded = performance.now()
  return { longestWait: await watch.stop(), decidedIn: decided - start, foldedIn: folded - decided }
}

async function fill(
  db: Db,
  { workspaceId, sourceId, id, events }: { workspaceId: string; sourceId: string; id: string; events: number },
): Promise<void> {
  await db.pool.query(
    `insert into events (workspace_id, id, profile_id, profile_seq, type, name, timestamp, received_at, source_id, message_id, identifiers, properties, context, schema_version)
     select $1, gen_random_uuid(), $2::uuid, n, 'TRACK', 'Viewed ' || n % 20, now() - n * interval '10 seconds', now() - n * interval '10 seconds', $3, $2::uuid::text || n, '{}', '{}', '{}', 1
     from generate_series(1, $4::int) n`,
    [workspaceId, id, sourceId, events],
  )
}

/** Takes the locks of both profiles for a moment, over and over, the way that workers do. */
function watchWaits(db: Db, workspaceId: string, ids: readonly string[]): { stop(): Promise<number> } {
  let [watching, longest] = [true, 0]
  const timed = async (work: () => Promise<unknown>) => {
    const start = performance.now()
    await work()
    longest = Math.max(longest, performance.now() - start)
  }
  const rows = async () => {
    while (watching)
      await transaction(db.pool, (client) =>
        timed(() =>
          client.query('select from profiles where workspace_id = $1 and id = any($2::uuid[]) order by id for no key update', [workspaceId, ids]),
        ),
      )
  }
  const identities = async () => {
    while (watching) await transaction(db.pool, (client) => timed(() => lockIdentities(client, new Set(ids))))
  }
  const done = Promise.all([rows(), identities()])
  return {
    async stop() {
      watching = false
      await done
      return longest
    },
  }
}

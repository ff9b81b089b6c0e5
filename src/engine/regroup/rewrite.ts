import { arrayText } from '../../db/array-text.ts'
import type { Queryable } from '../../db/db.ts'
import { insertIdentifiers } from '../identity/apply-resolution.ts'
import type { Identifier } from '../identity/identifier.ts'
import { type Observation, recordObservations } from '../identity/observe.ts'
import type { NewIdentifier } from '../identity/resolve.ts'
import type { PastEvent } from '../identity/simulate/read-history.ts'
import type { StoredPart } from '../identity/stored-decision.ts'

/** An event with what became of it. */
export interface Rewritten {
  readonly event: PastEvent
  /** Null: it is nobody's. */
  readonly profileId: string | null
  /** Those of the person that count. */
  readonly identifiers: readonly Identifier[]
  /** The same, and those of its account. */
  readonly hashes: readonly string[]
  /** Those that its profile holds. */
  readonly owned: readonly string[]
  /** The same, but for those that were left out of this event. */
  readonly held: readonly string[]
  readonly decision: StoredPart | null
}

export interface HeldRow {
  readonly hash: string
  readonly profileId: string
  readonly homeId: string | null
}

const AT_ONCE = 5000
/** What was decided about the account stays. */
const OF_PERSON = ['matched', 'created', 'added', 'demoted', 'refused', 'left'] satisfies (keyof StoredPart)[]

/** Events under their profiles, with what they carry by the rules of this version. */
export async function rewriteEvents(
  client: Queryable,
  workspaceId: string,
  { events, version }: { readonly events: readonly Rewritten[]; readonly version: number },
): Promise<void> {
  for (const owned of [true, false]) {
    const own = events.filter(({ event }) => (event.profileId !== null) === owned)
    const where = owned ? 'e.profile_id = r.owner' : 'e.profile_id is null'
    for (let i = 0; i < own.length; i += AT_ONCE) {
      const some = own.slice(i, i + AT_ONCE)
      await client.query(
        `update events e set profile_id = r.target, identifiers = r.hashes::bigint[], identity_version = nullif($8::int, 0),
           identity = nullif(r.decision::jsonb || (coalesce(e.identity, '{}') - $9::text[]), '{}'::jsonb)
         from unnest($2::uuid[], $3::float8[], $4::uuid[], $5::uuid[], $6::text[], $7::text[]) as r (id, at, owner, target, hashes, decision)
         where e.workspace_id = $1 and ${where} and e.timestamp = to_timestamp(r.at / 1000.0)::timestamptz(3) and e.id = r.id`,
        [
          workspaceId,
          some.map(({ event }) => event.id),
          some.map(({ event }) => event.at),
          some.map(({ event }) => event.profileId),
          some.map(({ profileId }) => profileId),
          some.map(({ hashes }) => arrayText(hashes)),
          some.map(({ decision }) => JSON.stringify(decision ?? {})),
          version,
          OF_PERSON,
        ],
      )
    }
  }
}

/** What the events say about identifiers: whose they are, when they were seen, and with which others. In place of what was there, but for what is kept. */
export async function rewriteIdentifiers(
  client: Queryable,
  workspaceId: string,
  {
    events,
    before,
    kept,
  }: {
    /** In the order in which they came. */
    readonly events: readonly Rewritten[]
    readonly before: readonly HeldRow[]
    /** What no event says, by hash: whose it is. */
    readonly kept: ReadonlyMap<string, string>
  },
): Promise<void> {
  const gone = before.map(({ hash }) => hash).filter((hash) => !kept.has(hash))
  const added = firstSeen(events, before)
  await client.query('delete from identifiers where workspace_id = $1 and hash = any($2::bigint[]) and profile_id = any($3::uuid[])', [
    workspaceId,
    arrayText(gone),
    arrayText([...new Set(before.map(({ profileId }) => profileId))]),
  ])
  await client.query(
    `update identifiers i set profile_id = k.profile_id, home_id = case when i.profile_id = k.profile_id then i.home_id else k.profile_id end
     from unnest($2::bigint[], $3::uuid[]) as k (hash, profile_id) where i.workspace_id = $1 and i.hash = k.hash`,
    [workspaceId, arrayText([...kept.keys()]), arrayText([...kept.values()])],
  )
  await insertIdentifiers(client, workspaceId, added)
  const hashes = arrayText([...new Set([...gone, ...added.map(({ identifier }) => identifier.hash)])])
  for (const end of ['a', 'b'])
    await client.query(`delete from observations where workspace_id = $1 and ${end} = any($2::bigint[])`, [workspaceId, hashes])
  await recordObservations(client, workspaceId, events.flatMap(observed))
}

/** As each identifier came first. One that stays where it is keeps what it came with. */
function firstSeen(events: readonly Rewritten[], before: readonly HeldRow[]): readonly NewIdentifier[] {
  const homes = new Map(before.map((row) => [row.hash, row]))
  const added = new Map<string, NewIdentifier>()
  // What was always left out comes last.
  for (const wanted of ['held', 'owned'] as const) {
    for (const { event, profileId, identifiers, ...one } of events) {
      if (profileId === null) continue
      for (const identifier of identifiers) {
        if (!one[wanted].includes(identifier.hash) || added.has(identifier.hash)) continue
        const home = homes.get(identifier.hash)
        const homeId = (home?.profileId === profileId ? home.homeId : null) ?? profileId
        const claim = { entity: 'PROFILE' as const, identifiers, messageId: event.messageId, sourceId: event.sourceId, timestamp: event.at }
        added.set(identifier.hash, { identifier, profileId, homeId, claim })
      }
    }
  }
  return [...added.values()]
}

function observed({ event: { at, messageId, sourceId }, held }: Rewritten): readonly Observation[] {
  return held.length === 0 ? [] : [{ hashes: held, at, messageId, sourceId }]
}

import type pg from 'pg'
import { type Queryable, transaction } from '../db/db.ts'
import { columnsOf } from './accounts.ts'
import { afterRaces } from './after-races.ts'
import { DefinitionsCache } from './audiences/definitions-cache.ts'
import { type Changed, reevaluateWithin } from './audiences/reevaluate.ts'
import type { Subject } from './audiences/subject.ts'
import { engineNow, type Millis } from './clock.ts'
import { LimitReachedError, ValidationError } from './errors.ts'
import { uuidv7 } from './id.ts'
import { keepApart } from './identity/cannot-links.ts'
import { lockRoots } from './identity/holdings.ts'
import { GROUP_ID, type Identifier } from './identity/identifier.ts'
import type { Entity } from './identity/lock-profiles.ts'
import { NOUN } from './merge-profiles.ts'
import { startOver } from './start-over.ts'

/** A profile with more events is not split: everything of it is computed again while its new events wait. */
export const MOST_EVENTS = 100_000

export interface WantedSplit {
  readonly workspaceId: string
  /** By default a person. */
  readonly entity?: Entity
  readonly profileId: string
  /** What is taken out. */
  readonly identifiers: readonly Omit<Identifier, 'raw'>[]
}

export interface Split extends Changed {
  /** What is left. */
  readonly profileId: string
  /** What was taken out. */
  readonly splitId: string
}

/**
 * Takes identifiers out of a person, or an account, into one of their own, with the events that carry no identifier of what is left; everything of both is
 * computed again from their events. No message joins them again.
 */
export async function splitProfile(pool: pg.Pool, wanted: WantedSplit): Promise<Split> {
  if (wanted.identifiers.length === 0) throw new ValidationError('Name at least one identifier to take out.', ['identifiers'])
  return afterRaces(() => transaction(pool, (client) => split(client, wanted)))
}

async function split(client: Queryable, { workspaceId, entity = 'PROFILE', profileId, identifiers }: WantedSplit): Promise<Split> {
  await client.query(`set local lock_timeout = '2s'`)
  const [rootId = profileId] = await lockRoots(client, workspaceId, [profileId])
  const sides = await chooseSides(client, { workspaceId, entity, profileId: rootId, identifiers })
  const at = await engineNow(client)
  const splitId = uuidv7(at)
  const changed = await reevaluateWithin(client, new DefinitionsCache(), {
    workspaceId,
    profiles: new Map([rootId, splitId].map((id) => [id, entity])),
    occasion: 'SPLIT',
    async prepare(subjects) {
      const [root, part] = [subjects.get(rootId), subjects.get(splitId)]
      if (!root || !part) throw new Error(`The profiles ${rootId} and ${splitId} are not both locked.`)
      await takeApart(client, workspaceId, { root, part, sides, at })
      return startOver(client, workspaceId, [root, part])
    },
  })
  return { ...changed, profileId: rootId, splitId }
}

/** Hashes of what is taken out and of what is left. */
interface Sides {
  readonly taken: readonly string[]
  readonly kept: readonly string[]
}

async function chooseSides(client: Queryable, { workspaceId, entity, profileId, identifiers }: Required<WantedSplit>): Promise<Sides> {
  const { rows } = await client.query<{ hash: string; type: string; value: string }>(
    'select hash, type, value from identifiers where workspace_id = $1 and profile_id = $2',
    [workspaceId, profileId],
  )
  const held = new Map(rows.map((row) => [row.hash, row]))
  for (const [i, { hash, type, value }] of identifiers.entries()) {
    const found = held.get(hash)
    if (found?.type !== type || found.value !== value)
      throw new ValidationError(`The ${NOUN[entity]} holds no ${type} "${value.slice(0, 100)}".`, ['identifiers', String(i)])
  }
  const taken = new Set(identifiers.map(({ hash }) => hash))
  const kept = [...held.keys()].filter((hash) => !taken.has(hash))
  if (kept.length === 0) throw new ValidationError('These are all of its identifiers; leave at least one.', ['identifiers'])
  const named = (hashes: readonly string[]) => hashes.some((hash) => held.get(hash)?.type === GROUP_ID)
  if (entity === 'ACCOUNT' && !(named([...taken]) && named(kept)))
    throw new ValidationError('An account has a group_id: take one out, and leave one.', ['identifiers'])
  return { taken: [...taken], kept }
}

interface Parts {
  readonly root: Subject
  readonly part: Subject
  readonly sides: Sides
  readonly at: Millis
}

async function takeApart(client: Queryable, workspaceId: string, { root, part, sides: { taken, kept }, at }: Parts): Promise<void> {
  const { profileIds: ids } = root
  const { entity } = root.profile
  const [own, other] = columnsOf(entity)
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from (select from events where workspace_id = $1 and ${own} = any($2::uuid[]) limit $3) e`,
    [workspaceId, ids, MOST_EVENTS + 1],
  )
  if ((rows[0]?.count ?? 0) > MOST_EVENTS) throw new LimitReachedError(`What has more than ${MOST_EVENTS} events cannot be split.`, [NOUN[entity]])
  await noteUndone(client, workspaceId, { ids, taken, at })
  await client.query(
    'update identifiers set profile_id = $3, home_id = $3 where workspace_id = $1 and profile_id = $2 and hash = any($4::bigint[])',
    [workspaceId, root.profile.id, part.profile.id, taken],
  )
  await client.query(
    `update events set ${own} = $3 where workspace_id = $1 and ${own} = any($2::uuid[])
     and identifiers && $4::bigint[] and not identifiers && $5::bigint[]`,
    [workspaceId, ids, part.profile.id, taken, kept],
  )
  await client.query(
    `delete from observations where workspace_id = $1
     and ((a = any($2::bigint[]) and b = any($3::bigint[])) or (a = any($3::bigint[]) and b = any($2::bigint[])))`,
    [workspaceId, taken, kept],
  )
  await client.query('update profiles set was_split = true where workspace_id = $1 and id = $2', [workspaceId, root.profile.id])
  // The group calls that an unlinking hides may be of either.
  await client.query(
    `insert into account_edits (workspace_id, ${own}, ${other}, unlinked_at)
     select workspace_id, $3, ${other}, unlinked_at from account_edits where workspace_id = $1 and ${own} = $2 and unlinked_at is not null`,
    [workspaceId, root.profile.id, part.profile.id],
  )
  await keepApart(client, workspaceId, { ids, splitId: part.profile.id, at })
}

/** A merge is undone when all that came with the one is taken from all that came with the other. */
async function noteUndone(
  client: Queryable,
  workspaceId: string,
  { ids, taken, at }: { readonly ids: readonly string[]; readonly taken: readonly string[]; readonly at: Millis },
): Promise<void> {
  await client.query(
    `update merges m set undone_at = to_timestamp($4 / 1000.0) from (
       select m.id from merges m join identifiers i on i.workspace_id = $1 and i.profile_id = ($2::uuid[])[1] and i.home_id in (m.root_id, m.loser_id)
       where m.workspace_id = $1 and m.root_id = any($2::uuid[]) and m.undone_at is null
       group by m.id
       having count(distinct i.home_id) = 2 and count(distinct (i.home_id, i.hash = any($3::bigint[]))) = 2 and count(distinct i.hash = any($3::bigint[])) = 2
     ) undone where m.workspace_id = $1 and m.id = undone.id`,
    [workspaceId, ids, taken, at],
  )
}

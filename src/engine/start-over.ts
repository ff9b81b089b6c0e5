import type { Queryable } from '../db/db.ts'
import { applyAccountEdits, columnsOf } from './accounts.ts'
import type { Subject } from './audiences/subject.ts'
import { asMillis, type Millis } from './clock.ts'
import { readEvents } from './events/read-events.ts'
import type { Entity } from './identity/lock-profiles.ts'
import { pickFields } from './json.ts'
import type { TraitCall } from './traits/write-traits.ts'

/**
 * Forgets what was computed of locked people, or of locked accounts, but for the audiences that they are in, so that all of it is computed again from
 * the events. Answers what those say about traits.
 */
export async function startOver(client: Queryable, workspaceId: string, subjects: readonly Subject[]): Promise<readonly TraitCall[]> {
  const entity = subjects[0]?.profile.entity ?? 'PROFILE'
  const ids = subjects.map(({ profile }) => profile.id)
  const events = subjects.flatMap(({ profile, profileIds }) => profileIds.map((id) => ({ id, of: profile.id })))
  const values = [workspaceId, ids, events.map(({ id }) => id), events.map(({ of }) => of)]
  const [own] = columnsOf(entity)
  await client.query('delete from traits where workspace_id = $1 and profile_id = any($2::uuid[])', values.slice(0, 2))
  await linkAnew(client, entity, values)
  await applyAccountEdits(client, workspaceId, { entity, ids })
  const { rows: seen } = await client.query<{ id: string; first: Millis; last: Millis }>(
    `select part.of as id, ${asMillis('min(least(e.timestamp, e.received_at))')} as first, ${asMillis('max(least(e.timestamp, e.received_at))')} as last
     from unnest($2::uuid[], $3::uuid[]) as part (id, of) join events e on e.workspace_id = $1 and e.${own} = part.id group by part.of`,
    [workspaceId, ...values.slice(2)],
  )
  // Numbers of events that both may have are not given again.
  const seq = Math.max(...subjects.map((one) => one.seq))
  for (const one of subjects) {
    const { first = null, last = null } = seen.find(({ id }) => id === one.profile.id) ?? {}
    const traits = pickFields(one.traits, (name) => one.computed.has(name))
    Object.assign(one, { traits, seq, changed: true, firstSeenAt: first, lastSeenAt: last } satisfies Partial<Subject>)
    one.state.leaves.clear()
    one.state.computed = new Set()
    one.state.pending.length = 0
  }
  return readTraitCalls(client, workspaceId, { entity, subjects })
}

/** Links them with whom their group calls name. */
async function linkAnew(client: Queryable, entity: Entity, values: readonly unknown[]): Promise<void> {
  const [own, other] = columnsOf(entity)
  // Whoever folds one that they are linked with waits until the links that are about to be made are seen.
  await client.query(
    `select from profiles where workspace_id = $1 and id in (
       select ${other} from account_edits where workspace_id = $1 and ${own} = any($2::uuid[])
       union select ${other} from events where workspace_id = $1 and ${own} = any($3::uuid[]) and type = 'GROUP'
     ) order by id for key share`,
    values.slice(0, 3),
  )
  await client.query(`delete from account_members where workspace_id = $1 and ${own} = any($2::uuid[])`, values.slice(0, 2))
  await client.query(
    `insert into account_members (workspace_id, ${own}, ${other}, first_at, last_at)
     select $1, part.of, coalesce(a.root_id, e.${other}), min(e.timestamp), max(e.timestamp)
     from unnest($2::uuid[], $3::uuid[]) as part (id, of) join events e on e.workspace_id = $1 and e.${own} = part.id
     left join profile_aliases a on a.workspace_id = $1 and a.loser_id = e.${other}
     where e.type = 'GROUP' and e.${other} is not null group by 2, 3`,
    [values[0], ...values.slice(2)],
  )
}

async function readTraitCalls(
  client: Queryable,
  workspaceId: string,
  { entity, subjects }: { readonly entity: Entity; readonly subjects: readonly Subject[] },
): Promise<readonly TraitCall[]> {
  const stretches = subjects.map(({ profileIds }) => ({ profileIds, after: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY }))
  const type = entity === 'PROFILE' ? 'IDENTIFY' : 'GROUP'
  const events = await readEvents(client, workspaceId, stretches, { entity, names: null, type, columns: new Set(['traits']) })
  return events.flatMap((event) => {
    const profileId = subjects[event.stretch]?.profile.id
    return profileId && event.traits ? [{ ...event, profileId, traits: event.traits }] : []
  })
}

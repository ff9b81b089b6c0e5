import type pg from 'pg'
import { type Queryable, transaction } from '../../db/db.ts'
import { asMillis, type Millis } from '../clock.ts'
import { enqueueDeliveries } from '../delivery/enqueue.ts'
import { changeSettings, holdSettings } from '../settings.ts'
import { logChanges } from './count-changes.ts'
import { loadDefinitions } from './definitions.ts'
import { readDefined } from './dependencies.ts'
import type { MembershipChange } from './membership.ts'
import type { Changed } from './reevaluate.ts'

const PAGE = 10_000

interface Edit {
  readonly id: string
  readonly workspace_id: string
}

/**
 * Puts a rule that has been computed in the place of the old one, with its members, in one commit: a change of the membership is logged and delivered for
 * each profile in which the two differ, and for no other.
 */
export async function takePlace(pool: pg.Pool, edit: Edit): Promise<Changed> {
  return transaction(pool, async (client) => {
    // Nothing of the workspace is evaluated until this commits.
    await changeSettings(client, edit.workspace_id)
    const { version, now } = await holdSettings(client, edit.workspace_id)
    const audienceId = await replaceRule(client, edit, now)
    if (audienceId === undefined) return { audienceIds: [], deliveryLanes: [] }
    // Not from the cache, which must not know them before they are committed.
    const definitions = await loadDefinitions(client, edit.workspace_id, version)
    const lanes = new Set<number>()
    const count = { ENTERED: 0, EXITED: 0 }
    const log = await openLog(client, edit.workspace_id, audienceId)
    const isUsed = await hasDependents(client, edit.workspace_id, audienceId)
    for await (const changes of differences(client, edit, { audienceId, now })) {
      for (const { change } of changes) count[change]++
      await log(changes)
      if (isUsed) await evaluateSoon(client, edit.workspace_id, { profileIds: changes.map(({ profileId }) => profileId), now })
      for (const lane of await enqueueDeliveries(client, edit.workspace_id, { definitions, events: [], changes, values: [], now })) lanes.add(lane)
    }
    await moveMembers(client, edit, audienceId)
    await client.query('delete from audience_edits where id = $1', [edit.id])
    await client.query(
      `update audience_counters set size = size + $3 - $4, entered = entered + $3, exited = exited + $4, updated_at = greatest(updated_at, engine_now()),
         version = version + case when $3 + $4 > 0 then 1 else 0 end
       where workspace_id = $1 and audience_id = $2`,
      [edit.workspace_id, audienceId, count.ENTERED, count.EXITED],
    )
    return { audienceIds: [audienceId], deliveryLanes: [...lanes] }
  })
}

/** Undefined: it was given up meanwhile. */
async function replaceRule(client: Queryable, { id }: Edit, now: number): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>(
    `update audiences a set rule = e.rule, number = e.number, updated_at = to_timestamp($2 / 1000.0)
     from audience_edits e where e.id = $1 and e.deleted_at is null and a.id = e.audience_id and a.deleted_at is null returning a.id`,
    [id, now],
  )
  return rows[0]?.id
}

/** Logs changes under the next version of the audience, whose counter is held until the commit. */
async function openLog(client: Queryable, workspaceId: string, audienceId: string): Promise<(changes: readonly MembershipChange[]) => Promise<void>> {
  const { rows } = await client.query<{ version: string; committedAt: Millis }>(
    `select version + 1 as version, ${asMillis('greatest(updated_at, engine_now())')} as "committedAt" from audience_counters
     where workspace_id = $1 and audience_id = $2 for no key update`,
    [workspaceId, audienceId],
  )
  const [counter] = rows
  let logged = 0
  return async (changes) => {
    if (!counter) throw new Error('Each audience has a counter.')
    await logChanges(client, { workspaceId, audienceId, ...counter, logged }, changes)
    logged += changes.length
  }
}

async function* differences(
  client: Queryable,
  edit: Edit,
  { audienceId, now }: { readonly audienceId: string; readonly now: number },
): AsyncGenerator<readonly MembershipChange[]> {
  await client.query(
    `declare differences no scroll cursor for
     select coalesce(new.profile_id, old.profile_id) as "profileId", case when old.profile_id is null then 'ENTERED' else 'EXITED' end as change
     from (select profile_id from audience_members where workspace_id = $1 and audience_id = $2) new
     full join (select profile_id from audience_members where workspace_id = $1 and audience_id = $3) old using (profile_id)
     where new.profile_id is null or old.profile_id is null`,
    [edit.workspace_id, edit.id, audienceId],
  )
  for (;;) {
    const { rows } = await client.query<Pick<MembershipChange, 'profileId' | 'change'>>(`fetch ${PAGE} from differences`)
    if (rows.length === 0) break
    yield rows.map((row) => ({ ...row, audienceId, reason: 'DEFINITION' as const, at: now }))
  }
  await client.query('close differences')
}

/** Whether another audience or a computed trait refers to it. */
async function hasDependents(client: Queryable, workspaceId: string, audienceId: string): Promise<boolean> {
  const defined = await readDefined(client, workspaceId)
  const name = defined.find(({ id }) => id === audienceId)?.name
  return name !== undefined && defined.some(({ uses }) => uses.has(name))
}

/**
 * What refers to the audience follows when the sweep evaluates whom the change is about. Who is locked is being evaluated, and waits for this commit to
 * see it; waiting for them would be for ever.
 */
async function evaluateSoon(
  client: Queryable,
  workspaceId: string,
  { profileIds, now }: { profileIds: readonly string[]; now: Millis },
): Promise<void> {
  await client.query(
    `update profiles set due_at = to_timestamp($3 / 1000.0) where workspace_id = $1 and id in (
       select id from profiles where workspace_id = $1 and id = any($2::uuid[]) and (due_at is null or due_at > to_timestamp($3 / 1000.0))
       for no key update skip locked)`,
    [workspaceId, profileIds, now],
  )
}

/** Who is in by both rules keeps the moment since when. */
async function moveMembers(client: Queryable, { id, workspace_id }: Edit, audienceId: string): Promise<void> {
  await client.query(
    `delete from audience_members o where workspace_id = $1 and audience_id = $3
       and not exists (select from audience_members n where n.workspace_id = $1 and n.audience_id = $2 and n.profile_id = o.profile_id)`,
    [workspace_id, id, audienceId],
  )
  await client.query(
    `with moved as (delete from audience_members where workspace_id = $1 and audience_id = $2 returning profile_id, since)
     insert into audience_members (workspace_id, audience_id, profile_id, since) select $1, $3, profile_id, since from moved on conflict do nothing`,
    [workspace_id, id, audienceId],
  )
}

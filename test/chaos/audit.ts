import assert from 'node:assert/strict'
import type { Db, Queryable } from '../../src/db/db.ts'
import { engineNow } from '../../src/engine/clock.ts'
import { digestUuid } from '../../src/engine/id.ts'
import { parseRule } from '../../src/engine/rules/parse-rule.ts'
import type { Rule } from '../../src/engine/rules/rule.ts'
import { compileMembers } from '../../src/engine/rules/sql/rule.ts'

/** Throws unless the database holds each acknowledged message exactly once and nothing else, nothing waits, and all it derived agrees with itself. */
export async function audit(db: Db, workspaceId: string, acknowledged: ReadonlySet<string>): Promise<void> {
  await auditMessages(db, workspaceId, acknowledged)
  await auditLeftovers(db, workspaceId)
  await auditChanges(db, workspaceId)
  await auditMembers(db, workspaceId)
}

export async function auditMessages(db: Db, workspaceId: string, acknowledged: ReadonlySet<string>): Promise<void> {
  const { rows: events } = await db.pool.query<{ id: string }>('select message_id as id from events where workspace_id = $1', [workspaceId])
  const stored = events.map((row) => row.id)
  const found = new Set(stored)
  const difference = {
    lost: [...acknowledged].filter((id) => !found.has(id)),
    neverSent: stored.filter((id) => !acknowledged.has(id)),
    twice: stored.length - found.size,
  }
  assert.deepEqual(
    difference,
    { lost: [], neverSent: [], twice: 0 },
    `not every acknowledged message is an event, once: ${JSON.stringify(difference)}`,
  )
  const { rows: keys } = await db.pool.query<{ key: string }>('select key from messages')
  const known = new Set(keys.map((row) => row.key))
  assert.ok(
    [...acknowledged].every((id) => known.has(digestUuid(workspaceId, id))),
    'every acknowledged message id is remembered',
  )
  const { rows: numbered } = await db.pool.query(
    'select profile_id, profile_seq from events where workspace_id = $1 and profile_id is not null group by 1, 2 having count(*) > 1',
    [workspaceId],
  )
  assert.deepEqual(numbered, [], 'no profile numbers two events alike')
}

async function auditLeftovers(db: Db, workspaceId: string): Promise<void> {
  const { rows } = await db.pool.query(
    `select (select count(*)::int from inbox) as inbox, (select count(*)::int from quarantine) as quarantine,
       (select count(*)::int from profile_aliases where folded_at is null) as unfolded,
       (select count(*)::int from profiles p join profile_aliases a on a.workspace_id = p.workspace_id and a.loser_id = p.id) as losers,
       (select count(*)::int from profile_aliases a join events e on e.workspace_id = a.workspace_id and e.profile_id = a.loser_id
         where e.timestamp not between a.first_event_at and a.last_event_at) as outside,
       (select count(*)::int from leaf_state s where not exists (select from profiles p where p.workspace_id = s.workspace_id and p.id = s.profile_id)) as states,
       (select count(*)::int from refusals where workspace_id = $1 and kind = 'INTERNAL') as refusals`,
    [workspaceId],
  )
  assert.deepEqual(rows, [{ inbox: 0, quarantine: 0, unfolded: 0, losers: 0, outside: 0, states: 0, refusals: 0 }], 'nothing is left over')
}

/** The change log has no gap and replays to the members; sizes are their number. */
export async function auditChanges(db: { readonly pool: Queryable }, workspaceId: string): Promise<void> {
  const { rows } = await db.pool.query<{ key: string }>(
    `with replayed as (
        select audience_id, profile_id, sum(case change when 'ENTERED' then 1 else -1 end) as n from audience_changes where workspace_id = $1 group by 1, 2
      ), wrong as (
        select coalesce(r.audience_id, m.audience_id) as audience_id from (select * from replayed where n <> 0) r
        full join (select * from audience_members where workspace_id = $1) m using (audience_id, profile_id)
        where r.n is distinct from 1 or m.profile_id is null
      ), versions as (
        select audience_id, version, count(*) as n, max(ordinal) - min(ordinal) + 1 as width, min(ordinal) as first
        from audience_changes where workspace_id = $1 group by 1, 2
      )
      select a.key from audiences a join audience_counters c on c.audience_id = a.id
      where a.workspace_id = $1 and a.deleted_at is null and (
        c.size <> (select count(*) from audience_members m where m.audience_id = a.id)
        or c.size <> c.entered - c.exited
        or c.version <> (select count(*) from versions v where v.audience_id = a.id)
        or c.version <> coalesce((select max(version) from versions v where v.audience_id = a.id), 0)
        or exists (select from versions v where v.audience_id = a.id and (v.n <> v.width or v.first <> 1))
        or exists (select from wrong w where w.audience_id = a.id))`,
    [workspaceId],
  )
  assert.deepEqual(
    rows.map((row) => row.key),
    [],
    'every audience has the size of its members and a change log without gaps that replays to them',
  )
}

export async function auditMembers(db: Db, workspaceId: string): Promise<void> {
  const { rows: audiences } = await db.pool.query<{ id: string; key: string; rule: unknown }>(
    'select id, key, rule from audiences where workspace_id = $1 order by key',
    [workspaceId],
  )
  const rules = new Map<string, Rule>(audiences.map(({ key, rule }) => [key, parseRule(rule)]))
  const now = await engineNow(db.pool)
  for (const { id, key } of audiences) {
    const referee = compileMembers(rules.get(key) as Rule, { workspaceId, entity: 'PROFILE', now, audiences: rules })
    const { rows: expected } = await db.pool.query<{ id: string }>(referee.text, referee.values)
    const { rows: members } = await db.pool.query<{ id: string }>('select profile_id as id from audience_members where audience_id = $1', [id])
    assert.deepEqual(members.map((row) => row.id).sort(), expected.map((row) => row.id).sort(), `the members of ${key} are those of its rule`)
  }
}

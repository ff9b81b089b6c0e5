import fc from 'fast-check'
import { expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { createAudience } from '../../src/engine/audiences/manage.ts'
import { changeRules } from '../../src/engine/identity/change-rules.ts'
import type { JsonObject } from '../../src/engine/json.ts'
import { emptyDatabase, test } from '../helpers/database.ts'
import { makeWorkspace, send, testWorker, type Workspace } from '../helpers/engine.ts'
import { applyRules } from '../helpers/identity-runs.ts'

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 6)
const SEED = Number(process.env['PROPERTY_SEED'] ?? Date.now() % 2 ** 31)

// Few values, so that people meet; some are one value, or none, by some rules.
const some = <Value>(...values: Value[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 })
const message = fc.record({
  type: fc.constantFrom('track', 'track', 'identify', 'group'),
  userId: some('u1', 'u2', 'u3', 'nobody'),
  anonymousId: some('a1', 'a2', 'a3', 'a4', 'a5', 'a6'),
  email: some('x@y.z', 'X+1@y.z ', 'v@y.z'),
  crm: some('C-1', 'C-01', 'C-2', 'none'),
  plan: some('free', 'pro'),
  groupId: fc.constantFrom('g1', 'g2'),
  day: fc.integer({ min: 1, max: 28 }),
})
type Message = typeof message extends fc.Arbitrary<infer Value> ? Value : never

const flags = fc.record({
  emailJoins: fc.boolean(),
  userJoins: fc.boolean(),
  anonymousJoins: fc.boolean(),
  plusTag: fc.boolean(),
  combined: fc.boolean(),
  blocks: fc.boolean(),
  // How many values of a type a person may hold.
  most: fc.constantFrom(1000, 1000, 1, 2),
  mostUsers: fc.constantFrom(1000, 1),
})
type Flags = typeof flags extends fc.Arbitrary<infer Value> ? Value : never

const rulesOf = ({ emailJoins, userJoins, anonymousJoins, plusTag, combined, blocks, most, mostUsers }: Flags) => ({
  types: [
    { type: 'user_id', limit: { count: mostUsers }, joins: userJoins },
    { type: 'anonymous_id', limit: { count: most }, joins: anonymousJoins },
    { type: 'email', limit: { count: most }, joins: emailJoins, normalisation: { trim: true, lowerCase: true, removePlusTag: plusTag } },
    { type: 'crm', limit: { count: most }, paths: ['properties.crm'], normalisation: { replacements: [{ pattern: '^C-0*', replacement: '' }] } },
  ],
  ...(combined && { combinedKeys: [{ type: 'both', parts: [{ path: 'properties.crm' }, { path: 'properties.plan' }] }] }),
  blocked: { values: blocks ? ['nobody', 'none'] : [] },
  joinIdentified: mostUsers > 1,
})

const callOf = ({ type, email, crm, plan, groupId, day, ...ids }: Message, i: number): JsonObject =>
  JSON.parse(
    JSON.stringify({
      ...{ type, event: 'E', messageId: `m${100 + i}`, ...ids, timestamp: `2026-10-${String(day).padStart(2, '0')}T00:00:00Z` },
      ...{ context: { traits: { email } }, properties: { crm, plan } },
      ...(type === 'identify' && { traits: { plan, email } }),
      ...(type === 'group' && { groupId, traits: { plan } }),
    }),
  )

test(`rules applied to what has been make the people that they would have made from the start, in ${RUNS} random histories`, {
  timeout: 300_000,
}, async ({ db }) => {
  const history = fc.record({
    messages: fc.array(message, { minLength: 4, maxLength: 20 }),
    more: fc.array(message, { minLength: 1, maxLength: 2 }),
    before: flags,
    after: flags,
  })
  const property = fc.asyncProperty(history, async ({ messages, more, before, after }) => {
    await emptyDatabase(db)
    const [changed, fresh] = [await workspaceWith(db, 'changed', before), await workspaceWith(db, 'fresh', after)]
    for (const workspace of [changed, fresh]) await play(db, workspace, messages.map(callOf))
    const run = await applyRules(db, changed.id, rulesOf(after))
    expect([run.status, run.error, run.refused]).toEqual(['FINISHED', null, 0n])
    await testWorker(db).quiet()
    expect(await stateOf(db, changed)).toEqual(await stateOf(db, fresh))
    const next = more.map((one, i) => callOf(one, 800 + i))
    for (const workspace of [changed, fresh]) await play(db, workspace, next)
    expect(await stateOf(db, changed)).toEqual(await stateOf(db, fresh))
  })
  await fc.assert(property, { numRuns: RUNS, seed: SEED })
})

async function workspaceWith(db: Db, name: string, chosen: Flags): Promise<Workspace> {
  const workspace = await makeWorkspace(db, name)
  await changeRules(db.pool, { workspaceId: workspace.id, rules: rulesOf(chosen) })
  const audience = { description: null, entity: 'PROFILE' as const, enabled: true, notifyExisting: false, workspaceId: workspace.id }
  const rules: Record<string, JsonObject> = {
    active: { event: { name: 'E', is: { gte: 2 } } },
    pros: { trait: { path: 'plan', is: { eq: 'pro' } } },
    others: { not: { trait: { path: 'plan', is: { eq: 'pro' } } } },
    many: { identifier: { type: 'anonymous_id', count: { gte: 2 } } },
  }
  for (const [key, rule] of Object.entries(rules)) await createAudience(db, { ...audience, key, name: key, rule })
  const related = { related: { rule: { event: { name: 'E', is: { gte: 2 } } } } }
  await createAudience(db, { ...audience, entity: 'ACCOUNT', key: 'watched', name: 'Watched', rule: related })
  return workspace
}

/** One by one: messages of one request have no order. */
async function play(db: Db, workspace: Workspace, calls: readonly JsonObject[]): Promise<void> {
  const worker = testWorker(db)
  for (const call of calls) {
    await send(db, workspace, call)
    await worker.drain()
  }
  await worker.quiet()
  expect(worker.errors).toEqual([])
}

/** Everything about everybody, by names that do not depend on ids. */
async function stateOf(db: Db, { id }: Workspace): Promise<unknown> {
  const { rows } = await db.pool.query(
    `select p.entity, p.traits, p.first_seen_at, p.last_seen_at,
       array(select concat_ws(' ', type, value, raw, first_seen_at, last_seen_at) from identifiers where profile_id = p.id order by type, value collate "C") as identifiers,
       array(select a.key from audience_members m join audiences a on a.id = m.audience_id where m.profile_id = p.id order by 1) as audiences,
       array(select concat_ws(' ', i.value, m.first_at, m.last_at) from account_members m join identifiers i on i.profile_id = m.account_id
         where m.profile_id = p.id order by 1) as accounts,
       array(select concat_ws(' ', e.message_id, (select string_agg(i.value, ' ' order by i.value collate "C") from identifiers i where i.profile_id = p.id and i.hash = any(e.identifiers)))
         from events e left join profile_aliases a on a.loser_id = e.profile_id
         where coalesce(a.root_id, e.profile_id) = p.id or e.account_id = p.id order by e.message_id) as events,
       array(select concat_ws(' ', least(a.value, b.value), greatest(a.value, b.value), o.count, o.first_at, o.last_at, o.message_ids)
         from observations o join identifiers a on a.hash = o.a join identifiers b on b.hash = o.b
         where a.profile_id = p.id order by 1) as edges
     from profiles p where p.workspace_id = $1 order by p.entity, identifiers, events`,
    [id],
  )
  const { rows: counts } = await db.pool.query(
    `select (select count(*)::int from events where workspace_id = $1 and profile_id is null) as "ofNobody",
       (select count(*)::int from observations where workspace_id = $1) as edges,
       (select count(*)::int from identifiers where workspace_id = $1) as identifiers,
       array(select concat_ws(' ', a.key, c.size) from audience_counters c join audiences a on a.id = c.audience_id where c.workspace_id = $1 order by 1) as sizes`,
    [id],
  )
  return { people: rows, counts }
}

import fc from 'fast-check'
import { expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { identifierHash } from '../../src/engine/identity/identifier.ts'
import { lockTrait, setTraitRule } from '../../src/engine/manage-trait-rules.ts'
import { mergeProfiles } from '../../src/engine/merge-profiles.ts'
import { splitProfile } from '../../src/engine/split-profile.ts'
import { test } from '../helpers/database.ts'
import { makeWorkspace, send, testWorker, type Workspace } from '../helpers/engine.ts'

/** What the rules say, as SQL over the events, through the aliases. */
const REFEREE = {
  LATEST: `select value from said order by timestamp desc, message_id collate "C" desc limit 1`,
  EARLIEST: `select value from said where value is not null order by timestamp, message_id collate "C" limit 1`,
  SOURCE_PRIORITY: `select value from (
      select distinct on (source_id = $3) source_id, value from said order by source_id = $3, timestamp desc, message_id collate "C" desc
    ) latest where value is not null order by source_id = $3 desc limit 1`,
  MOST_FREQUENT: `select value from said where value is not null group by value
      order by count(*) desc, max(timestamp) desc, max(message_id collate "C") desc limit 1`,
} as const
type Kind = keyof typeof REFEREE

async function expected(db: Db, kind: Kind, { profileId, strong }: { profileId: string; strong: string }): Promise<unknown> {
  const { rows } = await db.pool.query<{ value: unknown }>(
    `with said as (
       select nullif(e.traits -> 'plan', 'null') as value, e.timestamp, e.message_id, e.source_id, $2::uuid as workspace from events e
       where e.type = 'IDENTIFY' and e.traits ? 'plan' and e.timestamp <= now()
         and e.profile_id in (select $1::uuid union all select loser_id from profile_aliases where root_id = $1)
     ) select (${REFEREE[kind]}) as value, $3::uuid as strong`,
    [profileId, profileId, strong],
  )
  return rows[0]?.value ?? null
}

const traitsOf = async (db: Db, { id }: Workspace) =>
  (await db.pool.query<{ id: string; plan: unknown }>(`select id, traits -> 'plan' as plan from profiles where workspace_id = $1`, [id])).rows

const ownerOf = async (db: Db, { id }: Workspace, value: string) =>
  (await db.prisma.identifier.findFirst({ where: { workspaceId: id, value } }))?.profileId

const OLDEST = Date.UTC(2026, 0, 1)
const call = fc.record({
  who: fc.constantFrom('web', 'app'),
  value: fc.constantFrom('a', 'b', 'c', null),
  minute: fc.integer({ min: 0, max: 5 }),
  strong: fc.boolean(),
})
// What happens between calls.
const step = fc.oneof(
  { weight: 5, arbitrary: call },
  { weight: 1, arbitrary: fc.constantFrom('merge' as const, 'split' as const, 'rule' as const, 'quiet' as const) },
)

test('a rule chooses what the SQL of it chooses, in any order and chunks, across merges and splits, whenever it was set', async ({ db }) => {
  const worker = testWorker(db)
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<Kind>('LATEST', 'EARLIEST', 'SOURCE_PRIORITY', 'MOST_FREQUENT'),
      fc.array(step, { maxLength: 12 }),
      async (kind, steps) => {
        const workspace = await makeWorkspace(db, `w ${Math.random()}`)
        const strong = await db.prisma.source.create({
          data: { id: crypto.randomUUID(), workspaceId: workspace.id, name: 'CRM', createdAt: new Date() },
        })
        const named = { workspaceId: workspace.id, entity: 'PROFILE' as const, name: 'plan' }
        const rule = kind === 'SOURCE_PRIORITY' ? { kind, sources: [strong.id] } : { kind }
        for (const [n, one] of steps.entries()) {
          if (typeof one === 'object')
            await send(
              db,
              { id: workspace.id, sourceId: one.strong ? strong.id : workspace.sourceId },
              {
                ...{ type: 'identify', anonymousId: one.who, messageId: `m ${n}`, traits: { plan: one.value } },
                timestamp: new Date(OLDEST + one.minute * 60_000).toISOString(),
              },
            )
          else if (one === 'rule') await setTraitRule(db.pool, named, rule)
          else await rearrange(db, { worker, workspace, how: one })
        }
        await setTraitRule(db.pool, named, rule)
        await worker.quiet()
        for (const { id, plan } of await traitsOf(db, workspace)) expect(plan).toEqual(await expected(db, kind, { profileId: id, strong: strong.id }))
      },
    ),
    { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 25) },
  )
  expect(worker.errors).toEqual([])
}, 60_000)

async function rearrange(
  db: Db,
  { worker, workspace, how }: { worker: ReturnType<typeof testWorker>; workspace: Workspace; how: 'merge' | 'split' | 'quiet' },
): Promise<void> {
  await worker.quiet()
  const [web, app] = [await ownerOf(db, workspace, 'web'), await ownerOf(db, workspace, 'app')]
  if (!web || !app || how === 'quiet') return
  if (how === 'merge' && web !== app) await mergeProfiles(db.pool, { workspaceId: workspace.id, profileIds: [web, app], reason: 'one' })
  const taken = [{ type: 'anonymous_id', value: 'app', hash: identifierHash(workspace.id, 'anonymous_id', 'app') }]
  if (how === 'split' && web === app) await splitProfile(db.pool, { workspaceId: workspace.id, profileId: web, identifiers: taken })
}

test('a lock goes with a merge, the later of two, and stays with what a split leaves', async ({ db }) => {
  const workspace = await makeWorkspace(db)
  const worker = testWorker(db)
  for (const who of ['web', 'app']) await send(db, workspace, { type: 'identify', anonymousId: who, messageId: who, traits: { plan: who } })
  await worker.quiet()
  for (const who of ['app', 'web']) {
    const profileId = (await ownerOf(db, workspace, who)) ?? ''
    await lockTrait(db.pool, { workspaceId: workspace.id, profileId, name: 'plan', value: `locked ${who}` })
  }
  await rearrange(db, { worker, workspace, how: 'merge' })
  expect((await traitsOf(db, workspace)).map(({ plan }) => plan)).toEqual(['locked web'])
  await rearrange(db, { worker, workspace, how: 'split' })
  expect((await traitsOf(db, workspace)).map(({ plan }) => plan).sort()).toEqual(['app', 'locked web'])
})

import { beforeEach, describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { createAudience } from '../../src/engine/audiences/manage.ts'
import { digestUuid } from '../../src/engine/id.ts'
import { appendToInbox } from '../../src/engine/ingest/inbox.ts'
import { ChunkError, type Point, processChunk } from '../../src/engine/ingest/pipeline.ts'
import { setAside } from '../../src/engine/ingest/quarantine.ts'
import { requeue } from '../../src/engine/ingest/requeue.ts'
import type { JsonObject } from '../../src/engine/json.ts'
import { auditChanges, auditMembers, auditMessages } from '../chaos/audit.ts'
import { test } from '../helpers/database.ts'
import { makeWorkspace, send, testWorker, type Workspace } from '../helpers/engine.ts'

const POINTS: readonly Point[] = ['claimed', 'deduped', 'resolved', 'held', 'appended', 'written', 'committed']

/** Where Postgres is made to refuse what one message brings. */
const TABLES = [
  ...['messages', 'identifiers', 'merges', 'profiles', 'events', 'traits', 'leaf_state', 'observations', 'refusals'],
  ...['account_members', 'audience_members', 'audience_change_sets'],
]

beforeEach<{ db: Db }>(({ db }) => db.pool.query('drop function if exists planted cascade').then(() => {}))

describe('a message that a stage cannot take', () => {
  test.for(TABLES)('is set aside while its neighbours take effect, and can be put back: %s', async (table, { db }) => {
    const workspace = await makeWorkspace(db)
    const worker = testWorker(db)
    await watch(db, workspace)
    await worker.quiet()
    // Known before, so that the poison makes profiles meet.
    await sendInOneRow(db, workspace, track('before-1', 'poison-a'), { ...track('before-2', ''), anonymousId: 'poison-b' })
    await worker.quiet()
    await refusePoison(db, workspace, table)
    const poison = {
      ...{ type: table === 'account_members' ? 'group' : 'identify', messageId: 'poison', userId: 'poison-a', anonymousId: 'poison-c', groupId: 'g' },
      ...{
        traits: { email: 'poison@example.com', plan: 'pro' },
        context: { externalIds: [{ type: 'user_id_b', id: 'x'.repeat(501), collection: 'users', encoding: 'none' }] },
      },
    }
    const meeting = { type: 'identify', messageId: 'meeting', userId: 'good-1', anonymousId: 'good-2', traits: { plan: 'pro' } }
    await sendInOneRow(db, workspace, track('m1', 'good-1'), poisonous(table, poison), track('m2', 'good-2'), meeting)
    await sendInOneRow(db, workspace, track('m3', 'good-3'), track('m4', 'good-1'))
    // What is wrong with the profile keeps the sweep from evaluating it, for a minute, and nobody else.
    await worker.quiet().catch(() => worker.quiet())

    expect(await ids(db, 'events')).toEqual(['before-1', 'before-2', 'm1', 'm2', 'm3', 'm4', 'meeting'])
    expect(await db.prisma.profile.findFirst({ where: { traits: { path: ['plan'], equals: 'pro' } } })).not.toBeNull()
    const refused = await db.prisma.refusal.findMany({ where: { kind: 'INTERNAL' }, select: { code: true, messageId: true } })
    expect(refused).toEqual([{ code: 'internal', messageId: 'poison' }])
    const kept = await db.prisma.quarantine.findMany()
    expect(kept.map((row) => [Buffer.from(row.body).toString().includes('"poison"'), row.error])).toEqual([[true, 'error: planted']])
    await expectSound(db, workspace, 7)

    await db.pool.query(`drop function planted cascade`)
    const lanes = await requeue(
      db.pool,
      workspace.id,
      kept.map((row) => row.id),
    )
    expect(lanes.size).toBe(1)
    await worker.quiet()
    expect(await ids(db, 'events')).toContain('poison')
    expect(await db.prisma.quarantine.count()).toBe(0)
    await expectSound(db, workspace, 8)
  })

  test('keeps the id that its first row gave it, and its time, when it is put back', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const worker = testWorker(db)
    await db.pool.query(`${RAISE}; create trigger planted before insert on events for each row when (new.name = 'Poison') execute function planted()`)
    const bodies: [string, 'TRACK' | null][] = [
      ['{"userId":"u","event":"Poison","properties":{"n":1e400,"z":"\\u0000"}}', 'TRACK'],
      ['{"batch":[{"type":"track","userId":"u","event":"Poison","messageId":""}],"context":{"ip":"127.0.0.1"}}', null],
    ]
    const rows = []
    for (const [body, call] of bodies)
      rows.push(
        await appendToInbox(db.pool, {
          workspaceId: workspace.id,
          sourceId: workspace.sourceId,
          call,
          parcels: [{ lane: 3, messages: 1, body: Buffer.from(body) }],
        }),
      )
    await worker.quiet()
    const kept = await db.prisma.quarantine.findMany()
    expect(kept).toHaveLength(2)
    await db.pool.query(`drop function planted cascade`)
    await requeue(
      db.pool,
      workspace.id,
      kept.map((row) => row.id),
    )
    await worker.quiet()
    const { rows: events } = await db.pool.query(
      'select message_id, received_at, properties, context from events order by length(message_id), message_id',
    )
    expect(events).toEqual([
      { message_id: `inbox-${rows[0]?.ids[0]}-0`, received_at: new Date(rows[0]?.receivedAt ?? 0), properties: { z: '\ufffd' }, context: {} },
      { message_id: `inbox-${rows[1]?.ids[0]}-0`, received_at: new Date(rows[1]?.receivedAt ?? 0), properties: {}, context: { ip: '127.0.0.1' } },
    ])
    expect(await db.prisma.refusal.count({ where: { code: 'number_not_finite' } })).toBe(1)
  })

  test('is put back once, and only into its own workspace', async ({ db }) => {
    const [workspace, other] = [await makeWorkspace(db), await makeWorkspace(db, 'other')]
    const worker = testWorker(db)
    await db.pool.query(`${RAISE}; create trigger planted before insert on events for each row execute function planted()`)
    await send(db, workspace, track('m1', 'u'))
    await worker.quiet()
    await db.pool.query(`drop function planted cascade`)
    const [{ id } = { id: '' }] = await db.prisma.quarantine.findMany()
    expect((await requeue(db.pool, other.id, [id])).size).toBe(0)
    const again = await Promise.all([requeue(db.pool, workspace.id, [id]), requeue(db.pool, workspace.id, [id])])
    expect(again.map((lanes) => lanes.size).sort()).toEqual([0, 1])
    // Sent again meanwhile, too.
    await send(db, workspace, track('m1', 'u'))
    await worker.quiet()
    expect(await ids(db, 'events')).toEqual(['m1'])
  })

  test('is not taken for the one behind it, when another worker has set it aside meanwhile', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const worker = testWorker(db)
    await db.pool.query(
      `${RAISE}; create trigger planted before insert on events for each row when (new.message_id = 'poison') execute function planted()`,
    )
    await sendInOneRow(db, workspace, track('poison', 'u'))
    const failure = await processChunk(worker.context, 5, { messages: 1, rows: 1 }).catch((error: ChunkError) => error)
    expect(failure).toBeInstanceOf(ChunkError)
    await worker.quiet()
    await sendInOneRow(db, workspace, track('good', 'u'))
    await setAside(db.pool, failure as ChunkError)
    expect(await db.prisma.inbox.count()).toBe(1)
    expect(await db.prisma.quarantine.count()).toBe(1)
  })

  test('leaves no merge half done: whoever met on it is folded all the same', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const worker = testWorker(db)
    await watch(db, workspace)
    await worker.quiet()
    await db.pool.query(`${RAISE}; create trigger planted before insert on events for each row when (new.name = 'Poison') execute function planted()`)
    // The first makes a profile that never gets a row, and which is the older one when the last joins it with one that has.
    await send(db, workspace, { ...track('p1', 'a'), event: 'Poison' })
    await worker.quiet()
    await send(db, workspace, track('m1', 'b'))
    await worker.quiet()
    await send(
      db,
      workspace,
      { ...track('p2', 'a'), anonymousId: 'an', event: 'Poison' },
      { ...track('p3', 'b'), anonymousId: 'an', event: 'Poison' },
    )
    await send(db, workspace, { type: 'track', event: 'Poison', messageId: 'p4', userId: 'b', anonymousId: 'other' })
    await worker.quiet()
    const { rows } = await db.pool.query('select count(*)::int as unfolded from profile_aliases where folded_at is null')
    expect(rows).toEqual([{ unfolded: 0 }])
    await db.pool.query(`drop function planted cascade`)
    await requeue(
      db.pool,
      workspace.id,
      (await db.prisma.quarantine.findMany()).map((row) => row.id),
    )
    await worker.quiet()
    await auditChanges(db, workspace.id)
    await auditMembers(db, workspace.id)
  })
})

describe('a stage that throws', () => {
  test.for(POINTS)('now and then costs nothing but time, or a place in quarantine until it is put back: %s', async (point, { db }) => {
    const workspace = await makeWorkspace(db)
    await watch(db, workspace)
    let passes = 0
    const worker = testWorker(db, (at) => {
      if (at === point && passes++ < 4) throw new Error('planted')
    })
    const calls = Array.from({ length: 12 }, (_, n) => ({ ...track(`m${n}`, `u${n % 3}`), anonymousId: `a${n % 4}` }))
    for (const call of calls) await sendInOneRow(db, workspace, call)
    // After a commit there is nothing left to retry: the worker itself hears of it, and looks again.
    while ((await db.prisma.inbox.count()) > 0) await worker.quiet().catch((error) => worker.errors.push(error))
    expect(worker.errors.length).toBeGreaterThan(0)
    await requeue(
      db.pool,
      workspace.id,
      (await db.prisma.quarantine.findMany()).map((row) => row.id),
    )
    await worker.quiet()
    await auditMessages(db, workspace.id, new Set(calls.map((call) => call.messageId)))
    await expectSound(db, workspace, 12)
  })

  test('only for what is too much at once gets less, without setting anything aside', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const worker = testWorker(db)
    await db.pool.query(`create function planted() returns trigger language plpgsql as $$ begin
        if (select count(*) from rows) > 3 then raise exception 'planted' using errcode = '53200'; end if; return null; end $$;
      create trigger planted after insert on events referencing new table as rows for each statement execute function planted()`)
    for (let n = 0; n < 20; n++) await sendInOneRow(db, workspace, track(`m${n}`, 'u'))
    await worker.quiet()
    await db.pool.query(`drop function planted cascade`)
    expect(worker.errors.length).toBeGreaterThan(2)
    expect(await db.prisma.quarantine.count()).toBe(0)
    expect(await ids(db, 'events')).toHaveLength(20)
  })
})

const RAISE = `create function planted() returns trigger language plpgsql as $$ begin raise exception 'planted'; end $$`

const track = (messageId: string, userId: string) => ({ type: 'track', event: 'Viewed', messageId, userId })

async function watch(db: Db, { id: workspaceId }: Workspace): Promise<void> {
  const audience = { workspaceId, description: null, entity: 'PROFILE' as const, enabled: true, notifyExisting: false }
  await createAudience(db, { ...audience, key: 'once', name: 'Once', rule: { event: { name: 'Viewed', is: { eq: 1 } } } })
  await createAudience(db, { ...audience, key: 'pro', name: 'Pro', rule: { trait: { path: 'plan', is: { eq: 'pro' } } } })
}

/** As one row of one lane, whoever they are from. */
async function sendInOneRow(db: Db, { id: workspaceId, sourceId }: Workspace, ...batch: readonly JsonObject[]): Promise<void> {
  const parcels = [{ lane: 5, messages: batch.length, body: Buffer.from(JSON.stringify({ batch })) }]
  await appendToInbox(db.pool, { workspaceId, sourceId, call: null, parcels })
}

/** The message that makes a table take something of the poison: a merge is made by one of two people who are known. */
const poisonous = (table: string, poison: JsonObject): JsonObject => (table === 'merges' ? { ...poison, anonymousId: 'poison-b' } : poison)

/** Makes Postgres raise at whatever the message `poison` writes into a table. */
async function refusePoison(db: Db, workspace: Workspace, table: string): Promise<void> {
  const key = digestUuid(workspace.id, 'poison')
  await db.pool.query(`create function planted() returns trigger language plpgsql as $$ declare written jsonb := to_jsonb(new); begin
      if written ->> 'kind' is distinct from 'INTERNAL' and (written::text ~ 'poison|${key}' or exists (
        select from identifiers i where i.value = 'poison-c' and i.profile_id::text in (
          select coalesce(written ->> 'profile_id', written ->> 'id') union all select jsonb_array_elements_text(written -> 'profile_ids'))))
      then raise exception 'planted'; end if;
      return new;
    end $$;
    create trigger planted before insert or update ${table === 'profiles' ? 'of seq' : ''} on ${table} for each row execute function planted()`)
}

async function ids(db: Db, table: 'events'): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>(`select message_id as id from ${table}`)
  return rows.map((row) => row.id).sort()
}

async function expectSound(db: Db, workspace: Workspace, messages: number): Promise<void> {
  expect(await db.prisma.inbox.count()).toBe(0)
  const { rows } = await db.pool.query('select count(*)::int as n from messages')
  expect(rows).toEqual([{ n: messages }])
  await auditChanges(db, workspace.id)
  await auditMembers(db, workspace.id)
}

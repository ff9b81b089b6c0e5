import { describe, expect, onTestFinished } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { DefinitionsCache } from '../../src/engine/audiences/definitions-cache.ts'
import { createAudience, updateAudience } from '../../src/engine/audiences/manage.ts'
import { DAY } from '../../src/engine/clock.ts'
import { clearDeliveries } from '../../src/engine/delivery/clear-deliveries.ts'
import { deleteDestination, updateDestination } from '../../src/engine/delivery/manage-destinations.ts'
import { notifyExisting } from '../../src/engine/delivery/notify-existing.ts'
import type { JsonObject } from '../../src/engine/json.ts'
import { mergeProfiles } from '../../src/engine/merge-profiles.ts'
import { setNow, test } from '../helpers/database.ts'
import { testDeliveries, webhookTo } from '../helpers/deliveries.ts'
import { makeWorkspace, send, testWorker } from '../helpers/engine.ts'
import { startFarEnd } from '../helpers/far-end.ts'

async function setUp(db: Db, wishes: Parameters<typeof webhookTo>[3] = {}) {
  const end = await startFarEnd()
  onTestFinished(end.close)
  const workspace = await makeWorkspace(db)
  const id = await webhookTo(db, workspace.id, end.url, wishes)
  const worker = testWorker(db)
  const deliveries = testDeliveries(db)
  const tell = async () => {
    const cache = new DefinitionsCache()
    while (await notifyExisting(db.pool, cache));
    await deliveries.drain()
  }
  return {
    ...{ end, workspace, id, worker, deliveries, tell },
    async track(...calls: JsonObject[]) {
      await send(db, workspace, ...calls)
      await worker.quiet()
      await tell()
    },
    async audience(key: string, rule: JsonObject, notify = false) {
      const about = { workspaceId: workspace.id, key, name: key, description: null, entity: 'PROFILE' as const }
      const audienceId = await createAudience(db, { ...about, rule, enabled: true, notifyExisting: notify })
      await worker.quiet()
      await tell()
      return audienceId
    },
    /** What arrived, in short. */
    said: () =>
      end.received.map(({ data }) => [
        data['event'] ?? data['type'],
        (data['properties'] as JsonObject | undefined)?.['audience_key'] ?? data['userId'],
      ]),
  }
}

const PRO = { trait: { path: 'plan', is: { eq: 'pro' } } }
const identify = (userId: string, plan = 'pro') => ({ type: 'identify', userId, traits: { plan } })

describe('a destination gets', () => {
  test('only the events and audiences that it is for', async ({ db }) => {
    const { track, audience, said, workspace, end } = await setUp(db, { eventNames: ['A', '$identify'] })
    await audience('pros', PRO)
    await audience('all', { all: [] })
    await webhookTo(db, workspace.id, end.url, { sendEvents: false, audienceKeys: ['pros'] })
    await webhookTo(db, workspace.id, end.url, { sendEvents: false, sendAudiences: false })
    await track({ type: 'track', event: 'A', userId: 'ada' }, { type: 'track', event: 'B', userId: 'ada' }, identify('ada'))
    expect(said().toSorted()).toEqual(
      [
        ['A', 'ada'],
        ['Audience Entered', 'all'],
        ['Audience Entered', 'pros'],
        ['Audience Entered', 'pros'],
        ['identify', 'ada'],
      ].toSorted(),
    )
  })

  test('what its sender means for it', async ({ db }) => {
    const { track, said } = await setUp(db)
    const event = (name: string, integrations: JsonObject) => ({ type: 'track', event: name, userId: 'ada', integrations })
    await track(event('none', { All: false }), event('by name', { All: false, Hook: true }), event('by slug', { All: false, webhook: { a: 1 } }))
    await track(event('not it', { Hook: false }), event('all', { All: true }), event('others', { Other: false }))
    expect(said().map(([name]) => name)).toEqual(['by name', 'by slug', 'all', 'others'])
  })

  test('also events that belong to nobody', async ({ db }) => {
    const { track, said, end } = await setUp(db)
    await track({ type: 'track', event: 'A', anonymousId: '0' })
    expect(said()).toEqual([['A', null]])
    expect(end.received[0]?.data['profileId']).toBe(null)
  })

  test('nothing of an audience that is being computed; its members once it is LIVE, if that was asked for, and only once', async ({ db }) => {
    const { track, audience, said, workspace, worker, tell } = await setUp(db, { sendEvents: false })
    await track(identify('ada'), identify('bob'), identify('eve', 'free'))
    await audience('silent', PRO)
    expect(said()).toEqual([])
    const id = await audience('told', PRO, true)
    expect(said()).toEqual([
      ['Audience Entered', 'told'],
      ['Audience Entered', 'told'],
    ])
    await track(identify('eve'))
    expect(said().slice(2).toSorted()).toEqual([
      ['Audience Entered', 'silent'],
      ['Audience Entered', 'told'],
    ])
    for (const enabled of [false, true]) await updateAudience(db, { workspaceId: workspace.id, id, enabled })
    await worker.quiet()
    await tell()
    expect(said()).toHaveLength(4)
  })

  test('what the clock alone changes, and merges', async ({ db }) => {
    const start = Date.parse('2026-11-25T12:00:00Z')
    await setNow(db, new Date(start))
    const { track, audience, said, end, worker, tell } = await setUp(db, { sendEvents: false })
    await audience('recent', { event: { name: 'Visited', window: { last: 'PT1H' } } })
    const visit = (anonymousId: string, more: JsonObject = {}) => ({ type: 'track', event: 'Visited', anonymousId, ...more })
    await track(visit('a1'))
    await track({ type: 'track', event: 'Visited', userId: 'ada' })
    await track(visit('a1', { userId: 'ada' }))
    const exit = end.received.map(({ data }) => data).find(({ event }) => event === 'Audience Exited')
    expect(said().map(([event]) => event)).toEqual(['Audience Entered', 'Audience Entered', 'Audience Exited'])
    expect(exit).toMatchObject({ userId: null, anonymousId: null, context: { externalIds: [] } })
    await setNow(db, new Date(start + DAY / 24 + 1))
    await worker.quiet()
    await tell()
    expect(end.received.at(-1)?.data).toMatchObject({ event: 'Audience Exited', userId: 'ada', timestamp: '2026-11-25T13:00:00.000Z' })
  })

  test('changes of a merged account, always by the group id that was seen first', async ({ db }) => {
    const { track, said, workspace, worker, end } = await setUp(db, { sendEvents: false })
    const key = 'pros'
    const about = { workspaceId: workspace.id, key, name: key, description: null, entity: 'ACCOUNT' as const }
    await createAudience(db, { ...about, rule: PRO, enabled: true, notifyExisting: false })
    await worker.quiet()
    const group = (groupId: string, day: number, plan: string) => {
      const timestamp = new Date(Date.now() - (10 - day) * DAY).toISOString()
      return { type: 'group', userId: 'ada', groupId, messageId: `${groupId} ${day}`, timestamp, traits: { plan } }
    }
    await track(group('umbra', 2, 'free'), group('acme', 1, 'free'))
    const accounts = await db.prisma.profile.findMany({ where: { entity: 'ACCOUNT' } })
    const profileIds = accounts.map(({ id }) => id) as [string, string]
    await mergeProfiles(db.pool, { workspaceId: workspace.id, entity: 'ACCOUNT', profileIds, reason: 'one' })
    await track(group('umbra', 3, 'pro'))
    await track(group('umbra', 4, 'free'))
    expect(said()).toEqual([
      ['Audience Entered', 'pros'],
      ['Audience Exited', 'pros'],
    ])
    expect(end.received.map(({ data }) => data['groupId'])).toEqual(['acme', 'acme'])
  })

  test('what waited for it while it was switched off, and nothing of what happened meanwhile', async ({ db }) => {
    const { track, said, workspace, id, worker, deliveries } = await setUp(db)
    const outbound = deliveries.context.outbound
    await send(db, workspace, { type: 'track', event: 'before', userId: 'ada' })
    await worker.quiet()
    await updateDestination(db, outbound, { workspaceId: workspace.id, id, enabled: false })
    await track({ type: 'track', event: 'meanwhile', userId: 'ada' })
    expect(said()).toEqual([])
    await updateDestination(db, outbound, { workspaceId: workspace.id, id, enabled: true })
    await track({ type: 'track', event: 'after', userId: 'ada' })
    expect(said().map(([event]) => event)).toEqual(['before', 'after'])
  })
})

test('a workspace without destinations has an empty outbox', async ({ db }) => {
  const workspace = await makeWorkspace(db)
  await send(db, workspace, identify('ada'))
  await testWorker(db).quiet()
  expect((await db.pool.query('select from outbox')).rowCount).toBe(0)
})

test('deliveries are cleared away after 7 days, but not what waits; those of a deleted destination at once', async ({ db }) => {
  const { track, workspace, id, worker } = await setUp(db)
  await track({ type: 'track', event: 'old', userId: 'ada' })
  await setNow(db, new Date(Date.now() + 8 * DAY))
  await send(db, workspace, { type: 'track', event: 'new', userId: 'ada' })
  await worker.quiet()
  await db.pool.query(`insert into outbox (workspace_id, id, destination_id, lane, event_id, event_timestamp, due_at, created_at, status)
    select workspace_id, '0192f0c0-0000-7000-8000-000000000001', destination_id, lane, event_id, event_timestamp, due_at, created_at, 'RETRYING' from outbox limit 1`)
  const left = async () => (await db.pool.query('select status from outbox order by id')).rows.map(({ status }) => status)
  while (await clearDeliveries(db.pool));
  expect(await left()).toEqual(['RETRYING', 'PENDING'])
  await deleteDestination(db, { workspaceId: workspace.id, id })
  while (await clearDeliveries(db.pool));
  expect(await left()).toEqual([])
  expect((await db.pool.query('select from destinations')).rowCount).toBe(0)
})

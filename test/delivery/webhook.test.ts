import { Webhook } from 'standardwebhooks'
import { describe, expect, onTestFinished } from 'vitest'
import { createAudience } from '../../src/engine/audiences/manage.ts'
import { test } from '../helpers/database.ts'
import { SECRET, testDeliveries, webhookTo } from '../helpers/deliveries.ts'
import { makeWorkspace, send, testWorker } from '../helpers/engine.ts'
import { startFarEnd } from '../helpers/far-end.ts'

async function farEnd() {
  const end = await startFarEnd()
  onTestFinished(end.close)
  return end
}

describe('a webhook', () => {
  test('gets each event as it was sent, signed as Standard Webhooks says', async ({ db }) => {
    const end = await farEnd()
    const workspace = await makeWorkspace(db)
    await webhookTo(db, workspace.id, end.url)
    const call = { type: 'track', event: 'Order Completed', userId: 'ada', messageId: 'm1', properties: { total: 120 }, context: { ip: '1.2.3.4' } }
    await send(db, workspace, call, { type: 'identify', userId: 'ada', messageId: 'm2', traits: { plan: 'pro' } })
    await testWorker(db).quiet()
    await testDeliveries(db).drain()
    const profileId = expect.stringMatching(/^prof_/)
    expect(end.received.map(({ data }) => data)).toMatchObject([
      { ...call, profileId },
      { type: 'identify', traits: { plan: 'pro' }, profileId },
    ])
    for (const { body, headers } of end.received) {
      expect(new Webhook(SECRET).verify(body, headers)).toMatchObject({ type: expect.stringMatching(/^event\.(track|identify)$/) })
      expect(headers['webhook-id']).toMatch(/^dlv_/)
    }
  })

  test('gets entries and exits of audiences, as Segment writes them', async ({ db }) => {
    const end = await farEnd()
    const workspace = await makeWorkspace(db)
    await webhookTo(db, workspace.id, end.url, { sendEvents: false })
    const rule = { trait: { path: 'plan', is: { eq: 'pro' } } }
    await createAudience(db, {
      workspaceId: workspace.id,
      key: 'pros',
      name: 'Pros',
      description: null,
      entity: 'PROFILE',
      rule,
      enabled: true,
      notifyExisting: false,
    })
    const worker = testWorker(db)
    await worker.quiet()
    await send(db, workspace, { type: 'identify', userId: 'ada', anonymousId: 'a1', traits: { plan: 'pro' } })
    await worker.quiet()
    // Once more the same, which changes nothing.
    await send(db, workspace, { type: 'identify', userId: 'ada', traits: { plan: 'pro', seats: 2 } })
    await worker.quiet()
    await send(db, workspace, { type: 'identify', userId: 'ada', traits: { plan: 'free' } })
    await worker.quiet()
    await testDeliveries(db).drain()
    expect(end.received.map(({ data }) => data)).toMatchObject([
      {
        type: 'track',
        event: 'Audience Entered',
        userId: 'ada',
        anonymousId: 'a1',
        properties: { audience_key: 'pros', pros: true },
        context: { personas: { computation_class: 'audience', computation_key: 'pros' } },
      },
      { type: 'track', event: 'Audience Exited', userId: 'ada', properties: { audience_key: 'pros', pros: false } },
    ])
    expect(await db.pool.query('select name from events where name like $1', ['Audience%'])).toMatchObject({ rowCount: 0 })
  })
})

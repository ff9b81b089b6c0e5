import { describe, expect, onTestFinished } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { createComputedTrait, updateComputedTrait } from '../../src/engine/audiences/manage-computed-traits.ts'
import { DAY, MINUTE, SECOND } from '../../src/engine/clock.ts'
import { updateDestination } from '../../src/engine/delivery/manage-destinations.ts'
import type { JsonObject } from '../../src/engine/json.ts'
import { setNow, test } from '../helpers/database.ts'
import { testDeliveries, webhookTo } from '../helpers/deliveries.ts'
import { makeWorkspace, send, testWorker } from '../helpers/engine.ts'
import { startFarEnd } from '../helpers/far-end.ts'

const NOON = Date.parse('2026-11-25T12:00:00.000Z')
const ORDERS: JsonObject = { count: { event: 'Ordered', window: { last: 'P1D' } } }

async function setUp(db: Db, wishes: Parameters<typeof webhookTo>[3] = {}) {
  await setNow(db, new Date(NOON))
  const end = await startFarEnd()
  onTestFinished(end.close)
  const workspace = await makeWorkspace(db)
  const worker = testWorker(db)
  const deliveries = testDeliveries(db)
  let orders = 0
  return {
    ...{ end, workspace, worker },
    async trait(key: string) {
      const given = { workspaceId: workspace.id, key, name: key, entity: 'PROFILE' as const, enabled: true, definition: ORDERS }
      const id = await createComputedTrait(db, given)
      await worker.quiet()
      return id
    },
    listen: () => webhookTo(db, workspace.id, end.url, { sendEvents: false, ...wishes }),
    /** A second after the one before. */
    async order() {
      await setNow(db, new Date(NOON + orders * SECOND))
      await send(db, workspace, { type: 'track', event: 'Ordered', userId: 'ada', messageId: `order ${orders++}` })
      await worker.quiet()
    },
    /** What the destination hears of, in its order. */
    async heard() {
      await worker.quiet()
      expect(worker.errors).toEqual([])
      await deliveries.drain()
      return end.received.map(({ data }) => data['properties'])
    },
  }
}

describe('a destination hears of a computed trait', () => {
  test('each time its value changes, as Segment says it, and when the clock takes it away', async ({ db }) => {
    const { trait, listen, order, heard, end } = await setUp(db)
    await trait('orders')
    await listen()
    await order()
    await order()
    expect(await heard()).toEqual([
      { trait_key: 'orders', orders: 1 },
      { trait_key: 'orders', orders: 2 },
    ])
    expect(JSON.parse(end.received[0]?.body ?? '')).toMatchObject({ type: 'trait.computed', timestamp: '2026-11-25T12:00:00.000Z' })
    expect(end.received[0]?.data).toMatchObject({
      ...{ type: 'track', event: 'Trait Computed', userId: 'ada', messageId: expect.stringMatching(/^dlv_/) },
      context: {
        personas: { computation_class: 'trait', computation_key: 'orders', computation_id: expect.stringMatching(/^ctr_/) },
        externalIds: [{ id: 'ada', type: 'user_id', collection: 'users', encoding: 'none' }],
      },
    })
    await setNow(db, new Date(NOON + DAY + MINUTE))
    const last = (await heard()).at(-1)
    expect(last).toEqual({ trait_key: 'orders', orders: 0 })
  })

  test('but of nothing while it is computed, and of no event that leaves it as it was', async ({ db }) => {
    const { trait, listen, order, heard, workspace } = await setUp(db)
    await listen()
    await order()
    await trait('orders')
    expect(await heard()).toEqual([])
    await send(db, workspace, { type: 'track', event: 'Visited', userId: 'ada' })
    expect(await heard()).toEqual([])
    await order()
    expect(await heard()).toEqual([{ trait_key: 'orders', orders: 2 }])
  })

  test('only if it wants that one', async ({ db }) => {
    const { trait, listen, order, heard, workspace } = await setUp(db, { traitKeys: ['orders'] })
    await trait('orders')
    await trait('purchases')
    const id = await listen()
    await order()
    expect(await heard()).toEqual([{ trait_key: 'orders', orders: 1 }])
    const outbound = testDeliveries(db).context.outbound
    await updateDestination(db, outbound, { workspaceId: workspace.id, id, sendTraits: false })
    await order()
    expect(await heard()).toHaveLength(1)
    const unknown = updateDestination(db, outbound, { workspaceId: workspace.id, id, traitKeys: ['nobody'] })
    await expect(unknown).rejects.toThrow('There is no computed trait with the key "nobody".')
  })

  test('and of the value that was, though it is another by now', async ({ db }) => {
    const { trait, listen, order, heard, workspace } = await setUp(db)
    const id = await trait('orders')
    await listen()
    await order()
    await order()
    await updateComputedTrait(db, { workspaceId: workspace.id, id, enabled: false })
    expect(await heard()).toEqual([
      { trait_key: 'orders', orders: 1 },
      { trait_key: 'orders', orders: 2 },
    ])
  })
})

import { describe, expect } from 'vitest'
import { createAudience } from '../../src/engine/audiences/manage.ts'
import { setNow, test } from '../helpers/database.ts'
import { makeWorkspace, send, testWorker } from '../helpers/engine.ts'

const AT = new Date('2026-03-01T12:00:00.000Z')

describe('pipeline', () => {
  test('a person who browses and then signs up is one profile with all events, traits and memberships', async ({ db }) => {
    await setNow(db, AT)
    const workspace = await makeWorkspace(db)
    const worker = testWorker(db)
    await createAudience(db, {
      ...{ workspaceId: workspace.id, key: 'buyers', name: 'Buyers', description: null, entity: 'PROFILE', enabled: true, notifyExisting: false },
      rule: { event: { name: 'Order Completed', window: { last: 'P7D' } } },
    })
    await worker.quiet()
    await send(db, workspace, { type: 'track', event: 'Order Completed', userId: 'u1', messageId: 'm1', properties: { revenue: 10 } })
    await worker.quiet()
    // The root is the oldest: which of two profiles of one millisecond that is would be chance.
    await setNow(db, new Date(AT.getTime() + 1000))
    await send(db, workspace, { type: 'track', event: 'Product Viewed', anonymousId: 'a1', messageId: 'm2' })
    await worker.quiet()
    expect(await db.prisma.profile.count()).toBe(2)
    await send(db, workspace, {
      type: 'identify',
      userId: 'u1',
      anonymousId: 'a1',
      messageId: 'm3',
      traits: { email: 'Ann@Example.com', plan: 'pro' },
    })
    await worker.quiet()
    expect(worker.errors).toEqual([])
    const [profile, ...others] = await db.prisma.profile.findMany()
    expect(others).toEqual([])
    expect(profile?.traits).toEqual({ email: 'Ann@Example.com', plan: 'pro' })
    expect(await db.prisma.identifier.findMany({ select: { type: true, value: true }, orderBy: { type: 'asc' } })).toEqual([
      { type: 'anonymous_id', value: 'a1' },
      { type: 'email', value: 'ann@example.com' },
      { type: 'user_id', value: 'u1' },
    ])
    const { rows } = await db.pool.query('select name from events order by name')
    expect(rows.map((row) => row.name)).toEqual(['$identify', 'Order Completed', 'Product Viewed'])
    expect(await db.prisma.audienceCounter.findFirst()).toMatchObject({ size: 1n })
    await setNow(db, new Date(AT.getTime() + 8 * 86_400_000))
    await worker.quiet()
    expect(await db.prisma.audienceCounter.findFirst()).toMatchObject({ size: 0n })
    const { rows: changes } = await db.pool.query('select change, reason, at from audience_changes order by version')
    expect(changes).toEqual([
      { change: 'ENTERED', reason: 'EVENT', at: AT },
      { change: 'EXITED', reason: 'CLOCK', at: new Date(AT.getTime() + 7 * 86_400_000) },
    ])
  })
})

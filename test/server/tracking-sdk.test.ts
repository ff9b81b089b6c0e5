import { Analytics } from '@segment/analytics-node'
import { describe, expect } from 'vitest'
import { acceptRow } from '../../src/engine/ingest/accept.ts'
import { inboxRows } from '../helpers/inbox.ts'
import { test } from '../helpers/server.ts'

describe('@segment/analytics-node', () => {
  test('sends every call to this server as it is', async ({ db, server }) => {
    const failures: unknown[] = []
    const analytics = new Analytics({ writeKey: server.keys.write, host: server.url, flushAt: 4, maxRetries: 0 })
    analytics.on('error', (error) => failures.push(error))
    const timestamp = new Date('2026-01-01T00:00:00.000Z')
    const who = { userId: 'u-1', anonymousId: 'a-1', timestamp }
    const integrations = { All: true, Salesforce: false }
    analytics.identify({ ...who, messageId: 'm-0', traits: { email: 'ada@example.com', plan: 'pro', logins: 5 } })
    analytics.track({ ...who, messageId: 'm-1', event: 'Order Completed', properties: { total: 12.5, products: [{ sku: 'x' }] }, integrations })
    analytics.page({ ...who, messageId: 'm-2', name: 'Pricing', category: 'Docs', properties: { url: 'https://example.com' } })
    analytics.screen({ ...who, messageId: 'm-3', name: 'Home' })
    analytics.group({ ...who, messageId: 'm-4', groupId: 'g-1', traits: { name: 'Initech' } })
    analytics.alias({ userId: 'u-1', previousId: 'old', messageId: 'm-5', timestamp })
    analytics.track({ anonymousId: 'a-2', event: '😀 é', properties: {}, context: { ip: '192.0.2.1' } })
    await analytics.closeAndFlush()

    const rows = await inboxRows(db)
    const results = rows.map(acceptRow)
    expect([failures, results.flatMap(({ refusals }) => refusals)]).toEqual([[], []])
    const messages = results.flatMap((result) => result.messages).sort((a, b) => (a.messageId < b.messageId ? -1 : 1))
    const context = expect.objectContaining({ library: { name: '@segment/analytics-node', version: expect.any(String) } })
    const ids = { userId: 'u-1', anonymousId: 'a-1', context, originalTimestamp: timestamp.getTime() }
    expect(messages.slice(0, 6)).toMatchObject([
      { ...ids, type: 'IDENTIFY', messageId: 'm-0', traits: { email: 'ada@example.com', plan: 'pro', logins: 5 } },
      { ...ids, type: 'TRACK', name: 'Order Completed', properties: { total: 12.5, products: [{ sku: 'x' }] }, integrations },
      { ...ids, type: 'PAGE', properties: { name: 'Pricing', category: 'Docs', url: 'https://example.com' } },
      { ...ids, type: 'SCREEN', properties: { name: 'Home' } },
      { ...ids, type: 'GROUP', groupId: 'g-1', traits: { name: 'Initech' } },
      { type: 'ALIAS', messageId: 'm-5', userId: 'u-1', previousId: 'old' },
    ])
    expect(messages).toHaveLength(7)
    expect(messages[6]).toMatchObject({ type: 'TRACK', name: '😀 é', userId: null, anonymousId: 'a-2', context: { ip: '192.0.2.1' } })
    // A historical timestamp is moved by no more than the way took.
    for (const { timestamp: at, receivedAt, sentAt } of messages.slice(0, 6))
      expect(at - timestamp.getTime()).toBe(receivedAt - (sentAt ?? Number.NaN))
  })

  test('hears of a wrong key', async ({ db, server }) => {
    const failures: unknown[] = []
    const analytics = new Analytics({ writeKey: 'nobody', host: server.url, maxRetries: 0 })
    analytics.on('error', (error) => failures.push(error))
    analytics.track({ userId: 'u', event: 'E' })
    await analytics.closeAndFlush()
    expect(failures).toHaveLength(1)
    expect(await inboxRows(db)).toEqual([])
  })
})

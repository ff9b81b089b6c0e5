import { expect } from 'vitest'
import { describeInBrowser } from '../helpers/browser.ts'
import { refusedCodes, storedEvents } from '../helpers/stored.ts'
import { sdkSnippet } from './snippet.ts'
import { test } from './visit.ts'

const PATIENCE = { timeout: 30_000 }
const CODE = sdkSnippet('RudderStack in browsers')

describeInBrowser('@rudderstack/analytics-js', () => {
  test.for([
    { how: 'one by one', module: CODE, asks: ['/sourceConfig/', '/v1/group', '/v1/identify', '/v1/page', '/v1/track'] },
    // No tool sees the beacons of a page that is gone, so what is left is the first request.
    { how: 'as beacons', module: CODE.replace('{ configUrl', '{ useBeacon: true, configUrl'), asks: ['/sourceConfig/'] },
  ])('sends the calls of a page of another origin, $how', async ({ how, module, asks }, { db, server, visit }) => {
    const { errors, requested, page: tab } = await visit({ module })
    if (how === 'as beacons') {
      // Beacons go when the visitor does.
      await tab.waitForFunction(`Object.entries(localStorage).some(([key, value]) => key.includes('beacon') && value.includes('Acme'))`)
      await tab.goto('about:blank')
    }
    await expect.poll(async () => (await storedEvents(db)).length, PATIENCE).toBe(4)

    const context = expect.objectContaining({ library: expect.objectContaining({ name: 'RudderLabs JavaScript SDK' }), page: expect.anything() })
    const [track, identify, page, group] = await storedEvents(db)
    const who = { userId: 'ada', anonymousId: track?.anonymousId, context }
    expect(track?.anonymousId).toMatch(/^[\da-f-]{36}$/)
    expect(track).toMatchObject({ ...who, name: 'Order Completed', properties: { total: 120 }, integrations: { All: true } })
    expect(identify).toMatchObject({ ...who, name: '$identify', traits: { email: 'ada@example.com' } })
    expect(page).toMatchObject({ anonymousId: track?.anonymousId, context, properties: { category: 'Docs', name: 'Pricing', path: '/' } })
    expect(group).toMatchObject({ ...who, name: '$group', groupId: 'acme', traits: { name: 'Acme' } })
    for (const { originalTimestamp, sentAt } of [track, identify, page, group].flatMap((event) => event ?? []))
      expect([originalTimestamp, sentAt]).toEqual([expect.any(Date), expect.any(Date)])
    // It asks nobody else.
    expect([...requested].sort().map((url) => url.replace(server.url, '').replace(/\?.*/, ''))).toEqual(asks)
    expect([errors, server.errors, await refusedCodes(db)]).toEqual([[], [], []])
  })
})

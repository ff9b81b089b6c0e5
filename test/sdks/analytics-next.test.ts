import { expect } from 'vitest'
import { describeInBrowser } from '../helpers/browser.ts'
import { refusedCodes, storedEvents } from '../helpers/stored.ts'
import { sdkSnippet } from './snippet.ts'
import { test } from './visit.ts'

const PATIENCE = { timeout: 30_000 }

describeInBrowser('@segment/analytics-next', () => {
  test('sends the calls of a page of another origin', async ({ db, server, visit }) => {
    const { errors } = await visit({ module: sdkSnippet('Browsers, as a package') })
    await expect.poll(async () => (await storedEvents(db)).length, PATIENCE).toBe(4)

    const context = expect.objectContaining({ library: { name: 'analytics.js', version: expect.any(String) }, page: expect.anything() })
    const [track, identify, page, group] = await storedEvents(db)
    const who = { userId: 'ada', anonymousId: track?.anonymousId, context }
    expect(track?.anonymousId).toMatch(/^[\da-f-]{36}$/)
    expect(track).toMatchObject({ ...who, name: 'Order Completed', properties: { total: 120 } })
    expect(identify).toMatchObject({ ...who, name: '$identify', traits: { email: 'ada@example.com' } })
    expect(page).toMatchObject({ ...who, name: 'Page Viewed', properties: { category: 'Docs', name: 'Pricing', path: '/', title: 'A shop' } })
    expect(group).toMatchObject({ ...who, name: '$group', groupId: 'acme', traits: { name: 'Acme' } })
    expect([errors, server.errors, await refusedCodes(db)]).toEqual([[], [], []])
  })
})

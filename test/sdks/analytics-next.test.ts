import { expect } from 'vitest'
import { describeInBrowser } from '../helpers/browser.ts'
import type { TestServer } from '../helpers/server.ts'
import { refusedCodes, type Stored, storedEvents } from '../helpers/stored.ts'
import { sdkSnippet } from './snippet.ts'
import { test, type Visit } from './visit.ts'

const PATIENCE = { timeout: 30_000 }
const SETTINGS = '/v1/projects/WRITE_KEY/settings'
const LIBRARY = '/analytics.js/v1/WRITE_KEY/analytics.min.js'
const PACKAGE = sdkSnippet('Browsers, as a package')
const TAG = sdkSnippet('Browsers, with a script tag')
const CALLS = PACKAGE.slice(PACKAGE.indexOf('analytics.page'))

/** As Segment's snippet does it: a list of calls, and a script that is loaded beside the page. */
const SNIPPET = `<script>
  const analytics = (window.analytics = [])
  for (const method of ['page', 'identify', 'track', 'group']) analytics[method] = (...args) => analytics.push([method, ...args])
  const script = document.createElement('script')
  script.async = true
  script.src = 'http://localhost:4000${LIBRARY}'
  document.head.append(script)
  analytics._writeKey = 'WRITE_KEY'
  analytics._loadOptions = { initialPageview: false }
  ${CALLS}
</script>`

const withOptions = (options: string) => PACKAGE.replace("4000' })", `4000' }, ${options})`)

/** The paths that a page has asked of the server; it must have asked nobody else. */
function asked({ requested }: Visit, { url, keys }: TestServer): string[] {
  const paths = requested.map((address) => address.replace(url, '').replace(keys.write, 'WRITE_KEY'))
  return [...new Set(paths)].sort()
}

function expectTheFourCalls([track, identify, page, group]: readonly Stored[]): void {
  const context = expect.objectContaining({
    library: { name: 'analytics.js', version: expect.stringContaining('next-') },
    page: expect.anything(),
    ip: '127.0.0.1',
  })
  const who = { userId: 'ada', anonymousId: track?.anonymousId, context }
  expect(track?.anonymousId).toMatch(/^[\da-f-]{36}$/)
  expect(track).toMatchObject({ ...who, name: 'Order Completed', properties: { total: 120 } })
  expect(identify).toMatchObject({ ...who, name: '$identify', traits: { email: 'ada@example.com' } })
  expect(page).toMatchObject({ ...who, name: 'Page Viewed', properties: { category: 'Docs', name: 'Pricing', path: '/', title: 'A shop' } })
  expect(group).toMatchObject({ ...who, name: '$group', groupId: 'acme', traits: { name: 'Acme' } })
}

describeInBrowser('@segment/analytics-next', () => {
  test.for([
    { how: 'as a package', site: { module: PACKAGE }, library: [] },
    { how: 'with a script tag', site: { head: TAG }, library: [LIBRARY] },
    { how: "with Segment's snippet", site: { head: SNIPPET }, library: [LIBRARY] },
  ])('$how: sends the calls of a page of another origin', async ({ site, library }, { db, server, visit }) => {
    const visited = await visit(site)
    await expect.poll(async () => (await storedEvents(db)).length, PATIENCE).toBe(4)
    expectTheFourCalls(await storedEvents(db))
    expect(asked(visited, server)).toEqual([...library, '/v1/g', '/v1/i', '/v1/p', SETTINGS, '/v1/t'])
    expect([visited.errors, server.errors, await refusedCodes(db)]).toEqual([[], [], []])
  })

  test('in batches: sends one, and what is left when the visitor goes', async ({ db, server, visit }) => {
    const batching = `{ integrations: { 'Segment.io': { deliveryStrategy: { strategy: 'batching', config: { size: 3, timeout: 60_000 } } } } }`
    const visited = await visit({ module: `${withOptions(batching)}\nanalytics.ready(() => (document.title = 'ready'))` })
    await expect.poll(async () => (await storedEvents(db)).length, PATIENCE).toBe(3)
    await visited.page.waitForFunction(`document.title === 'ready'`)
    await visited.page.goto('about:blank')
    await expect.poll(async () => (await storedEvents(db)).length, PATIENCE).toBe(4)
    expectTheFourCalls(await storedEvents(db))
    expect(asked(visited, server)).toContain('/v1/b')
    expect([visited.errors, server.errors, await refusedCodes(db)]).toEqual([[], [], []])
  })

  test('loads its other parts from here', async ({ db, server, visit }) => {
    const visited = await visit({ head: SNIPPET, search: '?ajs_event=From+a+link&ajs_uid=grace' })
    await expect.poll(async () => (await storedEvents(db)).map(({ name }) => name), PATIENCE).toContain('From a link')
    expect(asked(visited, server)).toContainEqual(expect.stringMatching(/^\/analytics-next\/bundles\/queryString\.bundle\.\w+\.js$/))
    expect([visited.errors, server.errors, await refusedCodes(db)]).toEqual([[], [], []])
  })

  test('measures itself, if it is told to, here', async ({ db, server, visit }) => {
    const options = `{
      integrations: { 'Segment.io': { protocol: 'http' } },
      updateCDNSettings: (settings) => ({ ...settings, metrics: { ...settings.metrics, sampleRate: 1, flushTimer: 100 } }),
    }`
    const visited = await visit({ module: withOptions(options) })
    await expect.poll(() => asked(visited, server), PATIENCE).toContain('/v1/m')
    await expect.poll(async () => (await storedEvents(db)).length, PATIENCE).toBe(4)
    expect([visited.errors, server.errors]).toEqual([[], []])
  })
})

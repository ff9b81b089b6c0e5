import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { describeInBrowser, launchBrowser, openPage } from '../helpers/browser.ts'
import { type TestApi, test } from '../helpers/graphql-server.ts'

const PATIENCE = { timeout: 20_000 }
const BUYERS = { key: 'buyers', name: 'Buyers', description: 'Bought something.', definition: { rule: { event: { name: 'Order Completed' } } } }
const CREATE = 'mutation ($input: CreateAudienceInput!) { createAudience(input: $input) { userErrors { message } } }'

const buy = (userId: string, total = 10) => ({ type: 'track', userId, event: 'Order Completed', properties: { total, currency: 'EUR' } })

describeInBrowser('the page', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  /** Opens the page, as somebody at this machine, for whom the key is filled in. */
  async function look(api: TestApi, path = '/') {
    const opened = await openPage(browser)
    const origins = new Set<string>()
    opened.page.on('request', (request) => origins.add(new URL(request.url()).host))
    opened.page.on('websocket', (socket) => origins.add(new URL(socket.url()).host))
    await opened.page.goto(api.url + path)
    /** Nothing complained, and nobody else was asked. */
    const wasQuiet = () => {
      expect(opened.errors).toEqual([])
      expect([...origins]).toEqual([new URL(api.url).host])
      expect(api.errors).toEqual([])
    }
    return { ...opened, wasQuiet, close: () => opened.page.context().close() }
  }

  const text = (page: Page, selector: string) => expect.poll(() => page.locator(selector).first().textContent(), PATIENCE)
  const amount = (page: Page, selector: string) => expect.poll(() => page.locator(selector).count(), PATIENCE)
  const sideways = (page: Page) => page.evaluate('document.documentElement.scrollWidth - innerWidth')

  test('shows sizes that move and events as they come', async ({ api }) => {
    await api.query(CREATE, { input: BUYERS })
    await api.track(buy('ada'))
    const { page, wasQuiet, close } = await look(api)
    await text(page, '.card .size').toBe('1')
    await text(page, '.status .state').toBe('Live')
    await api.track(buy('bob'), buy('cy', 12.5))
    await text(page, '.card .size').toBe('3')
    await text(page, '.card .moved').toBe('+2')
    await amount(page, '.events li').toBe(2)
    expect(await page.locator('.events li').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringMatching(/Order Completed.*cy€12\.50/), expect.stringMatching(/Order Completed.*bob/)]),
    )
    expect(await page.locator('.spark .line').getAttribute('d')).toMatch(/^M0 [\d.]+H/)
    wasQuiet()
    await close()
  })

  test('opens the person of an event, with the identity graph that the API gives, and follows it through a merge', async ({ api }) => {
    const { page, wasQuiet, close } = await look(api)
    await text(page, '.empty h2').toBe('No audiences yet')
    await api.track(
      { type: 'page', anonymousId: 'phone-1', name: 'Home' },
      { type: 'identify', userId: 'ada', anonymousId: 'laptop-1', traits: { name: 'Ada L', email: 'ada@example.com' } },
    )
    await page.locator('.events a', { hasText: 'Ada L' }).click({ timeout: 20_000 })
    await text(page, '.person h1').toBe('Ada L')
    await amount(page, '.graph .dot').toBe(3)
    await text(page, '.panel .note').toContain('nothing was merged')

    await api.track({ type: 'identify', userId: 'ada', anonymousId: 'phone-1', traits: { plan: 'pro' } })
    const { profile } = await api.query<{ profile: { identityGraph: { nodes: []; edges: []; merges: [] } } }>(
      '{ profile(by: { userId: "ada" }) { identityGraph { nodes { value } edges { count } merges { at } } } }',
    )
    const { nodes, edges, merges } = profile.identityGraph
    expect([nodes.length, merges.length]).toEqual([4, 1])
    await amount(page, '.graph .dot').toBe(nodes.length)
    await amount(page, '.graph line').toBe(edges.length)
    await amount(page, '.merges li').toBe(1)
    await text(page, '.traits').toContain('pro')
    await amount(page, '.history li').toBe(3)

    await page.getByRole('button', { name: 'plan' }).click()
    await text(page, '.origin:not(:empty)').toBe('just now, from HTTP')
    wasQuiet()
    await close()
  })

  test('finds a person by whatever is known, and says so when there is none', async ({ api }) => {
    await api.track({ type: 'identify', userId: 'ada', anonymousId: 'laptop-1', traits: { email: 'ada@example.com' } })
    const { profile } = await api.query<{ profile: { id: string } }>('{ profile(by: { userId: "ada" }) { id } }')
    const { page, wasQuiet, close } = await look(api)
    for (const known of ['ada', ' ADA@example.com', 'laptop-1', profile.id]) {
      await page.goto(`${api.url}/#/`)
      await page.getByRole('searchbox').fill(known)
      await page.keyboard.press('Enter')
      await text(page, '.person h1').toBe('ada@example.com')
      expect(page.url()).toBe(`${api.url}/#/person/${profile.id}`)
    }
    await page.getByRole('searchbox').fill('nobody')
    await page.getByRole('button', { name: 'Find' }).click()
    await text(page, '.outcome').toBe('Nobody here is known as “nobody”.')
    await page.goto(`${api.url}/#/person/prof_nothing`)
    await text(page, '.person .empty').toContain('Nobody')
    wasQuiet()
    await close()
  })

  test('lists the members of an audience, page by page, and follows it', async ({ api }) => {
    await api.query(CREATE, { input: BUYERS })
    await api.track(...Array.from({ length: 30 }, (_, i) => buy(`user-${i}`)))
    const { page, wasQuiet, close } = await look(api)
    await text(page, '.card .size').toBe('30')
    await page.locator('.card').click()
    await amount(page, '.members li').toBe(25)
    await api.track(buy('late'))
    await text(page, '.audience .size').toBe('31')
    await text(page, '.members li').toContain('late')
    await page.getByRole('button', { name: 'More' }).click()
    await amount(page, '.members li').toBe(31)
    await page.locator('.members a').first().click()
    await text(page, '.person h1').toBe('late')
    wasQuiet()
    await close()
  })

  test('says what is wrong with a key, and keeps a good one in this tab alone', async ({ api }) => {
    const { page, close } = await look(api)
    await page.getByRole('button', { name: 'Change' }).click({ timeout: 20_000 })
    const enter = async (key: string) => {
      await page.getByLabel('Read key').fill(key)
      await page.keyboard.press('Enter')
    }
    await enter('not-a-key')
    await text(page, '.problem').toBe('There is no such key here, or it was revoked.')
    await enter(api.keys.write)
    await text(page, '.problem').toContain('This is a write key')
    await enter(api.keys.secret)
    await text(page, '.workspace').toContain('Your workspace')
    await text(page, '.status .state').toBe('Live')
    expect(page.url()).not.toContain(api.keys.secret)
    expect(await page.evaluate('JSON.stringify(localStorage) + document.cookie')).toBe('{}')
    expect(await page.evaluate('JSON.stringify(sessionStorage)')).toContain(api.keys.secret)
    await page.reload()
    await text(page, '.workspace').toContain('Your workspace')
    await close()
  })

  test('says when the connection is lost, and goes on when it is back', async ({ api }) => {
    await api.query(CREATE, { input: BUYERS })
    const { page, close } = await look(api, '/livez')
    let cut = () => {}
    await page.routeWebSocket(/graphql/, (socket) => {
      const server = socket.connectToServer()
      cut = () => {
        server.close()
        socket.close({ code: 1012 })
      }
    })
    await page.goto(api.url)
    await text(page, '.status .state').toBe('Live')
    await text(page, '.card .size').toBe('0')
    cut()
    await text(page, '.status .state').toBe('Connection lost, trying again …')
    await api.track(buy('ada'))
    await text(page, '.status .state').toBe('Live')
    await text(page, '.card .size').toBe('1')
    await close()
  })

  test('writes a rule from what is chosen, counts it, and saves it for whose key may', async ({ api }) => {
    await api.track(buy('ada', 60), buy('bob', 20), { type: 'track', userId: 'cy', event: 'Cart Viewed' })
    const { page, wasQuiet, close } = await look(api)
    await page.getByRole('link', { name: 'Write a rule' }).click({ timeout: 20_000 })
    await page.getByLabel('event, such as Order Completed').fill('Order Completed')
    await text(page, '.outcome .size').toBe('2')
    await page.getByRole('button', { name: '+ where' }).click()
    await text(page, '.outcome .quiet').toBe('people, once the rule is complete')
    await page.getByLabel('property', { exact: true }).last().fill('total')
    await page.getByLabel('Test').selectOption('is at least')
    await page.getByLabel('value').fill('50')
    await text(page, '.outcome .size').toBe('1')
    const rule = "event('Order Completed').where(property('total') >= 50).count() >= 1"
    expect(await page.getByLabel('As text').inputValue()).toBe(rule)
    await text(page, '.outcome pre').toContain(JSON.stringify(rule))
    await page.getByRole('button', { name: '+ condition' }).click()
    await page.getByLabel('Kind of condition').last().selectOption('did in this order')
    await page.getByLabel('event, such as Order Completed').nth(1).fill('Cart Viewed')
    await page.getByLabel('event, such as Order Completed').nth(2).fill('Order Completed')
    await page.getByLabel('How many conditions must hold').selectOption('any of these holds')
    await page.getByLabel('Then').selectOption('and then did not')
    await text(page, '.outcome .size').toBe('2')
    await page.getByLabel('As text').fill("event('Order Completed'")
    await text(page, '.outcome .problem').toMatch(/^Line 1, column 24: /)
    expect(await page.locator('.save').isVisible()).toBe(false)
    wasQuiet()

    await page.getByRole('button', { name: 'Change' }).click()
    await page.getByLabel('Read key').fill(api.keys.secret)
    await page.keyboard.press('Enter')
    await page.getByLabel('As text').fill(rule, { timeout: 20_000 })
    await text(page, '.outcome .size').toBe('1')
    await page.getByLabel('Name of the audience').fill('Big baskets')
    await page.getByRole('button', { name: 'Create' }).click()
    await text(page, '.audience h1').toBe('Big baskets')
    await text(page, '.audience .text').toBe(rule)
    await amount(page, '.members li').toBe(1)
    wasQuiet()
    await close()
  })

  test('tells why somebody is in an audience or not, and draws how its size went', async ({ api }) => {
    await api.query(CREATE, { input: BUYERS })
    await api.track(buy('ada', 60), { type: 'track', userId: 'cy', event: 'Cart Viewed' })
    const { page, wasQuiet, close } = await look(api)
    await page.locator('.card').click({ timeout: 20_000 })
    await text(page, '.sizes .quiet').toBe('between 0 and 1 · 1 came, 0 left')
    expect(await page.locator('.chart .line').getAttribute('d')).toMatch(/^M0.0 [\d.]+L/)
    await page.getByRole('button', { name: 'week' }).click()
    await text(page, '.sizes [aria-pressed="true"]').toBe('week')
    await page.locator('.members a').click()
    await text(page, '.audiences .standing').toBe('in')
    await page.locator('.audiences summary').click()
    await text(page, '.why').toMatch(/✓event\('Order Completed'\).count\(\) >= 1is 1.*Order Completed €60\.00/)
    await page.getByRole('searchbox').fill('cy')
    await page.keyboard.press('Enter')
    await text(page, '.audiences .standing').toBe('not in')
    await page.locator('.audiences summary').click()
    await text(page, '.why').toContain('✗')
    wasQuiet()
    await close()
  })

  test('fits on a phone', async ({ api }) => {
    await api.query(CREATE, { input: BUYERS })
    await api.track(
      { ...buy('ada'), anonymousId: 'a'.repeat(60) },
      { type: 'identify', userId: 'ada', traits: { email: `${'long'.repeat(12)}@example.com` } },
    )
    const { page, wasQuiet, close } = await look(api)
    await page.setViewportSize({ width: 360, height: 740 })
    await text(page, '.card .size').toBe('1')
    expect(await sideways(page)).toBe(0)
    await page.locator('.card').click()
    await page.locator('.members a').click({ timeout: 20_000 })
    await amount(page, '.graph .dot').toBe(3)
    expect(await sideways(page)).toBe(0)
    await page.goto(`${api.url}/#/rule`)
    await amount(page, '.conditions li').toBe(1)
    await page.getByRole('button', { name: '+ where' }).click()
    expect(await sideways(page)).toBe(0)
    wasQuiet()
    await close()
  })
})

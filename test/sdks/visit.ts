import { launchBrowser, openPage, type TestPage } from '../helpers/browser.ts'
import { test as base } from '../helpers/server.ts'
import { type SiteOptions, startSite } from '../helpers/site.ts'
import { pointedAt } from './snippet.ts'

export interface Visit extends TestPage {
  /** The address of the page. */
  readonly url: string
  /** What it asked of other origins. */
  readonly requested: readonly string[]
}

/** `test` with `server`, and `visit`, which opens a page of another origin in a browser, its code pointed at the server. */
export const test = base.extend<{ visit: (site: SiteOptions) => Promise<Visit> }>({
  visit: async ({ server }, use) => {
    const browser = await launchBrowser()
    const sites: { close(): Promise<void> }[] = []
    await use(async ({ head = '', module = '', search = '' }) => {
      const site = await startSite({ head: pointedAt(server, head), module: pointedAt(server, module) })
      sites.push(site)
      const opened = await openPage(browser)
      const requested: string[] = []
      opened.page.on('request', (request) => {
        if (!request.url().startsWith(site.url)) requested.push(request.url())
      })
      await opened.page.goto(site.url + search)
      return { ...opened, url: site.url, requested }
    })
    await browser.close()
    await Promise.all(sites.map((site) => site.close()))
  },
})

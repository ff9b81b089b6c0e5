import { launchBrowser, openPage, type TestPage } from '../helpers/browser.ts'
import { test as base } from '../helpers/server.ts'
import { type SiteOptions, startSite } from '../helpers/site.ts'
import { pointedAt } from './snippet.ts'

/** `test` with `server`, and `visit`, which opens a page of another origin in a browser, its code pointed at the server. */
export const test = base.extend<{ visit: (site: SiteOptions) => Promise<TestPage & { readonly url: string }> }>({
  visit: async ({ server }, use) => {
    const browser = await launchBrowser()
    const sites: { close(): Promise<void> }[] = []
    await use(async ({ head = '', module = '' }) => {
      const site = await startSite({ head: pointedAt(server, head), module: pointedAt(server, module) })
      sites.push(site)
      const opened = await openPage(browser)
      await opened.page.goto(site.url)
      return { ...opened, url: site.url }
    })
    await browser.close()
    await Promise.all(sites.map((site) => site.close()))
  },
})

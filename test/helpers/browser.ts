import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { describe, test } from 'vitest'

const EXECUTABLE = '/usr/bin/chromium'

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface TestPage {
  readonly page: Page
  /** What the console and the page called an error, requests that failed among it. */
  readonly errors: readonly string[]
}

/** Declares tests that need Chromium; says so where it is missing. On CI they are never left out: they fail. */
export function describeInBrowser(name: string, declare: () => void): void {
  if (existsSync(EXECUTABLE) || process.env['CI'] === 'true') describe(name, declare)
  else {
    const why = `no ${EXECUTABLE}`
    process.stderr.write(`not run: the tests of ${name} in a browser (${why})\n`)
    // A file without any test would be a failure.
    describe(name, () => test(`not run: ${why}`, () => {}))
  }
}

/** A headless browser; whoever launched it closes it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS })
}

/** A page with storage of its own. */
export async function openPage(browser: Browser): Promise<TestPage> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const errors: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => errors.push(String(error)))
  return { page, errors }
}

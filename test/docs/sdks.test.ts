import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { RECORDED } from '../sdks/recorded.ts'
import { page, root } from './page.ts'

const { text, snippets } = page('docs/sdks.md')
const sections = text
  .split('\n## ')
  .slice(1)
  .map((section) => section.split('\n')[0] ?? '')

describe('docs/sdks.md', () => {
  test('has no JavaScript that is not run', () => {
    const tests = readdirSync(`${root}/test/sdks`)
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => readFileSync(`${root}/test/sdks/${file}`, 'utf8'))
      .join('\n')
    const run = sections.filter((heading) => tests.includes(`'${heading}'`))
    expect(run).toHaveLength(snippets.filter(({ language }) => language === 'js' || language === 'html').length)
  })

  test('has a section for every SDK whose requests are written down', () => {
    for (const { sdk } of RECORDED.filter(({ sdk }) => !sdk.startsWith('an SDK'))) {
      const [name = ''] = sdk.replace('RudderStack for Android and iOS', 'RudderStack on phones').split(' (')
      expect(
        sections.filter((heading) => heading.startsWith(name)),
        sdk,
      ).toHaveLength(1)
    }
  })
})

import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { page, root } from './page.ts'

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(`${root}/docs`, { recursive: true, encoding: 'utf8' }).map((file) => `docs/${file}`),
].filter((file) => file.endsWith('.md'))

/** The anchor that a heading gets. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-')

describe('the guide', () => {
  test.for(PAGES)('links to what exists: %s', (path) => {
    const prose = page(path).text.replaceAll(/^```.*?^```$/gms, '')
    for (const [, target = ''] of prose.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
      const [file = '', anchor] = target.split('#')
      const linked = file === '' ? path : join(dirname(path), file)
      expect(existsSync(`${root}/${linked}`), target).toBe(true)
      if (anchor === undefined) continue
      const headings = [...page(linked).text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading))
      expect(headings, target).toContain(anchor)
    }
  })

  test.for(PAGES)('names files that exist: %s', (path) => {
    for (const [, file = ''] of page(path).text.matchAll(/`((?:src|test|bin|bench|prisma|examples)\/[\w./-]+)`/g))
      expect(existsSync(`${root}/${file}`), file).toBe(true)
  })

  test('the map of folders is that of the engine', () => {
    const [, map = ''] = /## The folders\n\n```\n(.*?)```/s.exec(page('docs/architecture.md').text) ?? []
    const listed = [...map.matchAll(/^ {2}(\w+)\//gm)].map(([, folder = '']) => folder)
    const folders = readdirSync(`${root}/src/engine`, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    expect(listed.sort()).toEqual(folders.sort())
  })
})

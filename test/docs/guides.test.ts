import { readdirSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { page, root, type Snippet } from './page.ts'
import { type Reader, test } from './reader.ts'

const GUIDES = readdirSync(`${root}/docs/guides`).map((file) => `docs/guides/${file}`)
const PATIENCE = { timeout: 45_000, interval: 300 }

/** What the page says is printed: every line of it, in whatever order, with an ellipsis for what differs from time to time. */
function expected(text: string): RegExp {
  const lines = text.trimEnd().split('\n')
  const found = lines.map((line) => line.split('…').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')))
  return new RegExp(found.map((parts) => `(?=[^]*${parts.join('.*')})`).join(''))
}

/** Follows a page from top to bottom: `sh` is pasted, `bash` runs in a terminal of its own, programs are saved, `text` is what is then to be seen, there or in one
 * of the terminals. */
async function follow(snippets: readonly Snippet[], reader: Reader): Promise<string[]> {
  const done: string[] = []
  const terminals: (() => string)[] = []
  let look: () => string | Promise<string> = () => ''
  for (const [index, { language, code }] of snippets.entries()) {
    done.push(language)
    switch (language) {
      case 'sh': {
        const output = await reader.shell(code)
        // A question is asked again until the answer is there; anything else is done once.
        const isQuestion =
          snippets[index + 1]?.language === 'text' && /\/graphql|customer-card|export-members/.test(code) && !code.includes('mutation')
        look = isQuestion ? () => reader.shell(code) : () => output
        break
      }
      case 'bash': {
        terminals.push(reader.terminal(code).output)
        look = () => ''
        break
      }
      case 'js':
        reader.save(code)
        break
      case 'text':
        await expect.poll(async () => [await look(), ...terminals.map((output) => output())].join('\n'), PATIENCE).toMatch(expected(code))
        break
      case '':
        break
      default:
        throw new Error(`Nobody would know what to do with ${language}.`)
    }
  }
  return done
}

describe('the guides', () => {
  test.for(GUIDES)('lead where they say: %s', { timeout: 240_000 }, async (path, { reader }) => {
    const done = await follow(page(path).snippets, reader)
    expect(done.filter((language) => language === 'text').length).toBeGreaterThan(2)
  })

  test.for(GUIDES)('run every example that they name, and no other: %s', (path) => {
    const { text, snippets } = page(path)
    const named = [...text.matchAll(/examples\/[\w-]+\.\w+/g)].map(([name]) => name)
    const run = snippets
      .filter(({ language }) => language === 'sh' || language === 'bash')
      .flatMap(({ code }) => code.match(/examples\/[\w-]+\.\w+/g) ?? [])
    expect([...new Set(run)].sort()).toEqual([...new Set(named)].sort())
  })
})

describe('the examples', () => {
  test('are all part of a guide', () => {
    const files = readdirSync(`${root}/examples`).filter((file) => /\.(ts|mjs)$/.test(file))
    const texts = GUIDES.map((path) => page(path).text).join('')
    expect(files.filter((file) => !texts.includes(`examples/${file}`))).toEqual([])
  })
})

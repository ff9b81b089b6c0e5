import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readCallLine } from '../../src/engine/import/read-call-line.ts'
import { page, root, snippetsOf } from './page.ts'

describe('docs/importing.md', () => {
  test('shows lines that are calls', () => {
    const lines = snippetsOf('docs/importing.md', 'json').flatMap((code) => code.trim().split('\n'))
    expect(lines).toHaveLength(2)
    for (const [index, line] of lines.entries())
      expect(readCallLine({ bytes: Buffer.from(line), number: index + 1, tooLong: false }, 'id')).toMatchObject({ kind: 'call' })
  })

  test('lists the options of the command', () => {
    const options = [...readFileSync(`${root}/src/main.ts`, 'utf8').matchAll(/\.option\('(--[a-z-]+)/g)].map(([, name]) => name)
    const listed = page('docs/importing.md').tables.flatMap(({ rows }) => rows.map(([name = '']) => /`(--[a-z-]+)/.exec(name)?.[1]))
    expect(options.length).toBeGreaterThan(3)
    expect(listed.sort()).toEqual(options.sort())
  })
})

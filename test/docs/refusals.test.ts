import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { page, root } from './page.ts'

/** The codes in the text of a module: of refusals and of the unions that they are typed by. */
function codesIn(source: string): string[] {
  const unions = source.matchAll(/(?:RejectionCode =|readonly code:)((?:\s*\|?\s*'[a-z_]+')+)/g)
  const literals = source.matchAll(/\bcode: '([a-z_]+)'/g)
  const rejected = source.matchAll(/\b(?:reject|refused)\('([a-z_]+)'/g)
  return [...[...unions].flatMap(([, union = '']) => union.match(/[a-z_]+/g) ?? []), ...[...literals, ...rejected].map(([, code = '']) => code)]
}

function codesOfTheEngine(): Set<string> {
  const files = readdirSync(`${root}/src/engine`, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  return new Set(files.flatMap((file) => codesIn(readFileSync(`${root}/src/engine/${file}`, 'utf8'))))
}

const rows = page('docs/refusals.md')
  .tables.flatMap((table) => table.rows)
  .filter(([code = '']) => /^`[a-z_]+`$/.test(code))
const documented = rows.map(([code = '']) => code.replaceAll('`', ''))

describe('docs/refusals.md', () => {
  test('lists the codes that the engine has, each once', () => {
    const codes = codesOfTheEngine()
    expect(codes).toContain('no_user_anon_id')
    expect(codes).toContain('mapping_limit')
    expect(codes).toContain('internal')
    expect([...documented].sort()).toEqual([...codes].sort())
  })

  test('says of each the kind, what it means and what to do', () => {
    for (const [code, kind = '', meaning, advice] of rows) {
      expect(kind, code).toMatch(/^(MESSAGE|IDENTIFIER|MERGE|TRAIT|PROPERTY|DELIVERY|INTERNAL)( or MERGE)?$/)
      expect(meaning, code).not.toBe('')
      expect(advice, code).not.toBe('')
    }
  })
})

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CELL_TYPES } from '../../src/engine/import/csv/csv-map.ts'
import { readCallLine } from '../../src/engine/import/read-call-line.ts'
import { runProgram } from '../helpers/program.ts'
import { test as importTest } from '../import/fixtures.ts'
import { page, root, snippetsOf } from './page.ts'

describe('docs/importing.md', () => {
  test('shows lines that are calls', () => {
    const lines = snippetsOf('docs/importing.md', 'json').flatMap((code) => (code.includes('columns') ? [] : code.trim().split('\n')))
    expect(lines).toHaveLength(2)
    for (const [index, line] of lines.entries())
      expect(readCallLine({ bytes: Buffer.from(line), number: index + 1, tooLong: false }, 'id')).toMatchObject({ kind: 'call' })
  })

  test('lists the options of the command', () => {
    const [, command = ''] = /\.command\('import'\)(.*?)\.action/s.exec(readFileSync(`${root}/src/main.ts`, 'utf8')) ?? []
    const options = [...command.matchAll(/\.option\('(--[a-z-]+)/g)].map(([, name]) => name)
    const listed = page('docs/importing.md').tables.flatMap(({ rows }) => rows.map(([name = '']) => /`(--[a-z-]+)/.exec(name)?.[1]))
    expect(options.length).toBeGreaterThan(3)
    expect(listed.filter((name) => name !== undefined).sort()).toEqual(options.sort())
  })

  test('lists the types of cells', () => {
    const types = page('docs/importing.md').tables.find(({ head }) => head[0] === 'type')
    expect(types?.rows.map(([name = '']) => /`(\w+)`/.exec(name)?.[1]).sort()).toEqual([...CELL_TYPES].sort())
  })

  importTest('shows CSV and a mapping that are taken', async ({ folder }) => {
    const [csv = ''] = snippetsOf('docs/importing.md', 'csv')
    const map = snippetsOf('docs/importing.md', 'json').find((code) => code.includes('"columns"')) ?? ''
    const rows =
      'customer_id,email,mrr,signed_up,plan\nc-1,ada@example.com,"1.200,50",31.12.2024,pro\nc-2,lin@example.com,much,,free\nc-3,,12,31.12.2024,pro\n'
    writeFileSync(join(folder, 'calls.csv'), csv)
    writeFileSync(join(folder, 'customers.csv'), rows)
    writeFileSync(join(folder, 'map.json'), map)
    const commands = snippetsOf('docs/importing.md', 'sh').filter((code) => code.includes('.csv'))
    const run = async (command: string): Promise<string> => {
      const args = command.trim().replace('npm run import -- ', 'import ').split(' ')
      const program = runProgram(
        args.map((arg) => (/\.(csv|json)$/.test(arg) ? join(folder, arg) : arg)),
        {},
      )
      expect(await program.ended, program.output()).toBe(0)
      return program.output()
    }
    expect(await run('import calls.csv --dry-run')).toContain('Of the first 2: 2 would be taken, 0 refused.')
    const [mapped = '', byOptions = ''] = commands
    expect(await run(mapped)).toContain('"mrr": 1200.5,\n    "signedUpAt": "2024-12-31",\n    "plan": "pro"')
    expect(await run(mapped)).toContain('Line 3: Column "mrr": "much" is not a number.')
    expect(await run(`${byOptions.trim()} --dry-run`)).toContain('"since": "2024-12-31"')
  })
})

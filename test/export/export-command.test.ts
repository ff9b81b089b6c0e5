import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect } from 'vitest'
import { runProgram } from '../helpers/program.ts'
import { insertPeople, test } from './fixtures.ts'

describe('npm run export', () => {
  test('writes the members of an audience to a file, and says what it cannot do', async ({ db, folder }) => {
    await insertPeople(db, 2200)
    const run = async (...args: string[]) => {
      const program = runProgram(['export', ...args], { DATABASE_URL: db.url, DATA_DIR: folder })
      return [await program.ended, program.output()]
    }
    const out = join(folder, 'vips.csv')
    const written = ['vips', '--format=csv', '--layout=traits', '--identifiers=user_id', '--traits=plan', `--out=${out}`]
    expect(await run(...written)).toEqual([0, expect.stringContaining('1,100 rows')])
    const rows: Record<string, string>[] = parse(readFileSync(out), { columns: true })
    expect(rows).toHaveLength(1100)
    expect(rows[0]).toEqual({ profileId: expect.stringMatching(/^prof_/), 'identifiers.user_id': 'u-2', 'traits.plan': 'pro' })
    expect(await run('nobody', `--out=${out}`)).toEqual([1, expect.stringContaining('There is no audience with the key "nobody".')])
    expect(await run('vips', '--format=xml')).toEqual([1, expect.stringContaining('"xml" is none of them')])
    expect(readdirSync(folder)).toEqual(['vips.csv'])
  })
})

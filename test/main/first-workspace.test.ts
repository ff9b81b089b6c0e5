import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { prepareFirstWorkspace } from '../../src/commands/first-workspace.ts'
import { parseConfig } from '../../src/config.ts'
import { test as base, emptyDatabase } from '../helpers/database.ts'

const SECRET = 'a-secret-key-of-my-own-choice'

const test = base.extend<{ dataDir: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads a fixture's dependencies from the pattern
  dataDir: async ({}, use) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'tributary-keys-'))
    await use(dataDir)
    rmSync(dataDir, { recursive: true, force: true })
  },
})

const stored = (dataDir: string) => JSON.parse(readFileSync(join(dataDir, 'keys.json'), 'utf8'))

describe('prepareFirstWorkspace', () => {
  test('makes up keys for an empty database, and finds them again', async ({ db, dataDir }) => {
    const config = parseConfig({ DATA_DIR: dataDir })
    const keys = await prepareFirstWorkspace(db, config)
    expect(stored(dataDir)).toEqual(keys)
    expect(await prepareFirstWorkspace(db, config)).toEqual(keys)
    expect((await db.pool.query('select from workspaces')).rowCount).toBe(1)
  })

  test('takes the keys it is given, and does not write those down', async ({ db, dataDir }) => {
    const keys = await prepareFirstWorkspace(db, parseConfig({ DATA_DIR: dataDir, TRIBUTARY_SECRET_KEY: SECRET }))
    expect(keys.secret).toBe(SECRET)
    expect(stored(dataDir)).toEqual({ read: keys.read, write: keys.write })
  })

  test('knows no keys of a database that another process prepared', async ({ db, dataDir }) => {
    await prepareFirstWorkspace(db, parseConfig({ DATA_DIR: join(dataDir, 'other') }))
    const config = parseConfig({ DATA_DIR: dataDir, TRIBUTARY_SECRET_KEY: SECRET })
    expect(await prepareFirstWorkspace(db, config)).toEqual({ secret: null, read: null, write: null })
    expect(existsSync(join(dataDir, 'keys.json'))).toBe(false)
  })

  test('gives a new database the keys that are there already', async ({ db, dataDir }) => {
    const config = parseConfig({ DATA_DIR: dataDir })
    const keys = await prepareFirstWorkspace(db, config)
    await emptyDatabase(db)
    expect(await prepareFirstWorkspace(db, config)).toEqual(keys)
  })
})

import { readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { parseConfig } from '../../src/config.ts'
import { test } from '../helpers/database.ts'
import { makeWorkspace, testWorker } from '../helpers/engine.ts'
import { page, root, snippetsOf } from './page.ts'

const [environment] = page('docs/operations.md').tables.filter(({ head }) => head[0] === 'variable')
const rows = (environment?.rows ?? []).map(([name = '', , value = '']) => ({ name: name.replaceAll('`', ''), value: value.replaceAll('`', '') }))

/** The variables that the configuration reads. */
function variables(): string[] {
  const [schema = ''] = /const Env = z\.object\(\{.*?^\}\)/ms.exec(readFileSync(`${root}/src/config.ts`, 'utf8')) ?? []
  return [...schema.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name = '']) => name)
}

describe('docs/operations.md', () => {
  test('lists the variables that are read, with their defaults', () => {
    expect(rows.map(({ name }) => name).sort()).toEqual(variables().sort())
    const written = rows.filter(({ value }) => value !== 'none' && value !== 'generated').map(({ name, value }) => [name, value])
    // Whether it was said or not makes a difference to this one alone.
    expect({ ...parseConfig(Object.fromEntries(written)), workerPort: 0 }).toEqual(parseConfig({}))
  })

  test('puts a message back from quarantine', async ({ db }) => {
    const { id, sourceId } = await makeWorkspace(db)
    const quarantined = '0192f0c0-0000-7000-8000-000000000001'
    await db.pool.query(`insert into quarantine select $1, $2, $3, engine_now(), 'TRACK', $4, 'why', engine_now()`, [
      id,
      quarantined,
      sourceId,
      Buffer.from('{"userId":"ada","event":"Signed In"}'),
    ])
    const [list = '', putBack = ''] = snippetsOf('docs/operations.md', 'sql')
    expect((await db.pool.query(list)).rows).toMatchObject([{ id: quarantined, error: 'why', body: '{"userId":"ada","event":"Signed In"}' }])
    await db.pool.query(putBack, [quarantined])
    await testWorker(db).quiet()
    expect((await db.pool.query('select name from events')).rows).toEqual([{ name: 'Signed In' }])
    expect((await db.pool.query(list)).rows).toEqual([])
  })
})

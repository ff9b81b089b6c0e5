import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { parse } from 'csv-parse/sync'
import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { cancelExport, deleteExport } from '../../src/engine/export/manage-exports.ts'
import { runExport } from '../../src/engine/export/run-export.ts'
import { clearRun } from '../../src/engine/export/sweep-exports.ts'
import { exportContext, exported, insertPeople, newExport, type StoredRun, storedRun, test } from './fixtures.ts'

const pathsOf = (folder: string, { id, files }: StoredRun): string[] => files.map(({ name }) => join(folder, 'exports', id, name))
const textsOf = (folder: string, run: StoredRun): string[] => pathsOf(folder, run).map((path) => readFileSync(path, 'utf8'))
const objectsOf = (folder: string, run: StoredRun) =>
  textsOf(folder, run).flatMap((text) =>
    text
      .trimEnd()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line)),
  )
const tablesOf = (folder: string, run: StoredRun) => textsOf(folder, run).map((text): Record<string, string>[] => parse(text, { columns: true }))

/** Asks DuckDB, which has a reader of its own. */
async function query(sql: string): Promise<Record<string, unknown>[]> {
  const connection = await (await DuckDBInstance.create()).connect()
  const rows = (await connection.runAndReadAll(sql)).getRowObjectsJS()
  connection.closeSync()
  return rows
}

describe('an export', () => {
  test('writes everybody, in files that are whole each', async ({ db, folder }) => {
    const { workspaceId } = await insertPeople(db, 2500)
    const run = await exported(db, folder, { workspaceId })
    expect(run).toMatchObject({ status: 'FINISHED', total: 2500, done: 2500, rows: 2500, error: null })
    expect(run.files.map(({ name, rows }) => [name, rows])).toEqual([
      ['part-00001.ndjson', 1000],
      ['part-00002.ndjson', 1000],
      ['part-00003.ndjson', 500],
    ])
    const sizes = pathsOf(folder, run).map((path) => statSync(path))
    expect(sizes.map(({ size }) => size)).toEqual(run.files.map(({ bytes }) => bytes))
    expect(sizes.map(({ mode }) => mode & 0o777)).toEqual([0o600, 0o600, 0o600])
    const objects = objectsOf(folder, run)
    expect(new Set(objects.map(({ profileId }) => profileId)).size).toBe(2500)
    expect(objects[2]).toEqual({
      profileId: expect.stringMatching(/^prof_/),
      createdAt: '2026-01-01T00:00:00.000Z',
      firstSeenAt: '2026-01-03T00:00:00.000Z',
      lastSeenAt: '2026-01-04T05:06:07.089Z',
      identifiers: { email: ['new-3@example.com', 'old-3@example.com'], user_id: ['u-3'] },
      traits: { plan: 'free, "really"', mrr: 3, tags: ['a', 3] },
    })
  })

  test('writes the members of an audience, with since when they are', async ({ db, folder }) => {
    const run = await exported(db, folder, { ...(await insertPeople(db, 30)), shape: { layout: 'PROFILES' } })
    expect(run).toMatchObject({ total: 15, done: 15, rows: 15 })
    expect(objectsOf(folder, run)[0]).toMatchObject({ memberSince: '2026-01-06T00:00:00.000Z', identifiers: { user_id: ['u-2'] } })
  })

  test('writes CSV with a column for each trait and type that is asked for, and the address seen last', async ({ db, folder }) => {
    const run = await exported(db, folder, {
      ...(await insertPeople(db, 12)),
      shape: { format: 'CSV', layout: 'TRAITS', traits: ['plan', 'mrr', 'tags', 'absent'], identifiers: ['email', 'user_id'] },
    })
    const [rows = []] = tablesOf(folder, run)
    expect(rows).toHaveLength(6)
    expect(rows[2]).toEqual({
      profileId: expect.stringMatching(/^prof_/),
      'identifiers.email': 'new-6@example.com',
      'identifiers.user_id': 'u-6',
      'traits.plan': 'pro',
      'traits.mrr': '6',
      'traits.tags': '["a",6]',
      'traits.absent': '',
    })
  })

  test('writes a row for each identifier, in every format', async ({ db, folder }) => {
    const people = await insertPeople(db, 9)
    const shape = { layout: 'IDENTIFIERS', traits: ['plan'] } as const
    const csv = await exported(db, folder, { ...people, shape: { ...shape, format: 'CSV' } })
    expect(csv).toMatchObject({ total: 4, done: 4, rows: 6 })
    const rows = tablesOf(folder, csv).flat()
    expect(rows.map(({ type, value }) => `${type} ${value}`)).toEqual([
      'user_id u-2',
      'user_id u-4',
      'email new-6@example.com',
      'email old-6@example.com',
      'user_id u-6',
      'user_id u-8',
    ])
    const ndjson = objectsOf(folder, await exported(db, folder, { ...people, shape: { ...shape, format: 'NDJSON' } }))
    expect(ndjson.map(({ traits, ...rest }) => ({ ...rest, 'traits.plan': (traits as { plan: string }).plan }))).toEqual(rows)
    const parquet = await exported(db, folder, { ...people, shape: { ...shape, format: 'PARQUET' } })
    const [file = ''] = pathsOf(folder, parquet)
    expect(await query(`select * from '${file}'`)).toEqual(rows)
  })

  test('writes Parquet that says the same as NDJSON', async ({ db, folder }) => {
    const people = await insertPeople(db, 40)
    const objects = objectsOf(folder, await exported(db, folder, people))
    const [path = ''] = pathsOf(folder, await exported(db, folder, { ...people, shape: { format: 'PARQUET' } }))
    const columns = await query(`describe select * from '${path}'`)
    expect(columns.map(({ column_name, column_type }) => [column_name, column_type])).toEqual([
      ['profileId', 'VARCHAR'],
      ['memberSince', 'TIMESTAMP WITH TIME ZONE'],
      ['createdAt', 'TIMESTAMP WITH TIME ZONE'],
      ['firstSeenAt', 'TIMESTAMP WITH TIME ZONE'],
      ['lastSeenAt', 'TIMESTAMP WITH TIME ZONE'],
      ['identifiers', 'VARCHAR'],
      ['traits', 'VARCHAR'],
    ])
    const rows = await query(`select * from '${path}'`)
    const read = rows.map(({ identifiers, traits, ...rest }) => ({
      ...rest,
      identifiers: JSON.parse(String(identifiers)),
      traits: JSON.parse(String(traits)),
    }))
    expect(JSON.parse(JSON.stringify(read))).toEqual(objects)
  })

  test('packs with gzip what is then one stream', async ({ db, folder }) => {
    const { workspaceId } = await insertPeople(db, 2100)
    const run = await exported(db, folder, { workspaceId, shape: { format: 'CSV', gzip: true, perFile: 100_000 } })
    expect(run.files.map(({ name }) => name)).toEqual(['part-00001.csv.gz'])
    const [path = ''] = pathsOf(folder, run)
    expect(parse(gunzipSync(readFileSync(path)))).toHaveLength(2101)
  })

  test('of nobody is one file, with its header', async ({ db, folder }) => {
    const { workspaceId } = await insertPeople(db, 0)
    const run = await exported(db, folder, { workspaceId, shape: { format: 'CSV', layout: 'TRAITS' } })
    expect([run.rows, textsOf(folder, run)]).toEqual([0, ['profileId,identifiers,traits\r\n']])
    const parquet = await exported(db, folder, { workspaceId, shape: { format: 'PARQUET' } })
    const [file = ''] = pathsOf(folder, parquet)
    expect(await query(`select * from '${file}'`)).toEqual([])
  })

  test('leaves out who joined after its start, and shows a merge that is under way as one person', async ({ db, folder }) => {
    const people = await insertPeople(db, 10)
    const id = (n: number) => `018f0000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
    await db.pool.query(`update audience_members set since = engine_now() + interval '1 hour' where profile_id = $1`, [id(4)])
    await db.pool.query('insert into profile_aliases (workspace_id, loser_id, root_id) values ($1, $2, $3)', [people.workspaceId, id(8), id(2)])
    await db.pool.query('update identifiers set profile_id = $2 where profile_id = $1', [id(8), id(2)])
    const members = objectsOf(folder, await exported(db, folder, { ...people, shape: { layout: 'TRAITS' } }))
    expect(members.map(({ identifiers }) => (identifiers as { user_id: string[] }).user_id.sort())).toEqual([['u-2', 'u-8'], ['u-6'], ['u-10']])
    const everybody = objectsOf(folder, await exported(db, folder, { workspaceId: people.workspaceId }))
    expect(everybody.map(({ identifiers }) => (identifiers as { user_id: string[] }).user_id.length)).toEqual([1, 2, 1, 1, 1, 1, 1, 1, 1])
  })

  test('that is put down is gone on with; canceled, it keeps its whole files and takes no more', async ({ db, folder }) => {
    const { workspaceId } = await insertPeople(db, 3500)
    const { id, run } = await newExport(db, { workspaceId })
    const putDownAfter = async (tellings: number) => {
      const stopping = new AbortController()
      let told = 0
      const onProgress = () => void (++told === tellings && stopping.abort())
      await runExport(exportContext(db, folder, { signal: stopping.signal, onProgress }), run ?? 0)
      return storedRun(db, run ?? 0)
    }
    // The first tells that it begins.
    expect(await putDownAfter(3)).toMatchObject({ status: 'RUNNING', files: [{ rows: 1000 }] })
    expect(await putDownAfter(3)).toMatchObject({ status: 'RUNNING', files: [{ rows: 1000 }, { rows: 1000 }] })
    await cancelExport(db.pool, { workspaceId, id })
    await runExport(exportContext(db, folder), run ?? 0)
    const stored = await storedRun(db, run ?? 0)
    expect(stored).toMatchObject({ status: 'CANCELED', files: [{ rows: 1000 }, { rows: 1000 }] })
    expect(pathsOf(folder, stored).map((path) => statSync(path).size)).toEqual(stored.files.map(({ bytes }) => bytes))
    expect(readdirSync(join(folder, 'exports', stored.id)).sort()).toEqual(['part-00001.ndjson', 'part-00002.ndjson'])
  })

  test('that is deleted takes its files with it', async ({ db, folder }) => {
    const { workspaceId } = await insertPeople(db, 5)
    const run = await exported(db, folder, { workspaceId })
    const [path = ''] = pathsOf(folder, run)
    expect(await clearRun(db.pool, folder)).toBe(false)
    await deleteExport(db.pool, { workspaceId, id: await onlyExport(db) })
    while (await clearRun(db.pool, folder));
    expect(() => statSync(path)).toThrow('ENOENT')
    expect((await db.pool.query('select from exports')).rowCount).toBe(0)
  })

  test('is tried again where it could not be written, and given up in the end', async ({ db, folder }) => {
    const { workspaceId } = await insertPeople(db, 5)
    const { run } = await newExport(db, { workspaceId })
    const context = exportContext(db, join(folder, 'taken'))
    writeFileSync(join(folder, 'taken'), 'no folder')
    for (let n = 1; n <= 5; n++) {
      await runExport(context, run ?? 0)
      const { status, error } = await storedRun(db, run ?? 0)
      expect([status, error]).toEqual([n < 5 ? 'RUNNING' : 'FAILED', expect.stringContaining('cannot be written: ENOTDIR')])
      // Before its time nothing happens.
      await runExport(context, run ?? 0)
      await db.pool.query('update export_runs set due_at = engine_now()')
    }
    expect(context.errors).toEqual([])
  })

  test('waits until its audience is computed, and fails when it is gone', async ({ db, folder }) => {
    const people = await insertPeople(db, 5)
    await db.pool.query(`update audiences set status = 'COMPUTING'`)
    const { run } = await newExport(db, people)
    await runExport(exportContext(db, folder), run ?? 0)
    expect((await storedRun(db, run ?? 0)).status).toBe('QUEUED')
    await db.pool.query(`update audiences set status = 'LIVE', deleted_at = engine_now()`)
    await runExport(exportContext(db, folder), run ?? 0)
    expect(await storedRun(db, run ?? 0)).toMatchObject({ status: 'FAILED', error: 'The audience was deleted.' })
  })
})

async function onlyExport(db: Db): Promise<string> {
  const { rows } = await db.pool.query<{ id: string }>('select id from exports')
  return rows[0]?.id ?? ''
}

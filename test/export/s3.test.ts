import { describe, expect } from 'vitest'
import { createGuardedFetch } from '../../src/engine/delivery/guarded-fetch.ts'
import { createSecretBox } from '../../src/engine/delivery/secret-box.ts'
import { ValidationError } from '../../src/engine/errors.ts'
import { cancelExport } from '../../src/engine/export/manage-exports.ts'
import { resealStores } from '../../src/engine/export/reseal-stores.ts'
import { runExport } from '../../src/engine/export/run-export.ts'
import { type KeptStore, parseStore } from '../../src/engine/export/store.ts'
import { type S3Server, startS3Server } from '../helpers/s3-server.ts'
import { test as base, exportContext, insertPeople, newExport, SECRET_BOX, storedRun } from './fixtures.ts'

const test = base.extend<{ s3: S3Server }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads a fixture's dependencies from the pattern
  s3: async ({}, use) => {
    const s3 = await startS3Server()
    await use(s3)
    await s3.close()
  },
})

const storeOf = ({ url, accessKeyId, secretAccessKey }: S3Server, more: object = {}) => ({
  ...{ endpoint: url, region: 'eu-central-1', bucket: 'files', prefix: "out/it's +1/", accessKeyId, secretAccessKey },
  ...more,
})

/** So that everybody fills two parts and a half. */
const MUCH = 20_000

describe('an export to a store', () => {
  test('is an object for each file, under the id of its run', async ({ db, folder, s3 }) => {
    const { workspaceId } = await insertPeople(db, 1500)
    const { run } = await newExport(db, { workspaceId, store: storeOf(s3) })
    await runExport(exportContext(db, folder), run ?? 0)
    const { id, status, files } = await storedRun(db, run ?? 0)
    expect(status).toBe('FINISHED')
    const { rows } = await db.pool.query<{ store: string }>('select store::text from exports')
    expect(rows[0]?.store).toContain(s3.accessKeyId)
    expect(rows[0]?.store).not.toContain(s3.secretAccessKey)
    expect([...s3.objects].map(([name, { length }]) => [name, length])).toEqual(
      files.map(({ name, bytes }) => [`files/out/it's +1/${id}/${name}`, bytes]),
    )
    expect(files).toHaveLength(2)
  })

  test('is uploaded in parts where it is large', async ({ db, folder, s3 }) => {
    const { workspaceId } = await insertPeople(db, 1000)
    await db.pool.query(`update profiles set traits = jsonb_build_object('long', repeat(right(id::text, 4), ${MUCH / 4}))`)
    const { run } = await newExport(db, { workspaceId, store: storeOf(s3) })
    await runExport(exportContext(db, folder), run ?? 0)
    const { bytes, upload } = await storedRun(db, run ?? 0)
    const [object] = s3.objects.values()
    expect([bytes, upload, s3.uploads.size]).toEqual([object?.length, null, 0])
    expect(s3.requests.filter((request) => request.includes('partNumber'))).toHaveLength(3)
    const lines = object?.toString().trimEnd().split('\n') ?? []
    expect(new Set(lines.map((line) => JSON.parse(line).profileId)).size).toBe(1000)
  })

  test('gives up the upload that somebody who was killed has left', async ({ db, folder, s3 }) => {
    const { workspaceId } = await insertPeople(db, 10)
    const { run } = await newExport(db, { workspaceId, store: storeOf(s3) })
    s3.uploads.set('files/left the-upload', new Map())
    await db.pool.query(`update export_runs set status = 'RUNNING', started_at = engine_now(), upload = '{"key": "left", "id": "the-upload"}'`)
    await runExport(exportContext(db, folder), run ?? 0)
    expect([(await storedRun(db, run ?? 0)).status, s3.uploads.size, s3.objects.size]).toEqual(['FINISHED', 0, 1])
    // One that is gone already is no trouble.
    const { run: next } = await newExport(db, { workspaceId, store: storeOf(s3) })
    await db.pool.query(`update export_runs set upload = '{"key": "left", "id": "gone"}' where number = $1`, [next])
    await runExport(exportContext(db, folder), next ?? 0)
    expect(await storedRun(db, next ?? 0)).toMatchObject({ status: 'FINISHED', upload: null })
  })

  test('leaves no upload behind when it is canceled', async ({ db, folder, s3 }) => {
    const { workspaceId } = await insertPeople(db, 2000)
    await db.pool.query(`update profiles set traits = jsonb_build_object('long', repeat(right(id::text, 4), ${MUCH / 4}))`)
    const { id, run } = await newExport(db, { workspaceId, store: storeOf(s3), shape: { perFile: 10_000 } })
    s3.trouble = async ({ url = '' }) => {
      if (url.includes('partNumber=2')) await cancelExport(db.pool, { workspaceId, id })
      return null
    }
    await runExport(exportContext(db, folder), run ?? 0)
    expect([(await storedRun(db, run ?? 0)).status, s3.uploads.size, s3.objects.size]).toEqual(['CANCELED', 0, 0])
  })

  test('tries again what may pass, and gives up what will not', async ({ db, folder, s3 }) => {
    const { workspaceId } = await insertPeople(db, 10)
    const { run } = await newExport(db, { workspaceId, store: storeOf(s3) })
    let times = 0
    s3.trouble = () => (times++ === 0 ? { status: 503, body: '<Error><Code>SlowDown</Code></Error>' } : null)
    await runExport(exportContext(db, folder), run ?? 0)
    expect([(await storedRun(db, run ?? 0)).status, s3.requests.length]).toEqual(['FINISHED', 2])
    const refused = [
      [{ secretAccessKey: 'another-secret' }, 'The store answers 403, SignatureDoesNotMatch.'],
      [{ accessKeyId: 'AKIANOBODY' }, 'The store answers 403, InvalidAccessKeyId.'],
      [{ bucket: 'nowhere' }, 'The store answers 404, NoSuchBucket.'],
    ] as const
    for (const [wrong, error] of refused) {
      const { run: next } = await newExport(db, { workspaceId, store: storeOf(s3, wrong) })
      await runExport(exportContext(db, folder), next ?? 0)
      expect(await storedRun(db, next ?? 0)).toMatchObject({ status: 'FAILED', error })
    }
  })

  test('connects to no private address unless it may', async ({ db, folder, s3 }) => {
    const { workspaceId } = await insertPeople(db, 10)
    const { run } = await newExport(db, { workspaceId, store: storeOf(s3) })
    const { fetch } = createGuardedFetch({ allowPrivate: false })
    await runExport(exportContext(db, folder, { outbound: { fetch, secretBox: SECRET_BOX } }), run ?? 0)
    expect(await storedRun(db, run ?? 0)).toMatchObject({ status: 'FAILED', error: expect.stringContaining('only https://') })
    expect(s3.requests).toEqual([])
  })
})

test('what was kept in clear, or by an older key, is sealed by the newest', async ({ db, folder, s3 }) => {
  const { workspaceId } = await insertPeople(db, 5)
  const { run } = await newExport(db, { workspaceId, store: storeOf(s3) })
  const read = async () => (await db.pool.query<{ store: KeptStore }>('select store from exports')).rows[0]?.store.secretAccessKey
  const [before, newest] = [await read(), createSecretBox([Buffer.alloc(32, 8), Buffer.alloc(32, 7)])]
  await resealStores(db, newest)
  expect(await read()).not.toEqual(before)
  await db.pool.query(`update exports set store = jsonb_set(store, '{secretAccessKey}', $1)`, [JSON.stringify(s3.secretAccessKey)])
  await resealStores(db, newest)
  expect(await read()).toEqual({ key: expect.any(String), sealed: expect.any(String) })
  const { fetch } = createGuardedFetch({ allowPrivate: true })
  await runExport(exportContext(db, folder, { outbound: { fetch, secretBox: newest } }), run ?? 0)
  expect((await storedRun(db, run ?? 0)).status).toBe('FINISHED')
})

describe('the store of an export', () => {
  const given = { endpoint: null, region: 'us-east-1', bucket: 'files', prefix: '', accessKeyId: 'id', secretAccessKey: 'secret' }
  const pathOf = (more: object, allowPrivate = false): unknown => {
    try {
      parseStore({ ...given, ...more }, { allowPrivate })
      return 'taken'
    } catch (error) {
      return error instanceof ValidationError ? error.path.join('.') : error
    }
  }

  test('is a public address by https', () => {
    expect(pathOf({})).toBe('taken')
    expect(pathOf({ endpoint: 'https://s3.example.com' })).toBe('taken')
    expect(pathOf({ endpoint: 'http://10.0.0.1:9000' }, true)).toBe('taken')
    const refused = [
      'http://s3.example.com',
      'https://127.0.0.1',
      'https://[::1]:9000',
      'https://169.254.169.254/latest',
      'https://localhost',
      'https://a:b@s3.example.com',
      'https://s3.example.com?x=1',
      'ftp://s3.example.com',
      'nonsense',
    ]
    for (const endpoint of refused) expect(pathOf({ endpoint }), endpoint).toBe('store.endpoint')
  })

  test('has names that lead nowhere else', () => {
    expect(pathOf({ bucket: '../other' })).toBe('store.bucket')
    expect(pathOf({ region: 'a.example.com/' })).toBe('store.region')
    expect(pathOf({ prefix: 'a/../b' })).toBe('store.prefix')
    expect(pathOf({ secretAccessKey: 'a b' })).toBe('store.secretAccessKey')
  })
})

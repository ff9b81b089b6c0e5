import { describe, expect, vi } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { type TestApi, test } from '../helpers/graphql-server.ts'
import { createEverybody } from '../helpers/live-audience.ts'
import { startS3Server } from '../helpers/s3-server.ts'

const CREATE = `mutation ($input: CreateExportInput!) { createExport(input: $input) {
  export { id name audience { key } entity format layout traits identifiers gzip perFile schedule { cron timeZone nextRunAt } store { endpoint region bucket prefix } }
  userErrors { code path message } } }`
const RUNS = `query ($id: ID!) { export(id: $id) { runs { nodes { id status total done rows bytes error startedAt finishedAt files { name rows bytes url } } } } }`

interface Created {
  readonly export: { readonly id: string; readonly [field: string]: unknown } | null
  readonly userErrors: readonly { readonly code: string; readonly path: readonly string[] | null }[]
}
interface Run {
  readonly id: string
  readonly status: string
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly url: string }[]
  readonly [field: string]: unknown
}

const create = async (api: TestApi, input: object): Promise<Created> =>
  (await api.query<{ createExport: Created }>(CREATE, { input: { name: 'Everybody', format: 'NDJSON', ...input } })).createExport

async function idOf(api: TestApi, input: object): Promise<string> {
  const { export: made, userErrors } = await create(api, input)
  expect(userErrors).toEqual([])
  return made?.id ?? ''
}

const runsOf = async (api: TestApi, id: string): Promise<readonly Run[]> =>
  (await api.query<{ export: { runs: { nodes: Run[] } } }>(RUNS, { id })).export.runs.nodes

async function ended(api: TestApi, id: string): Promise<Run> {
  return vi.waitFor(async () => {
    const [run] = await runsOf(api, id)
    if (!run || !['FINISHED', 'FAILED', 'CANCELED'].includes(run.status)) throw new Error('It runs.')
    return run
  }, 20_000)
}

const people = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ type: 'identify', userId: `u-${n}`, traits: { plan: n % 2 ? 'pro' : 'free' } }))

describe('an export', () => {
  test('runs at once, shows how far it is, and is fetched whole or in part by the keys that may', async ({ api }) => {
    await api.track(...people(5))
    await createEverybody(api, 'all')
    const { export: made } = await create(api, { audience: { key: 'all' }, layout: 'TRAITS', traits: ['plan'] })
    expect(made).toMatchObject({
      name: 'Everybody',
      audience: { key: 'all' },
      entity: 'PROFILE',
      traits: ['plan'],
      identifiers: null,
      schedule: null,
      store: null,
    })
    const run = await ended(api, made?.id ?? '')
    expect(run).toMatchObject({ status: 'FINISHED', total: 5, done: 5, rows: 5, error: null })
    const [file] = run.files
    if (!file) throw new Error('There is no file.')
    const get = (headers: Record<string, string> = {}, path = file.url, method = 'GET') => fetch(api.url + path, { method, headers })
    const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
    const whole = await get(bearer(api.keys.read))
    expect([whole.status, whole.headers.get('content-type'), whole.headers.get('accept-ranges')]).toEqual([200, 'application/x-ndjson', 'bytes'])
    const text = await whole.text()
    expect(text.length).toBe(file.bytes)
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).identifiers.user_id[0])
        .sort(),
    ).toEqual(['u-0', 'u-1', 'u-2', 'u-3', 'u-4'])
    const range = async (of: string) => {
      const response = await get({ ...bearer(api.keys.secret), range: of })
      return [response.status, response.headers.get('content-range'), response.status === 206 ? await response.text() : '']
    }
    expect(await range('bytes=0-9')).toEqual([206, `bytes 0-9/${text.length}`, text.slice(0, 10)])
    expect(await range('bytes=-7')).toEqual([206, `bytes ${text.length - 7}-${text.length - 1}/${text.length}`, text.slice(-7)])
    expect(await range('bytes=10-')).toEqual([206, `bytes 10-${text.length - 1}/${text.length}`, text.slice(10)])
    expect(await range(`bytes=${text.length}-`)).toEqual([416, `bytes */${text.length}`, ''])
    const head = await get(bearer(api.keys.read), file.url, 'HEAD')
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, String(text.length), ''])

    const others = (await api.anotherWorkspace()).keys
    for (const headers of [{}, bearer(api.keys.write), bearer('nonsense')]) expect((await get(headers)).status).toBe(401)
    expect((await get(bearer(others.secret))).status).toBe(404)
    for (const path of [`${file.url}x`, '/v1/exports/exr_x/part-00001.ndjson', file.url.replace('part-00001.ndjson', '..%2f..%2fkeys.json')])
      expect((await get(bearer(api.keys.secret), path)).status, path).toBe(404)
    expect(api.errors).toEqual([])
  })

  test('goes to a store, whose secret nobody is shown', async ({ api, db }) => {
    const s3 = await startS3Server()
    await api.track(...people(3))
    const { accessKeyId, secretAccessKey } = s3
    const store = { endpoint: s3.url, region: 'us-east-1', bucket: 'files', prefix: 'a/', accessKeyId, secretAccessKey }
    const { export: made } = await create(api, { store })
    expect(made?.['store']).toEqual({ endpoint: s3.url, region: 'us-east-1', bucket: 'files', prefix: 'a/' })
    const run = await ended(api, made?.id ?? '')
    expect(run).toMatchObject({ status: 'FINISHED', files: [{ url: `s3://files/a/${await storedId(db)}/part-00001.ndjson` }] })
    expect([...s3.objects.keys()].map((key) => `s3://${key}`)).toEqual(run.files.map(({ url }) => url))
    await s3.close()
    expect(api.errors).toEqual([])
  })

  test('is run again, canceled and deleted', async ({ api, db }) => {
    const id = await idOf(api, { schedule: { cron: '0 6 * * 1', timeZone: 'Europe/Vienna' } })
    expect(await runsOf(api, id)).toEqual([])
    const change = async (name: string) => {
      const selected = name === 'deleteExport' ? 'deletedId' : 'export { id }'
      const text = `mutation ($id: ID!) { ${name}(input: { id: $id }) { ${selected} userErrors { code path } } }`
      return (await api.query<Record<string, unknown>>(text, { id }))[name]
    }
    expect(await change('cancelExport')).toEqual({ export: null, userErrors: [{ code: 'CONFLICT', path: ['id'] }] })
    expect(await change('startExport')).toEqual({ export: { id }, userErrors: [] })
    expect((await ended(api, id)).status).toBe('FINISHED')
    await db.pool.query(`update export_runs set status = 'QUEUED', due_at = engine_now() + interval '1 hour'`)
    expect(await change('startExport')).toEqual({ export: null, userErrors: [{ code: 'CONFLICT', path: ['id'] }] })
    expect(await change('cancelExport')).toEqual({ export: { id }, userErrors: [] })
    expect((await ended(api, id)).status).toBe('CANCELED')
    expect(await change('deleteExport')).toEqual({ deletedId: id, userErrors: [] })
    expect(await change('deleteExport')).toEqual({ deletedId: null, userErrors: [{ code: 'NOT_FOUND', path: ['id'] }] })
    expect(await api.query('query ($id: ID!) { export(id: $id) { id } node(id: $id) { id } }', { id })).toEqual({ export: null, node: null })
  })

  test('says what is wrong with it', async ({ api }) => {
    const schedule = { cron: 'now', timeZone: 'UTC' }
    const store = { region: 'us-east-1', bucket: 'files', accessKeyId: 'id', secretAccessKey: 'secret' }
    const wrong: [object, string, string[]][] = [
      [{ name: ' ' }, 'VALIDATION', ['name']],
      [{ audience: { key: 'nobody' } }, 'NOT_FOUND', ['audience']],
      [{ format: 'PARQUET', gzip: true }, 'VALIDATION', ['gzip']],
      [{ perFile: 10 }, 'VALIDATION', ['perFile']],
      [{ traits: ['a', 'a'] }, 'VALIDATION', ['traits']],
      [{ identifiers: [''] }, 'VALIDATION', ['identifiers']],
      [{ schedule }, 'VALIDATION', ['schedule', 'cron']],
      [{ store: { ...store, endpoint: 'ftp://x' } }, 'VALIDATION', ['store', 'endpoint']],
    ]
    for (const [input, code, path] of wrong) expect(await create(api, input)).toMatchObject({ export: null, userErrors: [{ code, path }] })
    expect(await api.query('{ exports { totalCount { count } } }')).toEqual({ exports: { totalCount: { count: 0 } } })
  })

  test('is made once by a request that is sent twice', async ({ api }) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${api.keys.secret}`, 'idempotency-key': 'an-export' }
    const body = JSON.stringify({ query: CREATE, variables: { input: { name: 'Once', format: 'CSV' } } })
    const send = async () => (await fetch(`${api.url}/graphql`, { method: 'POST', headers, body })).text()
    const first = await send()
    expect(await send()).toBe(first)
    const { exports } = await api.query<{ exports: { nodes: { id: string }[] } }>('{ exports { nodes { id } } }')
    expect(exports.nodes).toHaveLength(1)
    expect((await ended(api, exports.nodes[0]?.id ?? '')).status).toBe('FINISHED')
  })
})

test('exportProgress shows each run from its start to its end, and ends with the export', async ({ api }) => {
  await api.track(...people(3))
  const id = await idOf(api, { schedule: { cron: '0 6 * * 1' } })
  const frames: { readonly id: string; readonly status: string; readonly done: number }[] = []
  const query = 'subscription ($id: ID!) { exportProgress(id: $id, throttle: "PT0S") { id status done } }'
  const over = new Promise<void>((resolve) => {
    api
      .socket(api.keys.read)
      .subscribe<{ exportProgress: (typeof frames)[number] }>(
        { query, variables: { id } },
        { next: ({ data }) => data && frames.push(data.exportProgress), error: () => resolve(), complete: resolve },
      )
  })
  await api.query('mutation ($id: ID!) { startExport(input: { id: $id }) { export { id } } }', { id })
  await expect.poll(() => frames.at(-1), { timeout: 20_000 }).toMatchObject({ status: 'FINISHED', done: 3 })
  const [first] = await runsOf(api, id)
  expect(new Set(frames.map((frame) => frame.id))).toEqual(new Set([first?.id]))
  await api.query('mutation ($id: ID!) { startExport(input: { id: $id }) { export { id } } }', { id })
  await expect.poll(() => frames.at(-1), { timeout: 20_000 }).toMatchObject({ status: 'FINISHED', id: expect.not.stringMatching(first?.id ?? '') })
  await api.query('mutation ($id: ID!) { deleteExport(input: { id: $id }) { deletedId } }', { id })
  await over
  expect(api.errors).toEqual([])
})

async function storedId(db: Db): Promise<string> {
  return (await db.pool.query<{ id: string }>('select id from export_runs')).rows[0]?.id ?? ''
}

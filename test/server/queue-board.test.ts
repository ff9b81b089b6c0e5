import { describe, expect } from 'vitest'
import { createCredentials } from '../../src/engine/credentials.ts'
import { firstWorkspace } from '../../src/engine/import/import-target.ts'
import { completeKeys, createWorkspace, ensureFirstWorkspace } from '../../src/engine/workspaces.ts'
import { attachBoard } from '../../src/queue/attach-board.ts'
import { openQueues } from '../../src/queue/queues.ts'
import { startHttpServer } from '../../src/server/http.ts'
import { queueBoardRoutes } from '../../src/server/queue-board.ts'
import { test } from '../helpers/database.ts'
import { queueBackends } from '../helpers/queue-backends.ts'

describe.each(queueBackends())('/queues on $name', ({ start }) => {
  test('shows what is in the queues to the first workspace’s secret key, and to nobody else', async ({ db }) => {
    const [keys, others] = [completeKeys({}), completeKeys({})]
    await ensureFirstWorkspace(db, keys)
    await createWorkspace(db.pool, { name: 'another', keys: others })
    const { connection, stop } = await start(db)
    const queues = await openQueues(connection)
    const routes = queueBoardRoutes({
      credentials: createCredentials(db.pool),
      workspace: () => firstWorkspace(db.pool),
      attach: (adapter) => attachBoard(queues, adapter),
    })
    const errors: unknown[] = []
    const server = await startHttpServer({ host: '127.0.0.1', port: 0, routes, onError: (error) => errors.push(error) })
    const ask = (path: string, key = keys.secret, init: RequestInit = {}) =>
      fetch(`http://127.0.0.1:${server.port}/queues${path}`, { headers: { authorization: `Basic ${btoa(`${key}:`)}` }, ...init })
    const statuses = await Promise.all([keys.read, keys.write, others.secret, 'no-such-key'].map(async (key) => (await ask('', key)).status))
    expect(statuses).toEqual([401, 401, 401, 401])
    expect((await fetch(`http://127.0.0.1:${server.port}/queues/api/queues`)).headers.get('www-authenticate')).toMatch(/^Basic/)

    // As workers wait for them: jobs of the lanes.
    queues.hints.wake([1, 2])
    await expect.poll(async () => (await queues.lanes.getJobCounts())['waiting'], { timeout: 10_000 }).toBe(2)
    const page = await (await ask('/')).text()
    expect(page).toContain('<base href="/queues/" />')
    expect(page).not.toMatch(/https?:\/\/(?!www\.w3\.org)/)
    const script = /src="(static\/js\/main\.[^"]+)"/.exec(page)?.[1] ?? ''
    expect((await ask(`/${script}`)).headers.get('content-type')).toBe('text/javascript')
    const listed = (await (await ask('/api/queues?activeQueue=lanes&status=waiting&page=1')).json()) as {
      queues: { name: string; counts: Record<string, number>; readOnlyMode: boolean; jobs: { data: unknown }[] }[]
    }
    const lanes = listed.queues.find(({ name }) => name === 'lanes')
    expect(lanes).toMatchObject({ readOnlyMode: true, counts: { waiting: 2 } })
    expect(lanes?.jobs.map(({ data }) => data)).toEqual(expect.arrayContaining([{ lane: 1 }, { lane: 2 }]))

    expect((await ask('/api/queues/lanes/pause', keys.secret, { method: 'PUT' })).status).toBe(405)
    const outside = await Promise.all(
      ['/static/..%2f..%2fpackage.json', '/static/..%2findex.ejs', '/static/nothing.js', '/api/nothing', '/%'].map((path) => ask(path)),
    )
    expect(outside.map(({ status }) => status)).toEqual([404, 404, 404, 404, 200])
    expect(errors).toEqual([])
    await server.close(100)
    await queues.close()
    await stop()
  })
})

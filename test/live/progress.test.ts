import { describe, expect, onTestFinished, vi } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { backfillPage, clearDeleted } from '../../src/engine/audiences/backfill.ts'
import { DefinitionsCache } from '../../src/engine/audiences/definitions-cache.ts'
import { createAudience, deleteAudience, updateAudience } from '../../src/engine/audiences/manage.ts'
import { uuidv7 } from '../../src/engine/id.ts'
import { LiveHub } from '../../src/engine/live/live-hub.ts'
import { type Progress, percentOf, readProgress } from '../../src/engine/live/progress.ts'
import { openQueues } from '../../src/queue/queues.ts'
import { setNow, test } from '../helpers/database.ts'
import { makeWorkspace, type Workspace } from '../helpers/engine.ts'
import { test as apiTest } from '../helpers/graphql-server.ts'
import { insertProfiles } from '../rules/world.ts'

const START = Date.parse('2026-03-15T12:00:00.000Z')
const everybody = { all: [] }
const nobody = { any: [] }

const addPeople = (db: Db, workspace: Workspace, count: number) =>
  insertProfiles(
    db,
    Array.from({ length: count }, () => ({ id: uuidv7(Date.now()), workspaceId: workspace.id })),
  )

async function create(db: Db, workspace: Workspace): Promise<string> {
  const about = { workspaceId: workspace.id, key: 'all', name: 'All', description: null, entity: 'PROFILE' as const }
  return createAudience(db, { ...about, rule: everybody, enabled: true, notifyExisting: false })
}

const progressOf = async (db: Db, audienceId: string) => (await readProgress(db.pool, [audienceId]))[0]

describe('the progress of a computation', () => {
  test('is what is done, of what there is, and how long the rest takes; also of another rule', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    await addPeople(db, workspace, 2500)
    const audienceId = await create(db, workspace)
    const step = async (seconds: number) => {
      await backfillPage(db.pool, definitions)
      clock += seconds * 1000
      await setNow(db, new Date(clock))
    }
    const definitions = new DefinitionsCache()
    let clock = START
    expect(await progressOf(db, audienceId)).toEqual({ audienceId, status: 'COMPUTING', edit: false, done: 0, total: null, etaSeconds: null })
    await setNow(db, new Date(clock))
    await step(2)
    expect(await progressOf(db, audienceId)).toMatchObject({ done: 1000, total: 2500, etaSeconds: null })
    await step(2)
    // A thousand in two seconds: 500 more.
    expect(await progressOf(db, audienceId)).toMatchObject({ done: 2000, total: 2500, etaSeconds: 1 })
    await addPeople(db, workspace, 800)
    await step(2)
    expect(await progressOf(db, audienceId)).toMatchObject({ done: 3000, total: 3000, etaSeconds: 0 })
    await step(2)
    await step(2)
    expect(await progressOf(db, audienceId)).toEqual({ audienceId, status: 'LIVE', edit: false, done: 3300, total: 3300, etaSeconds: 0 })

    await updateAudience(db, { workspaceId: workspace.id, id: audienceId, rule: nobody })
    expect(await progressOf(db, audienceId)).toMatchObject({ status: 'COMPUTING', edit: true, done: 0, total: null })
    await step(2)
    expect(await progressOf(db, audienceId)).toMatchObject({ status: 'COMPUTING', edit: true, done: 1000, total: 3300 })
    while (await backfillPage(db.pool, definitions));
    expect(await progressOf(db, audienceId)).toMatchObject({ status: 'LIVE', edit: false })
    await updateAudience(db, { workspaceId: workspace.id, id: audienceId, rule: everybody })
    await step(2)
    await deleteAudience(db, { workspaceId: workspace.id, id: audienceId })
    while (await clearDeleted(db.pool));
    expect(await db.prisma.backfill.count()).toBe(0)
  })

  test('goes on after a pause as fast as before it', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    await addPeople(db, workspace, 4000)
    const audienceId = await create(db, workspace)
    const definitions = new DefinitionsCache()
    for (const seconds of [0, 10, 20, 86_400]) {
      await setNow(db, new Date(START + seconds * 1000))
      if (seconds > 0) await backfillPage(db.pool, definitions)
      else await setNow(db, new Date(START))
    }
    expect(await progressOf(db, audienceId)).toMatchObject({ done: 3000, etaSeconds: 10 })
  })

  test('is followed until it is over', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    await addPeople(db, workspace, 1500)
    const queues = await openQueues({ kind: 'postgres', url: db.url })
    const hub = new LiveHub({ db: db.pool, relay: queues.relay, onError: () => {} })
    onTestFinished(async () => {
      hub.close()
      await queues.close()
    })
    const audienceId = await create(db, workspace)
    const definitions = new DefinitionsCache()
    const follow = () => {
      const frames: Progress[] = []
      const ended = (async () => {
        for await (const frame of hub.watchProgress({ workspaceId: workspace.id, audienceId, throttle: 0 })) frames.push(frame)
      })()
      return { frames, ended }
    }
    const first = follow()
    await vi.waitFor(() => expect(first.frames).toMatchObject([{ done: 0, status: 'COMPUTING' }]))
    await backfillPage(db.pool, definitions)
    await vi.waitFor(() => expect(first.frames.at(-1)).toMatchObject({ done: 1000, total: 1500 }), 5_000)
    while (await backfillPage(db.pool, definitions));
    await first.ended
    expect(first.frames.at(-1)).toMatchObject({ status: 'LIVE', done: 1500, total: 1500 })
    const late = follow()
    await late.ended
    expect(late.frames).toMatchObject([{ status: 'LIVE' }])
    await updateAudience(db, { workspaceId: workspace.id, id: audienceId, rule: nobody })
    const edit = follow()
    await vi.waitFor(() => expect(edit.frames).toMatchObject([{ status: 'COMPUTING', edit: true }]))
    await backfillPage(db.pool, definitions)
    await vi.waitFor(() => expect(edit.frames.at(-1)).toMatchObject({ done: 1000 }), 5_000)
    while (await backfillPage(db.pool, definitions));
    await edit.ended
    expect(edit.frames.at(-1)).toMatchObject({ status: 'LIVE', edit: true, done: 1500, total: 1500 })
    expect(edit.frames.map(percentOf)).toEqual([...edit.frames.map(percentOf)].sort((a, b) => a - b))
    expect(hub.size).toBe(0)
  })
})

apiTest('audienceProgress ends with the frame that says it is LIVE', async ({ api }) => {
  await api.track({ type: 'identify', userId: 'ada' })
  const create = 'mutation ($input: CreateAudienceInput!) { createAudience(input: $input) { userErrors { code } } }'
  await api.query(create, { input: { key: 'all', name: 'All', definition: { rule: everybody } } })
  const query = 'subscription { audienceProgress(by: { key: "all" }, throttle: "PT0S") { status edit done total percent etaSeconds } }'
  const frames: unknown[] = []
  await new Promise<void>((resolve, reject) => {
    api.socket().subscribe({ query }, { next: ({ data }) => frames.push(data?.['audienceProgress']), error: reject, complete: resolve })
  })
  expect(frames.at(-1)).toEqual({ status: 'LIVE', edit: false, done: 1, total: 1, percent: 100, etaSeconds: 0 })
  expect(await api.query('{ audience(by: { key: "all" }) { progress { done } } }')).toEqual({ audience: { progress: null } })
})

import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { createAudience } from '../../src/engine/audiences/manage.ts'
import { ConflictError, NotFoundError, ValidationError } from '../../src/engine/errors.ts'
import { changeRules } from '../../src/engine/identity/change-rules.ts'
import { identifierHash } from '../../src/engine/identity/identifier.ts'
import type { JsonObject } from '../../src/engine/json.ts'
import { mergeProfiles } from '../../src/engine/merge-profiles.ts'
import { cancelRun, startRun } from '../../src/engine/regroup/manage-runs.ts'
import { splitProfile } from '../../src/engine/split-profile.ts'
import { test } from '../helpers/database.ts'
import { makeWorkspace, send, testWorker, type Workspace } from '../helpers/engine.ts'
import { applyRules, doRuns } from '../helpers/identity-runs.ts'
import { people } from '../helpers/people.ts'

const track = (messageId: string, ids: JsonObject, email?: string): JsonObject => ({
  ...{ type: 'track', event: 'E', messageId, ...ids },
  ...(email !== undefined && { context: { traits: { email } } }),
})

async function play(db: Db, workspace: Workspace, ...calls: readonly JsonObject[]): Promise<void> {
  const worker = testWorker(db)
  for (const call of calls) {
    await send(db, workspace, call)
    await worker.drain()
  }
  await worker.quiet()
}

const ownerOf = async (db: Db, value: string) => (await db.prisma.identifier.findFirstOrThrow({ where: { value } })).profileId
const currentId = async (db: Db, id: string) => (await db.prisma.profileAlias.findFirst({ where: { loserId: id } }))?.rootId ?? id

const NO_EMAIL = { types: [{ type: 'email', joins: false }] }
const PLUS_TAG = { types: [{ type: 'email', normalisation: { trim: true, lowerCase: true, removePlusTag: true } }] }

/** So many pairs of people, each one person by an address that they share. */
async function pairs(db: Db, count: number): Promise<Workspace> {
  const workspace = await makeWorkspace(db)
  for (let i = 0; i < count; i++)
    await play(db, workspace, track(`a${i}`, { anonymousId: `a${i}` }, `${i}@y.z`), track(`b${i}`, { anonymousId: `b${i}` }, `${i}@y.z`))
  return workspace
}

const apart = (count: number) => Array.from({ length: count }, (_, i) => [[`anonymous_id:a${i}`], [`anonymous_id:b${i}`]]).flat()

describe('identity rules, applied to what has been', () => {
  test('who shares most keeps the id, who comes out gets another, who is joined answers under both', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    await play(db, workspace, track('1', { anonymousId: 'a' }, 'x@y.z'), track('2', { anonymousId: 'b' }, 'x@y.z'), track('3', { anonymousId: 'b' }))
    const [whole, later] = [await ownerOf(db, 'b'), 'z+1@y.z']
    await play(db, workspace, track('4', { anonymousId: 'c' }, later), track('5', { anonymousId: 'd' }, 'z@y.z'), track('6', { anonymousId: 'd' }))
    const [c, d] = [await ownerOf(db, 'c'), await ownerOf(db, 'd')]

    const separated = await applyRules(db, workspace.id, NO_EMAIL)
    expect(separated).toMatchObject({ status: 'FINISHED', profilesBefore: 3n, joined: 0n, separated: 1n, appeared: 0n, vanished: 0n, refused: 0n })
    expect(await people(db)).toEqual([['anonymous_id:a'], ['anonymous_id:b'], ['anonymous_id:c'], ['anonymous_id:d']])
    expect([await ownerOf(db, 'b'), await ownerOf(db, 'c'), await ownerOf(db, 'd')]).toEqual([whole, c, d])

    const joined = await applyRules(db, workspace.id, PLUS_TAG)
    expect(joined).toMatchObject({ status: 'FINISHED', profilesBefore: 4n, joined: 2n, separated: 0n })
    expect(await people(db)).toEqual([
      ['anonymous_id:a', 'anonymous_id:b', 'email:x@y.z'],
      ['anonymous_id:c', 'anonymous_id:d', 'email:z@y.z'],
    ])
    expect([await currentId(db, c), await currentId(db, d)]).toEqual([d, d])
    const ledger = await db.prisma.merge.findMany({ where: { runId: { not: null } } })
    expect(ledger.map(({ runId, messageId, undoneAt }) => [runId, messageId, undoneAt])).toEqual([
      [joined.id, null, null],
      [joined.id, null, null],
    ])

    // What a run has joined was nobody's decision.
    await applyRules(db, workspace.id, NO_EMAIL)
    expect(await people(db)).toHaveLength(4)
    expect(await db.prisma.merge.count({ where: { runId: joined.id, undoneAt: null } })).toBe(0)
    expect((await applyRules(db, workspace.id, NO_EMAIL)).total).toBe(0n)
  })

  test('people of nothing that identifies vanish from their audiences, and come back', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const audience = { description: null, entity: 'PROFILE' as const, enabled: true, notifyExisting: false, workspaceId: workspace.id }
    await createAudience(db, { ...audience, key: 'all', name: 'All', rule: { not: { trait: { path: 'plan', is: { eq: 'pro' } } } } })
    await play(
      db,
      workspace,
      track('1', { anonymousId: 'a' }),
      { type: 'group', groupId: 'acme', anonymousId: 'a', messageId: '2' },
      track('3', { userId: 'u' }),
    )
    const run = await applyRules(db, workspace.id, { types: [{ type: 'anonymous_id', joins: false }] })
    expect(run).toMatchObject({ vanished: 1n, appeared: 0n })
    expect(await db.prisma.profile.count({ where: { entity: 'PROFILE' } })).toBe(1)
    expect(await db.prisma.accountMember.count()).toBe(0)
    const { rows: exits } = await db.pool.query(`select reason from audience_changes where change = 'EXITED'`)
    expect(exits).toEqual([{ reason: 'DELETED' }])
    expect((await db.prisma.audienceCounter.findFirstOrThrow()).size).toBe(1n)
    expect(await applyRules(db, workspace.id, {})).toMatchObject({ vanished: 0n, appeared: 1n })
    expect((await db.prisma.audienceCounter.findFirstOrThrow()).size).toBe(2n)
    expect(await db.prisma.accountMember.count()).toBe(1)
  })

  test('what was merged and what was split by hand stays so', async ({ db }) => {
    const workspace = await pairs(db, 1)
    await play(db, workspace, track('1', { anonymousId: 'c' }), track('2', { anonymousId: 'd' }), track('3', { anonymousId: 'e', userId: 'eve' }))
    const byHand = [await ownerOf(db, 'c'), await ownerOf(db, 'd')] as const
    await mergeProfiles(db.pool, { workspaceId: workspace.id, profileIds: byHand, reason: 'They say so.' })
    const taken = { type: 'anonymous_id', value: 'e', hash: identifierHash(workspace.id, 'anonymous_id', 'e') }
    const { splitId } = await splitProfile(db.pool, { workspaceId: workspace.id, profileId: await ownerOf(db, 'eve'), identifiers: [taken] })
    const kept = [['anonymous_id:c', 'anonymous_id:d'], ['anonymous_id:e'], ['user_id:eve']]
    for (const rules of [NO_EMAIL, PLUS_TAG, NO_EMAIL]) {
      await applyRules(db, workspace.id, rules)
      expect(await people(db)).toEqual(expect.arrayContaining(kept))
      expect([await ownerOf(db, 'c'), await ownerOf(db, 'e')]).toEqual([[...byHand].sort()[0], splitId])
    }
    await play(db, workspace, track('4', { anonymousId: 'e', userId: 'eve' }))
    expect(await people(db)).toEqual(expect.arrayContaining(kept))
  })

  test('a run that is put down in the middle, is gone on with, and each group counts once', async ({ db }) => {
    const workspace = await pairs(db, 6)
    const id = await startRun(db.pool, { workspaceId: workspace.id, rules: NO_EMAIL })
    const read = () => db.prisma.identityRun.findUniqueOrThrow({ where: { id } })
    for (const most of [2n, 4n]) {
      const stopping = new AbortController()
      await doRuns(db, { atOnce: 1, signal: stopping.signal, onProgress: async () => void ((await read()).done >= most && stopping.abort()) })
      expect(await read()).toMatchObject({ status: 'RUNNING', done: most, total: 6n })
    }
    await doRuns(db)
    expect(await read()).toMatchObject({ status: 'FINISHED', done: 6n, total: 6n, separated: 6n, profilesBefore: 6n })
    expect(await people(db)).toEqual(expect.arrayContaining(apart(6)))
    expect(await db.prisma.audienceMember.count()).toBe(0)
  })

  test('a run whose lock is lost with its connection is put down', async ({ db }) => {
    const workspace = await pairs(db, 3)
    const id = await startRun(db.pool, { workspaceId: workspace.id, rules: NO_EMAIL })
    const read = () => db.prisma.identityRun.findUniqueOrThrow({ where: { id } })
    await doRuns(db, {
      atOnce: 1,
      async onProgress() {
        if ((await read()).done < 1n) return
        await db.pool.query(`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 7005
          and database = (select oid from pg_database where datname = current_database())`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      },
    })
    expect(await read()).toMatchObject({ status: 'RUNNING' })
    await doRuns(db)
    expect(await read()).toMatchObject({ status: 'FINISHED', done: 3n, separated: 3n })
    expect(await people(db)).toEqual(expect.arrayContaining(apart(3)))
  })

  test('a run that is canceled leaves some as they were and the others as they are to be', async ({ db }) => {
    const workspace = await pairs(db, 4)
    const workspaceId = workspace.id
    const id = await startRun(db.pool, { workspaceId, rules: NO_EMAIL })
    await expect(startRun(db.pool, { workspaceId, rules: undefined })).rejects.toThrow(ConflictError)
    await doRuns(db, {
      atOnce: 1,
      onProgress: async () => {
        const { done, status } = await db.prisma.identityRun.findUniqueOrThrow({ where: { id } })
        if (done === 2n && status === 'RUNNING') await cancelRun(db.pool, { workspaceId, id })
      },
    })
    expect(await db.prisma.identityRun.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'CANCELED', done: 2n })
    expect((await people(db)).map((one) => one.length).sort()).toEqual([1, 1, 1, 1, 3, 3])
    await expect(cancelRun(db.pool, { workspaceId, id })).rejects.toThrow(ConflictError)
    await expect(cancelRun(db.pool, { workspaceId: (await makeWorkspace(db, 'other')).id, id })).rejects.toThrow(NotFoundError)
    await applyRules(db, workspaceId, NO_EMAIL)
    expect(await people(db)).toEqual(expect.arrayContaining(apart(4)))
  })

  test('other rules meanwhile end it; what cannot be taken begins nothing', async ({ db }) => {
    const workspace = await pairs(db, 2)
    const workspaceId = workspace.id
    await expect(startRun(db.pool, { workspaceId, rules: { mostMerges: -1 } })).rejects.toThrow(ValidationError)
    await expect(startRun(db.pool, { workspaceId, rules: undefined, basedOn: 7 })).rejects.toThrow(ConflictError)
    expect(await db.prisma.identityRun.count()).toBe(0)
    const id = await startRun(db.pool, { workspaceId, rules: NO_EMAIL })
    await changeRules(db.pool, { workspaceId, rules: {} })
    await doRuns(db)
    expect(await db.prisma.identityRun.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: 'FAILED',
      error: 'Version 2 of the identity rules is in force. Apply those.',
    })
  })

  test.for([1, 100])('messages that come meanwhile find who they are about, with %i groups of people at once', async (atOnce, { db }) => {
    const workspace = await makeWorkspace(db)
    const groups = [0, 1, 2]
    for (const i of groups)
      await play(db, workspace, track(`a${i}`, { anonymousId: `a${i}` }, `${i}+a@y.z`), track(`b${i}`, { anonymousId: `b${i}` }, `${i}+b@y.z`))
    await startRun(db.pool, { workspaceId: workspace.id, rules: PLUS_TAG })
    let n = 0
    const beside = testWorker(db)
    const more = async () => {
      // Somebody new, who meets those who are there by what they are to hold; and the other way round.
      if (n < 9)
        await send(
          db,
          workspace,
          track(`c${n}`, { anonymousId: `c${n}` }, `${n % 3}+${n}@y.z`),
          track(`d${n}`, { anonymousId: `a${n % 3}` }, `${n}@y.z`),
        )
      n++
      await beside.drain()
    }
    await doRuns(db, { atOnce, onProgress: more })
    expect(n).toBeGreaterThan(4)
    while (n < 9) await more()
    await beside.quiet()
    expect(beside.errors).toEqual([])
    expect(await people(db)).toEqual(
      groups.map((i) => [
        ...[`a${i}`, `b${i}`, `c${i}`, `c${i + 3}`, `c${i + 6}`].map((value) => `anonymous_id:${value}`),
        ...[i, i + 3, i + 6].map((value) => `email:${value}@y.z`),
      ]),
    )
    expect((await applyRules(db, workspace.id, undefined)).total).toBe(0n)
  })

  test('a message that was resolved before its people came apart is resolved again', async ({ db }) => {
    const workspace = await pairs(db, 1)
    await startRun(db.pool, { workspaceId: workspace.id, rules: NO_EMAIL })
    let once: (() => Promise<void>) | undefined = () => doRuns(db)
    const racing = testWorker(db, async (point) => {
      if (point !== 'resolved') return
      const work = once
      once = undefined
      await work?.()
    })
    await send(db, workspace, track('late a', { anonymousId: 'a0' }), track('late b', { anonymousId: 'b0' }))
    await racing.quiet()
    expect(once).toBeUndefined()
    const { rows } = await db.pool.query('select profile_id as id, count(*)::int as events from events group by 1 order by 1')
    const ids = [await ownerOf(db, 'a0'), await ownerOf(db, 'b0')].sort()
    expect(rows).toEqual(ids.map((id) => ({ id, events: 2 })))
  })

  test('who has too many events together stays as they are, and is named', async ({ db }) => {
    const workspace = await pairs(db, 2)
    await play(db, workspace, track('more', { anonymousId: 'a1' }))
    const id = await startRun(db.pool, { workspaceId: workspace.id, rules: NO_EMAIL })
    await doRuns(db, { mostEvents: 2 })
    expect(await db.prisma.identityRun.findUniqueOrThrow({ where: { id } })).toMatchObject({
      ...{ status: 'FINISHED', done: 1n, total: 1n, refused: 1n },
      refusals: [{ code: 'TOO_MANY_EVENTS', events: 3, profileIds: [await ownerOf(db, 'a1')] }],
    })
    expect(await people(db)).toEqual([['anonymous_id:a0'], ['anonymous_id:a1', 'anonymous_id:b1', 'email:1@y.z'], ['anonymous_id:b0']])
  })
})

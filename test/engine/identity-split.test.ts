import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { createAudience } from '../../src/engine/audiences/manage.ts'
import { ConflictError, LimitReachedError, ValidationError } from '../../src/engine/errors.ts'
import { identifierHash } from '../../src/engine/identity/identifier.ts'
import { mergeProfiles } from '../../src/engine/merge-profiles.ts'
import { splitProfile } from '../../src/engine/split-profile.ts'
import { test } from '../helpers/database.ts'
import { makeWorkspace, send, testWorker, type Workspace } from '../helpers/engine.ts'

/** Each profile by its identifiers: its traits, audiences, accounts and how many events it has. */
async function people(db: Db, { id }: Workspace): Promise<Record<string, unknown>> {
  const { rows } = await db.pool.query<{ ids: string }>(
    `select (select string_agg(i.value, ' ' order by i.value collate "C") from identifiers i where i.profile_id = p.id) as ids, p.traits,
       array(select a.key from audience_members m join audiences a on a.id = m.audience_id where m.profile_id = p.id order by 1) as audiences,
       array(select i.value from account_members m join identifiers i on i.profile_id = m.account_id where m.profile_id = p.id order by 1) as accounts,
       (select count(*)::int from events e left join profile_aliases a on a.loser_id = e.profile_id where coalesce(a.root_id, e.profile_id) = p.id) as events
     from profiles p where p.workspace_id = $1 and p.entity = 'PROFILE' order by 1`,
    [id],
  )
  return Object.fromEntries(rows.map(({ ids, ...rest }) => [ids, rest]))
}

const ownerOf = async (db: Db, value: string) => (await db.prisma.identifier.findFirstOrThrow({ where: { value } })).profileId

const named = (workspace: Workspace, type: string, value: string) => ({ type, value, hash: identifierHash(workspace.id, type, value) })

async function split(db: Db, workspace: Workspace, of: string, ...identifiers: readonly (readonly [type: string, value: string])[]) {
  const profileId = await ownerOf(db, of)
  const taken = identifiers.map(([type, value]) => named(workspace, type, value))
  return splitProfile(db.pool, { workspaceId: workspace.id, profileId, identifiers: taken })
}

async function merge(db: Db, workspace: Workspace, ...values: readonly [string, string]) {
  const profileIds = [await ownerOf(db, values[0]), await ownerOf(db, values[1])] as const
  return mergeProfiles(db.pool, { workspaceId: workspace.id, profileIds, reason: 'The support desk says so.' })
}

const viewed = (anonymousId: string, messageId: string) => ({ type: 'track', event: 'Viewed', anonymousId, messageId })

/** Somebody who viewed something without a name, then signed in, and is in an account. */
async function signIn(db: Db) {
  const workspace = await makeWorkspace(db)
  const worker = testWorker(db)
  const audience = { description: null, entity: 'PROFILE' as const, enabled: true, notifyExisting: false, workspaceId: workspace.id }
  await createAudience(db, { ...audience, key: 'viewers', name: 'Viewers', rule: { event: { name: 'Viewed', is: { gte: 2 } } } })
  await createAudience(db, { ...audience, key: 'pros', name: 'Pros', rule: { trait: { path: 'plan', is: { eq: 'pro' } } } })
  await createAudience(db, {
    ...{ ...audience, entity: 'ACCOUNT', key: 'watched', name: 'Watched' },
    rule: { related: { rule: { event: { name: 'Viewed', is: { gte: 1 } } } } },
  })
  await send(db, workspace, viewed('web', 'v1'), viewed('web', 'v2'), { type: 'group', groupId: 'acme', anonymousId: 'web', messageId: 'g' })
  await worker.quiet()
  await send(db, workspace, { type: 'identify', userId: 'eve', messageId: 'i', traits: { plan: 'pro' } })
  await worker.quiet()
  await send(db, workspace, { type: 'identify', userId: 'eve', anonymousId: 'web', messageId: 'j', traits: { name: 'Eve' } })
  await worker.quiet()
  return { workspace, worker }
}

const WHOLE = { 'eve web': { traits: { plan: 'pro', name: 'Eve' }, audiences: ['pros', 'viewers'], accounts: ['acme'], events: 5 } }

describe('splitProfile', () => {
  test('takes identifiers out with their events, and mergeProfiles gives back what was', async ({ db }) => {
    const { workspace, worker } = await signIn(db)
    expect(await people(db, workspace)).toEqual(WHOLE)
    const { profileId, splitId } = await split(db, workspace, 'eve', ['anonymous_id', 'web'])
    await worker.quiet()
    const apart = {
      eve: { traits: { plan: 'pro', name: 'Eve' }, audiences: ['pros'], accounts: [], events: 2 },
      web: { traits: {}, audiences: ['viewers'], accounts: ['acme'], events: 3 },
    }
    expect(await people(db, workspace)).toEqual(apart)
    expect([await ownerOf(db, 'eve'), await ownerOf(db, 'web')]).toEqual([profileId, splitId])
    expect(await db.prisma.observation.count()).toBe(0)
    const { rows: splits } = await db.pool.query(`select profile_id, change from audience_changes where reason = 'SPLIT' order by change`)
    expect(splits.map((one) => [one.profile_id, one.change])).toEqual([
      [splitId, 'ENTERED'],
      [profileId, 'EXITED'],
    ])
    expect((await db.prisma.merge.findMany()).map(({ undoneAt }) => undoneAt !== null)).toEqual([true])

    const merged = await merge(db, workspace, 'web', 'eve')
    expect(merged.profileId).toBe(profileId)
    await worker.quiet()
    expect(await people(db, workspace)).toEqual(WHOLE)
    const ledger = await db.prisma.merge.findMany({ orderBy: { id: 'asc' } })
    expect(ledger.map(({ cause, messageId, undoneAt }) => [cause, messageId, undoneAt !== null])).toEqual([
      ['identifiers met on a message', 'j', true],
      ['The support desk says so.', null, false],
    ])
  })

  test('undoes the merges whose two sides it takes from one another, and no other', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const worker = testWorker(db)
    for (const id of ['a', 'b', 'c']) {
      await send(db, workspace, viewed(id, id))
      await worker.quiet()
    }
    for (const id of ['a', 'b', 'c']) {
      await send(db, workspace, { type: 'identify', userId: 'u', anonymousId: id, messageId: `i${id}`, traits: { email: 'u@example.com' } })
      await worker.quiet()
    }
    await split(db, workspace, 'u', ['email', 'u@example.com'])
    expect(await db.prisma.merge.count({ where: { undoneAt: { not: null } } })).toBe(0)
    await split(db, workspace, 'u', ['anonymous_id', 'b'])
    const undone = await db.prisma.merge.findMany({ where: { undoneAt: { not: null } } })
    expect(undone.map(({ messageId }) => messageId)).toEqual(['ib'])
    // What an earlier split has put apart stays apart from what is taken out later.
    expect(await db.prisma.cannotLink.count()).toBe(3)
  })

  test('no message joins what was split, however it comes; a merge by hand lifts that', async ({ db }) => {
    const { workspace, worker } = await signIn(db)
    await split(db, workspace, 'eve', ['anonymous_id', 'web'])
    await send(db, workspace, { type: 'identify', userId: 'eve', anonymousId: 'web', messageId: 'again', traits: { seen: true } })
    await worker.quiet()
    // Nor by a third that meets the one and then the other, in one chunk or in two.
    await send(db, workspace, viewed('app', 'w1'), { type: 'identify', userId: 'eve', anonymousId: 'app', messageId: 'k' })
    await worker.quiet()
    const third = { context: { externalIds: [{ id: 'app-1', type: 'app.id', collection: 'users', encoding: 'none' }] } }
    await send(db, workspace, { ...viewed('web', 'w2'), ...third }, { ...viewed('app', 'w3'), ...third })
    await worker.quiet()
    expect(Object.keys(await people(db, workspace))).toEqual(['app eve', 'app-1 web'])
    const refusals = await db.prisma.refusal.findMany({ orderBy: { id: 'asc' } })
    expect(refusals.map(({ kind, code, messageId }) => [kind, code, messageId])).toEqual([
      ['MERGE', 'cannot_link', 'again'],
      ['MERGE', 'cannot_link', 'w3'],
    ])
    await merge(db, workspace, 'web', 'eve')
    expect(await db.prisma.cannotLink.count()).toBe(0)
    await send(db, workspace, { type: 'identify', userId: 'eve', anonymousId: 'web', messageId: 'once more' })
    await worker.quiet()
    expect(Object.keys(await people(db, workspace))).toEqual(['app app-1 eve web'])
    expect(await db.prisma.refusal.count()).toBe(2)
  })

  test('a profile that was put apart stays so under the root that it is merged into', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const worker = testWorker(db)
    await send(db, workspace, viewed('old', 'o'))
    await worker.quiet()
    await send(db, workspace, { type: 'identify', userId: 'u', anonymousId: 'web', messageId: 'i' })
    await worker.quiet()
    await split(db, workspace, 'u', ['anonymous_id', 'web'])
    await send(db, workspace, { type: 'identify', userId: 'u', anonymousId: 'old', messageId: 'j' })
    await worker.quiet()
    await send(db, workspace, { type: 'identify', userId: 'u', anonymousId: 'web', messageId: 'k' })
    await worker.quiet()
    expect(Object.keys(await people(db, workspace))).toEqual(['old u', 'web'])
  })

  test('says what cannot be split or merged, and changes nothing', async ({ db }) => {
    const { workspace, worker } = await signIn(db)
    await send(db, workspace, { type: 'identify', userId: 'bob', anonymousId: 'phone', messageId: 'b' })
    await worker.quiet()
    const [web, eve] = [['anonymous_id', 'web'] as const, ['user_id', 'eve'] as const]
    await expect(split(db, workspace, 'eve')).rejects.toThrow(ValidationError)
    await expect(split(db, workspace, 'eve', web, eve)).rejects.toMatchObject({ code: 'VALIDATION', path: ['identifiers'] })
    await expect(split(db, workspace, 'eve', web, ['user_id', 'bob'])).rejects.toMatchObject({ code: 'VALIDATION', path: ['identifiers', '1'] })
    await expect(merge(db, workspace, 'eve', 'web')).rejects.toThrow(ConflictError)
    await expect(merge(db, workspace, 'eve', 'bob')).rejects.toThrow(LimitReachedError)
    expect(await people(db, workspace)).toEqual({ ...WHOLE, 'bob phone': { traits: {}, audiences: [], accounts: [], events: 1 } })
  })

  test('another workspace with the same identifiers is not touched', async ({ db }) => {
    const { workspace, worker } = await signIn(db)
    const other = await makeWorkspace(db, 'other')
    const both = { type: 'identify', userId: 'eve', anonymousId: 'web' }
    await send(db, other, { ...both, messageId: '1' })
    await worker.quiet()
    const profileId = (await db.prisma.identifier.findFirstOrThrow({ where: { workspaceId: workspace.id, value: 'eve' } })).profileId
    await splitProfile(db.pool, { workspaceId: workspace.id, profileId, identifiers: [named(workspace, 'anonymous_id', 'web')] })
    await expect(splitProfile(db.pool, { workspaceId: other.id, profileId, identifiers: [named(other, 'user_id', 'eve')] })).rejects.toThrow(
      ValidationError,
    )
    await send(db, other, { ...both, messageId: '2' })
    await worker.quiet()
    expect(await people(db, other)).toMatchObject({ 'eve web': { events: 2 } })
    expect(await db.prisma.refusal.count()).toBe(0)
  })

  test('a chunk that was resolved before a split, or goes on beside splits and merges, puts every event where its identifiers are', async ({
    db,
  }) => {
    const { workspace } = await signIn(db)
    let beforeLocks: (() => Promise<unknown>) | undefined
    const racing = testWorker(db, async (point) => {
      if (point !== 'resolved') return
      const once = beforeLocks
      beforeLocks = undefined
      await once?.()
    })
    beforeLocks = () => split(db, workspace, 'eve', ['anonymous_id', 'web'])
    await send(db, workspace, viewed('web', 'late'))
    await racing.quiet()
    expect(await people(db, workspace)).toMatchObject({ eve: { events: 2 }, web: { events: 4 } })

    const workers = [testWorker(db), testWorker(db)]
    const sending = async () => {
      for (let i = 0; i < 60; i++) {
        await send(db, workspace, viewed('web', `x${i}`), { type: 'track', event: 'Viewed', userId: 'eve', messageId: `y${i}` })
        await Promise.all(workers.map((worker) => worker.drain()))
      }
    }
    const correcting = async () => {
      for (let i = 0; i < 12; i++) {
        await merge(db, workspace, 'web', 'eve')
        await split(db, workspace, 'eve', ['anonymous_id', 'web'])
      }
    }
    await Promise.all([sending(), correcting()])
    await racing.quiet()
    expect(await people(db, workspace)).toMatchObject({
      eve: { events: 62, audiences: ['pros', 'viewers'] },
      web: { events: 64, audiences: ['viewers'] },
    })
  })
})

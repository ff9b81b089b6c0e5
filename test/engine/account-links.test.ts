import fc from 'fast-check'
import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { editAccountMember } from '../../src/engine/edit-account-member.ts'
import { identifierHash } from '../../src/engine/identity/identifier.ts'
import { mergeProfiles } from '../../src/engine/merge-profiles.ts'
import { splitProfile } from '../../src/engine/split-profile.ts'
import { test } from '../helpers/database.ts'
import { makeWorkspace, send, testWorker, type Workspace } from '../helpers/engine.ts'

const ownerOf = async (db: Db, { id }: Workspace, value: string) =>
  (await db.prisma.identifier.findFirstOrThrow({ where: { workspaceId: id, value } })).profileId

async function edit(db: Db, workspace: Workspace, linked: boolean, anonymousId: string): Promise<void> {
  const [accountId, profileId] = [await ownerOf(db, workspace, 'acme'), await ownerOf(db, workspace, anonymousId)]
  await editAccountMember(db.pool, { workspaceId: workspace.id, accountId, profileId, linked })
}

const grouped = (anonymousId: string, minutes: number, groupId = 'acme') => ({
  ...{ type: 'group', groupId, anonymousId, messageId: `${groupId} ${anonymousId} ${minutes}` },
  timestamp: new Date(Date.now() + minutes * 60_000).toISOString(),
})

/** Who is in the account, by one of the identifiers of each. */
async function members(db: Db, { id }: Workspace): Promise<string[]> {
  const { rows } = await db.pool.query<{ ids: string }>(
    `select (select string_agg(i.value, ' ' order by i.value) from identifiers i where i.profile_id = m.profile_id) as ids
     from account_members m where m.workspace_id = $1 order by 1`,
    [id],
  )
  return rows.map(({ ids }) => ids)
}

const merge = async (db: Db, workspace: Workspace, ...[a, b, entity = 'PROFILE']: readonly [string, string, ('PROFILE' | 'ACCOUNT')?]) =>
  mergeProfiles(db.pool, {
    workspaceId: workspace.id,
    entity,
    profileIds: [await ownerOf(db, workspace, a), await ownerOf(db, workspace, b)],
    reason: 'one',
  })

describe('an unlinking', () => {
  test('counts for the whole of those who are merged, and for both who are split', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const worker = testWorker(db)
    await send(db, workspace, grouped('web', -60), grouped('app', -50))
    await worker.quiet()
    await edit(db, workspace, false, 'web')
    expect(await members(db, workspace)).toEqual(['app'])
    await merge(db, workspace, 'web', 'app')
    expect(await members(db, workspace)).toEqual([])
    const taken = [{ type: 'anonymous_id', value: 'app', hash: identifierHash(workspace.id, 'anonymous_id', 'app') }]
    await splitProfile(db.pool, { workspaceId: workspace.id, profileId: await ownerOf(db, workspace, 'web'), identifiers: taken })
    expect(await members(db, workspace)).toEqual([])
    await edit(db, workspace, true, 'app')
    expect(await members(db, workspace)).toEqual(['app'])
    await merge(db, workspace, 'web', 'app')
    expect(await members(db, workspace)).toEqual(['app web'])
    await splitProfile(db.pool, { workspaceId: workspace.id, profileId: await ownerOf(db, workspace, 'web'), identifiers: taken })
    expect(await members(db, workspace)).toHaveLength(1)
    expect(worker.errors).toEqual([])
  })

  test('counts for the whole of accounts that are merged, as does a link by hand', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const worker = testWorker(db)
    const others = ['app', 'kiosk'].map((who) => ({ type: 'track', event: 'E', anonymousId: who, messageId: who }))
    await send(db, workspace, grouped('web', -60), grouped('web', -50, 'umbra'), grouped('app', -40, 'umbra'), ...others)
    await worker.quiet()
    await edit(db, workspace, false, 'web')
    await edit(db, workspace, true, 'kiosk')
    await merge(db, workspace, 'umbra', 'acme', 'ACCOUNT')
    expect(await members(db, workspace)).toEqual(['app', 'kiosk'])
    await send(db, workspace, grouped('web', -10, 'umbra'))
    await worker.quiet()
    expect(await members(db, workspace)).toEqual(['app', 'kiosk'])
    await send(db, workspace, grouped('web', 10, 'umbra'))
    await worker.quiet()
    expect(await members(db, workspace)).toEqual(['app', 'kiosk', 'web'])
    expect(worker.errors).toEqual([])
  })

  test('of one whose group call is dated into the future holds until then', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const worker = testWorker(db)
    await send(db, workspace, grouped('web', 60))
    await worker.quiet()
    await edit(db, workspace, false, 'web')
    await send(db, workspace, grouped('web', 50))
    await worker.quiet()
    expect(await members(db, workspace)).toEqual([])
    await send(db, workspace, grouped('web', 70))
    await worker.quiet()
    expect(await members(db, workspace)).toEqual(['web'])
  })

  test('hides the calls before it and none after it, in whatever order and chunks they come, across a merge', async ({ db }) => {
    // Unlinked now: calls with negative minutes are hidden.
    const call = fc.record({ who: fc.constantFrom('web', 'app'), minutes: fc.constantFrom(-30, -20, -10, 10, 20), late: fc.boolean() })
    const worker = testWorker(db)
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(call, { selector: ({ who, minutes }) => `${who} ${minutes}`, maxLength: 6 }),
        fc.boolean(),
        async (calls, mergedLate) => {
          const workspace = await makeWorkspace(db, `w ${Math.random()}`)
          await send(db, workspace, grouped('web', -60), grouped('app', -60))
          await worker.quiet()
          await edit(db, workspace, false, 'web')
          const sendAll = async (late: boolean) => {
            for (const { who, minutes } of calls.filter((one) => one.late === late)) await send(db, workspace, grouped(who, minutes))
            await worker.quiet()
          }
          await sendAll(false)
          if (!mergedLate) await merge(db, workspace, 'web', 'app')
          await sendAll(true)
          if (mergedLate) await merge(db, workspace, 'web', 'app')
          expect(await members(db, workspace)).toEqual(calls.some(({ minutes }) => minutes > 0) ? ['app web'] : [])
        },
      ),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 12) },
    )
    expect(worker.errors).toEqual([])
  })
})

test('a person and an account that are merged at the same time keep their link, once', async ({ db }) => {
  const worker = testWorker(db)
  for (let round = 0; round < 20; round++) {
    const workspace = await makeWorkspace(db, `round ${round}`)
    await send(db, workspace, grouped('web', -60, 'umbra'), grouped('app', -60), grouped('kiosk', -60))
    await worker.drain()
    await Promise.all([merge(db, workspace, 'web', 'app'), merge(db, workspace, 'acme', 'umbra', 'ACCOUNT')])
    expect(await members(db, workspace)).toEqual(['app web', 'kiosk'])
  }
  expect(worker.errors).toEqual([])
})

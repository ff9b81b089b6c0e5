import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { createAudience } from '../../src/engine/audiences/manage.ts'
import { prepareSaved } from '../../src/engine/audiences/prepare-saved.ts'
import type { JsonObject } from '../../src/engine/json.ts'
import { test } from '../helpers/database.ts'
import { makeWorkspace, send, testWorker, type Workspace } from '../helpers/engine.ts'

const viewed = (userId: string, messageId: string) => ({ type: 'track', event: 'Viewed', userId, messageId })
const twice: JsonObject = { event: { name: 'Viewed', is: { gte: 2 } } }

const save = (db: Db, workspace: Workspace, key: string, entity: 'PROFILE' | 'ACCOUNT', rule: JsonObject) =>
  createAudience(db, { workspaceId: workspace.id, key, name: key, description: null, entity, rule, enabled: true, notifyExisting: false })

/** Two who viewed once, one of an account; of him a second event that nobody has counted. Then what was kept is of another version of the program. */
async function upgrade(db: Db): Promise<Workspace> {
  const workspace = await makeWorkspace(db)
  await save(db, workspace, 'twice', 'PROFILE', twice)
  await save(db, workspace, 'fans', 'ACCOUNT', { related: { rule: twice } })
  await send(db, workspace, viewed('ada', 'm1'), viewed('bob', 'm2'), { type: 'group', userId: 'ada', groupId: 'acme', messageId: 'm3' })
  await testWorker(db).quiet()
  await db.pool.query(
    `create temp table one as select * from events where message_id = 'm1';
     update one set id = gen_random_uuid(), message_id = 'uncounted';
     insert into events select * from one;
     drop table one`,
  )
  await db.pool.query(`update leaves set hash = 'of another version ' || number`)
  return workspace
}

async function members(db: Db): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ key: string }>('select a.key from audience_members m join audiences a on a.id = m.audience_id order by 1')
  return rows.map(({ key }) => key)
}

describe('rules that meant something else in the version that saved them', () => {
  test('are prepared when the program starts, and all that they are about is evaluated again', async ({ db }) => {
    const workspace = await upgrade(db)
    expect(await members(db)).toEqual([])
    await prepareSaved(db.pool)
    expect(await db.prisma.recomputation.count()).toBeGreaterThan(0)
    const worker = testWorker(db)
    await send(db, workspace, viewed('bob', 'm4'))
    await worker.quiet()
    expect(worker.errors).toEqual([])
    expect(await members(db)).toEqual(['fans', 'twice', 'twice'])
    expect([await db.prisma.recomputation.count(), await db.prisma.backfill.count()]).toEqual([0, 0])
    await send(db, workspace, viewed('cleo', 'm5'), viewed('cleo', 'm6'))
    await worker.quiet()
    expect(await members(db)).toEqual(['fans', 'twice', 'twice', 'twice'])
  })

  test('are prepared once, by whoever starts first', async ({ db }) => {
    const { id } = await upgrade(db)
    const version = async () => (await db.prisma.workspace.findUniqueOrThrow({ where: { id } })).settingsVersion
    const before = await version()
    await Promise.all([prepareSaved(db.pool), prepareSaved(db.pool)])
    const kept = await db.prisma.leaf.findMany({ where: { hash: { not: { startsWith: 'of another' } } } })
    expect(kept).toHaveLength(1)
    const after = await version()
    expect(after).toBeGreaterThan(before)
    await testWorker(db).quiet()
    await prepareSaved(db.pool)
    expect([(await version()) - after, await db.prisma.recomputation.count()]).toEqual([0n, 0])
  })
})

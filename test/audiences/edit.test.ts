import { describe, expect } from 'vitest'
import { createAudience, updateAudience } from '../../src/engine/audiences/manage.ts'
import { createComputedTrait } from '../../src/engine/audiences/manage-computed-traits.ts'
import { test } from '../helpers/database.ts'
import { makeWorkspace, send, testWorker } from '../helpers/engine.ts'

describe('another rule of an audience', () => {
  test('is followed by what refers to it, though nothing happens to those whom it is about', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const worker = testWorker(db)
    const of = (key: string, rule: unknown) => ({
      ...{ workspaceId: workspace.id, key, name: key, description: null, entity: 'PROFILE' as const, enabled: true, notifyExisting: false },
      rule,
    })
    const did = (name: string) => ({ event: { name } })
    const buyers = await createAudience(db, of('buyers', did('Ordered')))
    await createAudience(db, of('others', { audience: { key: 'buyers', member: false } }))
    const definition = { score: { rules: [{ rule: { audience: { key: 'buyers' } }, points: 5 }] } }
    await createComputedTrait(db, { workspaceId: workspace.id, key: 'points', name: 'points', entity: 'PROFILE', enabled: true, definition })
    await send(db, workspace, { type: 'track', userId: 'ada', event: 'Viewed' })
    await worker.quiet()
    const stands = async () => ({
      traits: (await db.prisma.profile.findFirstOrThrow()).traits,
      members: (await db.pool.query(`select a.key from audience_members m join audiences a on a.id = m.audience_id order by 1`)).rows.map(
        ({ key }) => key,
      ),
    })
    expect(await stands()).toEqual({ traits: { points: 0 }, members: ['others'] })
    await updateAudience(db, { workspaceId: workspace.id, id: buyers, rule: did('Viewed') })
    await worker.quiet()
    expect(await stands()).toEqual({ traits: { points: 5 }, members: ['buyers'] })
  })
})

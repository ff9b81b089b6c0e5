import { expect } from 'vitest'
import { createAudience } from '../../src/engine/audiences/manage.ts'
import { setNow, test } from '../helpers/database.ts'
import { makeWorkspace, send, testWorker } from '../helpers/engine.ts'

const NOW = Date.parse('2026-03-15T12:00:00.000Z')
const DAY = 86_400_000

test('what a rule counts is counted, though too much is yet to come to be remembered', async ({ db }) => {
  await setNow(db, new Date(NOW))
  const workspace = await makeWorkspace(db)
  const rule = { event: { name: 'Visited', window: { last: 'PT1H' } } }
  const about = { key: 'visitors', name: 'Visitors', description: null, entity: 'PROFILE' as const, enabled: true, notifyExisting: false }
  await createAudience(db, { workspaceId: workspace.id, ...about, rule })
  const worker = testWorker(db)
  await worker.quiet()
  const visit = (at: number) => ({ type: 'track', event: 'Visited', userId: 'ada', messageId: `at ${at}`, timestamp: new Date(at).toISOString() })
  await send(db, workspace, ...Array.from({ length: 200 }, (_, i) => visit(NOW + DAY + i)))
  await worker.quiet()
  expect(await db.prisma.audienceMember.count()).toBe(0)
  await send(db, workspace, visit(NOW))
  await worker.drain()
  expect(await db.prisma.audienceMember.count()).toBe(1)
  await setNow(db, new Date(NOW + DAY / 2))
  await worker.quiet()
  expect(await db.prisma.audienceMember.count()).toBe(0)
  await setNow(db, new Date(NOW + DAY + 1000))
  await worker.quiet()
  expect(await db.prisma.audienceMember.count()).toBe(1)
  expect(worker.errors).toEqual([])
})

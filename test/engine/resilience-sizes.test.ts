import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { transaction } from '../../src/db/db.ts'
import { createAudience, deleteAudience, updateAudience } from '../../src/engine/audiences/manage.ts'
import { auditChanges, auditMembers } from '../chaos/audit.ts'
import { randomOf } from '../chaos/random.ts'
import { AUDIENCES, trafficOf } from '../chaos/traffic.ts'
import { test } from '../helpers/database.ts'
import { makeWorkspace, send, testWorker } from '../helpers/engine.ts'

describe('sizes', () => {
  test('equal the members, and the change log replays to them, in every committed state, while four workers run', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const audience = (key: string) => ({
      ...{ workspaceId: workspace.id, key, name: key, description: null, entity: 'PROFILE' as const, enabled: true, notifyExisting: false },
      rule: AUDIENCES[key],
    })
    const [late = '', ...early] = Object.keys(AUDIENCES)
    const ids = new Map<string, string>()
    for (const key of early) if (key !== 'pro_without_order') ids.set(key, await createAudience(db, audience(key)))
    const workers = Array.from({ length: 4 }, () => testWorker(db))
    let running = true
    const reader = readStates(db, workspace.id, () => running)
    const working = Promise.all(workers.map((worker) => repeatedly(worker.quiet, () => running)))

    const nextBatch = trafficOf(randomOf(3), { prefix: 'm', now: Date.now() })
    for (let n = 0; n < 120; n++) {
      await send(db, workspace, ...nextBatch())
      // Definitions come, stand still, go on and go while events come.
      if (n === 30) await createAudience(db, audience(late))
      if (n === 40) await createAudience(db, audience('pro_without_order'))
      if (n === 50) await updateAudience(db, { workspaceId: workspace.id, id: ids.get('orders_1') ?? '', enabled: false })
      if (n === 80) await updateAudience(db, { workspaceId: workspace.id, id: ids.get('orders_1') ?? '', enabled: true })
      if (n === 90) await deleteAudience(db, { workspaceId: workspace.id, id: ids.get('orders_6') ?? '' })
    }
    while ((await db.prisma.inbox.count()) > 0) await sleep(20)
    running = false
    await working
    const { states, versions } = await reader
    expect(states).toBeGreaterThan(5)
    expect(versions).toBeGreaterThan(20)
    await workers[0]?.quiet()
    await auditChanges(db, workspace.id)
    await auditMembers(db, workspace.id)
  })
})

/** Looks at one committed state after the other, and at the changes between them; answers how many it saw, and by how much versions grew. */
async function readStates(db: Db, workspaceId: string, going: () => boolean): Promise<{ states: number; versions: number }> {
  let states = 0
  let versions = 0
  let before = new Map<string, bigint>()
  while (going()) {
    const seen = await transaction(db.pool, async (client) => {
      await client.query('set transaction isolation level repeatable read read only')
      await auditChanges({ pool: client }, workspaceId)
      const { rows } = await client.query<{ audience_id: string; version: string }>('select audience_id, version from audience_counters')
      return new Map(rows.map((row) => [row.audience_id, BigInt(row.version)]))
    })
    for (const [id, version] of seen) {
      const last = before.get(id) ?? 0n
      expect(version >= last).toBe(true)
      versions += Number(version - last)
    }
    before = seen
    states++
    await sleep(5)
  }
  return { states, versions }
}

async function repeatedly(work: () => Promise<void>, going: () => boolean): Promise<void> {
  while (going()) {
    await work()
    await sleep(5)
  }
}

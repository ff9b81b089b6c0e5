import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../src/db/db.ts'
import { createAudience } from '../src/engine/audiences/manage.ts'
import { HOUR, SECOND } from '../src/engine/clock.ts'
import { appendToInbox } from '../src/engine/ingest/inbox.ts'
import { inspectBody } from '../src/engine/ingest/inspect-body.ts'
import { createAudiences } from './audiences.ts'
import { option, report, round, withBench } from './harness.ts'
import { startProgram } from './program.ts'

// How long after its moment the last of so many memberships has ended that all end by the clock alone, at the same moment.
const PROFILES = option('profiles', 10_000)
/** In which all of them must have become members. */
const NOTICE = option('notice', 15) * SECOND
const BATCH = 2000

await withBench(async ({ db }) => {
  const program = await startProgram(db.url)
  try {
    const { rows } = await db.pool.query<{ id: string; source_id: string }>(
      'select w.id, s.id as source_id from workspaces w join sources s on s.workspace_id = w.id limit 1',
    )
    const workspaceId = rows[0]?.id ?? ''
    await createAudiences(db, workspaceId)
    const about = { workspaceId, key: 'recent', name: 'Recent', description: null, entity: 'PROFILE' as const, enabled: true, notifyExisting: false }
    const id = await createAudience(db, { ...about, rule: { event: { name: 'Signed In', window: { last: 'PT1H' } } } })
    while (await db.prisma.audience.findFirst({ where: { status: 'COMPUTING' } })) await sleep(50)
    await sendAll(db, { workspaceId, sourceId: rows[0]?.source_id ?? '' }, new Date(Date.now() + NOTICE - HOUR))
    report({
      bench: 'expiry',
      figures: { lastAfterMs: { value: await lateness(db, id, 1), atMost: 1000, aim: 500 } },
      details: { profiles: PROFILES, medianAfterMs: await lateness(db, id, 0.5), firstAfterMs: await lateness(db, id, 0) },
    })
  } finally {
    await program.stop()
  }
})

async function sendAll(db: Db, { workspaceId, sourceId }: { workspaceId: string; sourceId: string }, timestamp: Date): Promise<void> {
  for (let i = 0; i < PROFILES; i += BATCH) {
    const count = Math.min(BATCH, PROFILES - i)
    const batch = Array.from({ length: count }, (_, n) => ({
      type: 'track',
      event: 'Signed In',
      userId: `user-${i + n}`,
      timestamp: timestamp.toISOString(),
    }))
    const body = Buffer.from(JSON.stringify({ batch }))
    const { parcels } = inspectBody(body, JSON.parse(body.toString()), null)
    await appendToInbox(db.pool, { workspaceId, sourceId, call: null, parcels })
  }
}

/** By the time that each change was committed, as the quantile of all; waits until all have left. */
async function lateness(db: Db, audienceId: string, quantile: number): Promise<number> {
  for (;;) {
    const { rows } = await db.pool.query<{ exited: number; ms: number | null }>(
      `select count(*)::int as exited, (percentile_disc($2) within group (order by extract(epoch from committed_at - at) * 1000))::float8 as ms
       from audience_changes where audience_id = $1 and change = 'EXITED' and reason = 'CLOCK'`,
      [audienceId, quantile],
    )
    if (rows[0]?.exited === PROFILES) return round(rows[0].ms ?? 0, 1)
    await sleep(200)
  }
}

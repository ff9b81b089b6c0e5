import { setTimeout as sleep } from 'node:timers/promises'
import { createAudience } from '../src/engine/audiences/manage.ts'
import { DAY, SECOND } from '../src/engine/clock.ts'
import { createAudiences } from './audiences.ts'
import { type Bench, option, report, round, withBench } from './harness.ts'
import { populate } from './populate.ts'
import { KEYS, type Program, startProgram } from './program.ts'
import { workload } from './workload.ts'

// How much of a stream of 2,000 events a second still takes effect while a new audience is computed over a million people and five million events.
const PROFILES = option('profiles', 1_000_000)
const EVENTS_EACH = option('events-each', 5)
const PER_SECOND = option('rate', 2000)
const SECONDS = option('seconds', 20)
// Of the stream, before anything is measured: it makes the people that the rest is about.
const FIRST = option('first', 60_000)
const BATCH = 100

await withBench(async (bench) => {
  const { db } = bench
  const program = await startProgram(db.url)
  try {
    const { rows } = await db.pool.query<{ id: string }>('select id from workspaces')
    const workspaceId = rows[0]?.id ?? ''
    await createAudiences(db, workspaceId)
    await untilLive(bench)
    const stream = await startStream(bench, program)
    await populate(db, { workspaceId, profiles: PROFILES, eventsEach: EVENTS_EACH })
    const alone = await stream.run(() => sleep(SECONDS * SECOND))
    const filled = await stream.run(async () => {
      const about = { workspaceId, key: 'new_one', name: 'New', description: null, entity: 'PROFILE' as const, enabled: true, notifyExisting: false }
      await createAudience(db, {
        ...about,
        rule: { event: { name: 'Product Viewed', window: { last: 'P90D' }, measure: { sum: 'quantity' }, is: { gte: 10 } } },
      })
      // Over so many people it takes longer than one wants to watch: the rate is what is measured.
      await Promise.race([untilLive(bench), sleep(3 * SECONDS * SECOND)])
    })
    const { rows: done } = await db.pool.query<{ done: number }>(`select backfill_done::float8 as done from audiences where key = 'new_one'`)
    report({
      bench: 'backfill',
      figures: { kept: { value: round(filled.rate / alone.rate), atLeast: 0.8, aim: 0.95 } },
      details: {
        perSecond: { offered: PER_SECOND, alone: round(alone.rate, 0), during: round(filled.rate, 0) },
        backlog: { alone: alone.backlog, during: filled.backlog },
        seconds: round(filled.seconds, 1),
        computed: done[0]?.done,
        profiles: await db.prisma.profile.count(),
        events: Number((await db.pool.query('select count(*) from events')).rows[0]?.count),
      },
    })
  } finally {
    await program.stop()
  }
})

interface Phase {
  /** Messages that took effect per second. */
  readonly rate: number
  /** How many waited at the end. */
  readonly backlog: number
  readonly seconds: number
}

/** Sends the first events, then offers the rest at an even rate for as long as each phase takes. */
async function startStream(bench: Bench, program: Program): Promise<{ run(phase: () => Promise<void>): Promise<Phase> }> {
  const calls = workload({ from: Date.now() - DAY, span: DAY, count: FIRST + PER_SECOND * 600 })
  let sent = 0
  const sendBatch = async () => {
    const batch = Array.from({ length: BATCH }, () => calls.next().value?.call)
    const authorization = `Basic ${Buffer.from(`${KEYS.write}:`).toString('base64')}`
    const response = await fetch(`${program.url}/v1/batch`, { method: 'POST', headers: { authorization }, body: JSON.stringify({ batch }) })
    if (!response.ok) throw new Error(`A batch was answered with ${response.status}.`)
    sent += BATCH
  }
  while (sent < FIRST) await sendBatch()
  await untilDrained(bench)
  return {
    async run(phase) {
      const [sentBefore, start] = [sent, performance.now()]
      let over = false
      const offering = (async () => {
        for (let batches = 1; !over; batches++) {
          await sendBatch()
          await sleep(Math.max(0, start + (batches * BATCH * SECOND) / PER_SECOND - performance.now()))
        }
      })()
      await phase()
      over = true
      await offering
      const backlog = await waiting(bench)
      const seconds = (performance.now() - start) / SECOND
      await untilDrained(bench)
      return { rate: (sent - sentBefore - backlog) / seconds, backlog, seconds }
    },
  }
}

async function waiting({ db }: Bench): Promise<number> {
  const { rows } = await db.pool.query<{ waiting: number }>('select coalesce(sum(messages), 0)::int as waiting from inbox')
  return rows[0]?.waiting ?? 0
}

async function untilDrained(bench: Bench): Promise<void> {
  while ((await waiting(bench)) > 0) await sleep(50)
}

async function untilLive({ db }: Bench): Promise<void> {
  while ((await db.prisma.audience.count({ where: { status: 'COMPUTING' } })) > 0) await sleep(50)
}

import { setTimeout as sleep } from 'node:timers/promises'
import { createAudience } from '../src/engine/audiences/manage.ts'
import { DAY, SECOND } from '../src/engine/clock.ts'
import { createAudiences } from './audiences.ts'
import { type Bench, option, report, round, withBench } from './harness.ts'
import { multiplyEvents } from './multiply-events.ts'
import { KEYS, type Program, startProgram } from './program.ts'
import { workload } from './workload.ts'

// How much of a stream of 2,000 events a second still takes effect while a new audience is computed over a million stored ones.
const EVENTS = option('events', 1_000_000)
const PER_SECOND = option('rate', 2000)
const ALONE = option('seconds', 20)
// The first tenth goes through the pipeline; the rest are copies of it at other times, because only their number matters here.
const COPIES = 9
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
    await multiplyEvents(db, { workspaceId, copies: COPIES })
    const alone = await stream.run(() => sleep(ALONE * SECOND))
    const filled = await stream.run(async () => {
      const about = { workspaceId, key: 'new_one', name: 'New', description: null, entity: 'PROFILE' as const, enabled: true, notifyExisting: false }
      await createAudience(db, {
        ...about,
        rule: { event: { name: 'Product Viewed', window: { last: 'P90D' }, measure: { sum: 'quantity' }, is: { gte: 10 } } },
      })
      await untilLive(bench)
    })
    report({
      bench: 'backfill',
      figures: { kept: { value: round(filled.rate / alone.rate), atLeast: 0.8, aim: 0.95 } },
      details: {
        perSecond: { offered: PER_SECOND, alone: round(alone.rate, 0), during: round(filled.rate, 0) },
        backlog: { alone: alone.backlog, during: filled.backlog },
        seconds: round(filled.seconds, 1),
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

/** Sends a tenth of the events, which makes the people, then offers the rest at an even rate for as long as each phase takes. */
async function startStream(bench: Bench, program: Program): Promise<{ run(phase: () => Promise<void>): Promise<Phase> }> {
  const first = Math.floor(EVENTS / (COPIES + 1))
  const calls = workload({ from: Date.now() - DAY, span: DAY, count: first + PER_SECOND * 600 })
  let sent = 0
  const sendBatch = async () => {
    const batch = Array.from({ length: BATCH }, () => calls.next().value?.call)
    const authorization = `Basic ${Buffer.from(`${KEYS.write}:`).toString('base64')}`
    const response = await fetch(`${program.url}/v1/batch`, { method: 'POST', headers: { authorization }, body: JSON.stringify({ batch }) })
    if (!response.ok) throw new Error(`A batch was answered with ${response.status}.`)
    sent += BATCH
  }
  while (sent < first) await sendBatch()
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

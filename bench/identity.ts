import type pg from 'pg'
import type { Db } from '../src/db/db.ts'
import { claimsOf } from '../src/engine/identity/claims.ts'
import { DEFAULT_RULES } from '../src/engine/identity/identity-rules.ts'
import { resolveClaims } from '../src/engine/identity/resolve-claims.ts'
import type { Message } from '../src/engine/ingest/message.ts'
import { completeKeys, ensureFirstWorkspace } from '../src/engine/workspaces.ts'
import { median, option, report, round, withBench } from './harness.ts'
import { mergeLarge } from './identity-merge.ts'
import { createSqlStage } from './identity-sql.ts'

// The identity stage alone: against the same semantics in plpgsql, over few and many identifiers, by two workers at once, and for one very large merge.
const EVENTS = option('events', 20_000)
const ROUNDS = option('rounds', 5)
const FEW = option('few', 99_999)
const MANY = option('many', 3_000_000)
const LARGE = option('large', 1_000_000)
const CHUNK = 2000

const BLANK = { type: 'TRACK', name: 'Viewed', groupId: null, previousId: null, traits: null, properties: {}, context: {} }

let made = 0

await withBench(async ({ db }) => {
  const { workspaceId } = await ensureFirstWorkspace(db, completeKeys({}))
  const { rows } = await db.pool.query<{ id: string }>('select id from sources limit 1')
  const stage: Stage = { db, workspaceId, sourceId: rows[0]?.id ?? '' }
  await createSqlStage(db.pool)
  await store(stage, 0, FEW)
  const races = await raceWithSql(stage)
  await requireAgreement(stage)
  const few = await timePerEvent(stage, FEW)
  const waiting = await shareOfWaiting(stage)
  await store(stage, FEW, MANY)
  const many = await timePerEvent(stage, MANY)
  const merge = await mergeLarge(db, { workspaceId, sourceId: stage.sourceId, events: LARGE })
  report({
    bench: 'identity',
    figures: {
      againstSql: { value: round(median(races.map(({ ratio }) => ratio)), 2), atLeast: 1.5, aim: 3 },
      growth: { value: round(many / few, 2), atMost: 1.3 },
      waiting: { value: round(waiting), atMost: 0.1 },
      longestWaitMs: { value: round(merge.longestWait, 1), atMost: 100 },
    },
    details: {
      eventsPerSecond: Math.round(median(races.map(({ ours }) => ours))),
      sqlEventsPerSecond: Math.round(median(races.map(({ sql }) => sql))),
      microsecondsPerEvent: { few: round(few * 1000, 1), many: round(many * 1000, 1) },
      merge: { decidedInMs: round(merge.decidedIn, 1), foldedInMs: round(merge.foldedIn, 1) },
    },
  })
})

interface Stage {
  readonly db: Db
  readonly workspaceId: string
  readonly sourceId: string
}

/** People have a user id, a browser and an e-mail; identifiers [from, to) are those of person n / 3. Both stages know them alike. */
async function store({ db, workspaceId, sourceId }: Stage, from: number, to: number): Promise<void> {
  const said = `select case n % 3 when 0 then 'user_id' when 1 then 'anonymous_id' else 'email' end as type,
      case n % 3 when 0 then 'u' when 1 then 'w' else 'e' end || n / 3 as value,
      ('00000000-0000-7000-8000-' || lpad(to_hex(n / 3), 12, '0'))::uuid as profile_id from generate_series($3::int, $4::int - 1) n`
  const hash = `('x' || left(encode(sha256(convert_to('36:' || $1::text || length(type) || ':' || type || length(value) || ':' || value, 'UTF8')), 'hex'), 16))::bit(64)::bigint`
  await db.pool.query(
    `insert into identifiers (hash, workspace_id, type, value, raw, profile_id, first_seen_at, last_seen_at, source_id)
     select ${hash}, $1::uuid, type, value, value, profile_id, now(), now(), $2::uuid from (${said}) said`,
    [workspaceId, sourceId, from, to],
  )
  if (from === 0)
    await db.pool.query(`insert into sql_identifiers select $1::uuid, type, value, profile_id, now(), $2::uuid from (${said}) said`, [
      ...[workspaceId, sourceId, from, to],
    ])
  await db.pool.query('vacuum analyze identifiers, sql_identifiers')
}

/** 30 % know the user, 45 % the browser, 25 % both. One in twenty is of a browser that nobody has seen, and one in twenty says whose such a browser is, where two profiles merge. */
function calls(stage: Stage, stored: number, count: number): Message[] {
  return Array.from({ length: count }, () => {
    const n = made++
    const person = Math.floor((((n * 2_654_435_761) % 2 ** 32) / 2 ** 32) * (stored / 3))
    const kind = n % 20
    const anonymousId = kind < 2 ? `new ${kind === 1 ? n - 201 : n}` : `w${person}`
    const names =
      kind === 1 || kind >= 16
        ? { userId: `u${person}`, anonymousId }
        : kind >= 10
          ? { userId: `u${person}`, anonymousId: null }
          : { userId: null, anonymousId }
    return { ...BLANK, ...names, messageId: `m${n}`, sourceId: stage.sourceId, timestamp: Date.now() } as Message
  })
}

function chunksOf(messages: readonly Message[]): Message[][] {
  return Array.from({ length: Math.ceil(messages.length / CHUNK) }, (_, i) => messages.slice(i * CHUNK, (i + 1) * CHUNK))
}

function claimed({ workspaceId }: Stage, messages: readonly Message[]) {
  return messages.flatMap((message) => claimsOf(workspaceId, message, DEFAULT_RULES).claims.person ?? [])
}

/** As the pipeline does it: extracted, normalised and hashed, then looked up and decided, chunk after chunk. */
async function ours(stage: Stage, messages: readonly Message[]): Promise<void> {
  for (const chunk of chunksOf(messages))
    await resolveClaims(stage.db.pool, stage.workspaceId, { claims: claimed(stage, chunk), rules: DEFAULT_RULES })
}

/** Who calls the function has to print the events; where the identifiers are they know. */
async function inSql({ db, workspaceId }: Stage, messages: readonly Message[]): Promise<void> {
  for (const chunk of chunksOf(messages)) {
    const events = chunk.map(({ userId, anonymousId, messageId, sourceId, timestamp }) => ({
      ids: [...(userId ? [['user_id', userId]] : []), ...(anonymousId ? [['anonymous_id', anonymousId]] : [])],
      ...{ message: messageId, source: sourceId, at: new Date(timestamp).toISOString() },
    }))
    await db.pool.query('select sql_resolve($1, $2::jsonb)', [workspaceId, JSON.stringify(events)])
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** The same events through both, in turns. */
async function raceWithSql(stage: Stage): Promise<{ ours: number; sql: number; ratio: number }[]> {
  const runs: { ours: number; sql: number; ratio: number }[] = []
  for (let i = -1; i < ROUNDS; i++) {
    const messages = calls(stage, FEW, EVENTS)
    const [a, b] = [await timed(() => ours(stage, messages)), await timed(() => inSql(stage, messages))]
    // The first round only warms up.
    if (i >= 0) runs.push({ ours: (EVENTS / a) * 1000, sql: (EVENTS / b) * 1000, ratio: b / a })
  }
  return runs
}

/** Both have to have come to the same people. */
async function requireAgreement({ db }: Stage): Promise<void> {
  const { rows } = await db.pool.query<{ ours: number; sql: number; pairs: number; missing: number }>(
    `select count(distinct a.profile_id)::int as ours, count(distinct b.profile_id)::int as sql, count(distinct (a.profile_id, b.profile_id))::int as pairs,
       count(*) filter (where a.profile_id is null or b.profile_id is null)::int as missing
     from identifiers a full join sql_identifiers b using (workspace_id, type, value)`,
  )
  const [{ ours = 0, sql = 0, pairs = 0, missing = 0 } = {}] = rows
  if (ours !== pairs || sql !== pairs || missing > 0) throw new Error(`They disagree: ${JSON.stringify(rows[0])}`)
}

/** Milliseconds per event, over so many stored identifiers. */
async function timePerEvent(stage: Stage, stored: number): Promise<number> {
  const times: number[] = []
  for (let i = -1; i < ROUNDS; i++) {
    const messages = calls(stage, stored, EVENTS)
    const time = await timed(() => ours(stage, messages))
    if (i >= 0) times.push(time / EVENTS)
  }
  // The least disturbed: what else the machine does can only add.
  return Math.min(...times)
}

/** Two workers at once: how much of their time goes into waiting for locks, as Postgres shows it. */
async function shareOfWaiting(stage: Stage): Promise<number> {
  const { pool } = stage.db
  const client = await pool.connect()
  let [working, looks, waits] = [true, 0, 0]
  const look = async (one: pg.PoolClient) => {
    while (working) {
      const { rows } = await one.query<{ waits: number }>(
        `select count(*)::int as waits from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      looks++
      waits += rows[0]?.waits ?? 0
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }
  const looking = look(client)
  await Promise.all([ours(stage, calls(stage, FEW, EVENTS * 2)), ours(stage, calls(stage, FEW, EVENTS * 2))])
  working = false
  await looking
  client.release()
  return waits / looks / 2
}

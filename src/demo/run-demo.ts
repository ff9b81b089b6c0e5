import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../db/db.ts'
import { HOUR, MINUTE, type Millis } from '../engine/clock.ts'
import { inboxRoom } from '../engine/import/inbox-room.ts'
import { ingestBatch } from '../engine/ingest/ingest-batch.ts'
import type { LaneHints } from '../engine/ingest/lane-hints.ts'
import { type DemoWorkspace, ensureDemoAudiences, findDemoWorkspace, lastVisit } from './demo-workspace.ts'
import { openShop, type Shop, streamFrom } from './shop.ts'
import type { DatedCall } from './visit.ts'

export const SEED = 'shop'
/** History is sent in pieces of so long, and no faster than workers take it in. */
const PIECE = 6 * HOUR
const MAX_WAITING = 4000
/** Often enough for the eye, and seldom enough to cost little. */
const TICK = 500
/** After a pause, so much of what would have happened meanwhile is made up for. */
const CATCH_UP = 10 * MINUTE
const BATCH = 400

export interface DemoOptions {
  readonly db: Db
  readonly hints: LaneHints
  /** How long its history is. */
  readonly history: Millis
  /** Events a second, after that. */
  readonly rate: number
  /** Milliseconds since 1970. */
  readonly clock: () => Millis
  readonly signal: AbortSignal
}

/** Fills the demo's workspace with its history, once, and then with traffic until the signal. What is sent again takes no effect again. */
export async function runDemo(options: DemoOptions): Promise<void> {
  const workspace = await findDemoWorkspace(options.db.pool)
  if (!workspace) throw new Error('There is no workspace for the demo.')
  const shop = openShop({ seed: SEED, createdAt: workspace.createdAt, history: options.history, rate: options.rate })
  const reached = await lastVisit(options.db.pool, workspace)
  if (reached === null) await ensureDemoAudiences(options.db, workspace)
  // What is dated to the same millisecond may be missing.
  const from = reached === null ? shop.opened : Math.min(reached - 1, options.clock())
  if (from < shop.live) await sendHistory(options, { workspace, shop, from })
  await sendTraffic(options, { workspace, shop, from: Math.max(from, shop.live, options.clock() - CATCH_UP) })
}

interface Position {
  readonly workspace: DemoWorkspace
  readonly shop: Shop
  readonly from: Millis
}

async function sendHistory(options: DemoOptions, { workspace, shop, from }: Position): Promise<void> {
  const { db, signal } = options
  const room = inboxRoom(db.pool, { maxMessages: MAX_WAITING, maxBytes: Number.POSITIVE_INFINITY, signal, onWaiting: () => {} })
  const stream = streamFrom(shop, from)
  for (let to = from; to < shop.live; ) {
    to = Math.min(to + PIECE, shop.live)
    await room()
    await send(options, workspace, stream.take(to))
    // A piece takes some milliseconds of this thread, which others wait for.
    await sleep(1, undefined, { signal })
  }
}

async function sendTraffic(options: DemoOptions, { workspace, shop, from }: Position): Promise<void> {
  const { clock, signal } = options
  const stream = streamFrom(shop, from)
  while (!signal.aborted) {
    await send(options, workspace, stream.take(clock()))
    await sleep(TICK, undefined, { signal })
  }
}

async function send({ db, hints }: DemoOptions, { workspaceId, sourceId }: DemoWorkspace, calls: readonly DatedCall[]): Promise<void> {
  for (let i = 0; i < calls.length; i += BATCH) {
    const batch = calls.slice(i, i + BATCH).map(({ call }) => call)
    const { refused } = await ingestBatch(db.pool, hints, { workspaceId, sourceId, batch })
    if (refused.length > 0) throw new Error(`A call of the demo was refused: ${refused[0]?.message}`)
  }
}

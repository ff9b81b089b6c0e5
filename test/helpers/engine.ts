import type { Db } from '../../src/db/db.ts'
import { backfillPage, clearDeleted } from '../../src/engine/audiences/backfill.ts'
import { DefinitionsCache } from '../../src/engine/audiences/definitions-cache.ts'
import { sweepDue, sweepUnfolded } from '../../src/engine/audiences/sweep-due.ts'
import { sweepRelated } from '../../src/engine/audiences/sweep-related.ts'
import { backfillTraitRules } from '../../src/engine/backfill-trait-rules.ts'
import { uuidv7 } from '../../src/engine/id.ts'
import { drainLane } from '../../src/engine/ingest/drain-lane.ts'
import { appendToInbox } from '../../src/engine/ingest/inbox.ts'
import { inspectBody } from '../../src/engine/ingest/inspect-body.ts'
import type { PipelineContext, Point } from '../../src/engine/ingest/pipeline.ts'
import type { JsonObject } from '../../src/engine/json.ts'

export interface Workspace {
  readonly id: string
  readonly sourceId: string
}

export async function makeWorkspace(db: Db, name = 'test'): Promise<Workspace> {
  const id = uuidv7(Date.now())
  const sourceId = uuidv7(Date.now())
  const createdAt = new Date()
  await db.prisma.workspace.create({ data: { id, name, createdAt, sources: { create: { id: sourceId, name: 'HTTP', createdAt } } } })
  return { id, sourceId }
}

/** Puts calls into the inbox as one batch, the way the tracking API does. */
export async function send(db: Db, workspace: Workspace, ...batch: readonly JsonObject[]): Promise<void> {
  const body = Buffer.from(JSON.stringify({ batch }))
  const { parcels } = inspectBody(body, JSON.parse(body.toString()), null)
  await appendToInbox(db.pool, { workspaceId: workspace.id, sourceId: workspace.sourceId, call: null, parcels })
}

/** What a worker is made of, without its timers: a test says when something happens. */
export interface TestWorker {
  readonly context: PipelineContext
  readonly errors: unknown[]
  /** Drains every lane that has something in it. */
  drain(): Promise<void>
  /** Drains, computes what is COMPUTING, and evaluates who is due, until nothing is left at this moment. */
  quiet(): Promise<void>
}

export function testWorker(db: Db, passed?: (point: Point) => void | Promise<void>): TestWorker {
  const context: PipelineContext = { pool: db.pool, definitions: new DefinitionsCache(), passed }
  const errors: unknown[] = []
  const drain = async () => {
    const { rows } = await db.pool.query<{ lane: number }>('select distinct lane from inbox')
    for (const { lane } of rows) await drainLane(context, { lane, onChunk: () => {}, onError: (error) => errors.push(error) })
  }
  const quiet = async () => {
    await drain()
    while ((await backfillPage(db.pool, context.definitions)) || (await backfillTraitRules(db.pool, context.definitions)));
    await sweepUnfolded(db.pool, context.definitions)
    while ((await sweepDue(db.pool, context.definitions)) || (await sweepRelated(db.pool, context.definitions)));
    while (await clearDeleted(db.pool));
  }
  return { context, errors, drain, quiet }
}

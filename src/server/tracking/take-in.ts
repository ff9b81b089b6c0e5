import { appendToInbox } from '../../engine/ingest/inbox.ts'
import { inspectBody, type RejectedMessage } from '../../engine/ingest/inspect-body.ts'
import type { EventType } from '../../engine/ingest/message.ts'
import type { Json } from '../../engine/json.ts'
import { HttpError } from '../http-error.ts'
import type { Intake, TrackingSource } from './tracking-context.ts'
import { whileAvailable } from './unavailable.ts'

/** A database that hangs must not fill our memory. */
const MAX_PENDING_BYTES = 64 * 1024 ** 2

export interface ReceivedCall {
  readonly call: EventType | null
  readonly body: Buffer
  readonly parsed: Json
}

/** Makes a call durable; answers what of it will be refused. Throws HttpError 429 or 503, and then nothing was taken. */
export async function takeIn(intake: Intake, source: TrackingSource, { call, body, parsed }: ReceivedCall): Promise<readonly RejectedMessage[]> {
  const { db, hints, backPressure } = intake
  const wait = await whileAvailable(() => backPressure.retryAfter())
  if (wait !== null) throw tooMuchWaiting(wait)
  if (intake.pendingBytes > MAX_PENDING_BYTES) throw tooMuchWaiting(1)
  const { rejected, parcels } = inspectBody(body, parsed, call)
  intake.pendingBytes += body.length
  try {
    await whileAvailable(() => appendToInbox(db.pool, { ...source, call, parcels }))
  } finally {
    intake.pendingBytes -= body.length
  }
  hints.wake(parcels.map(({ lane }) => lane))
  return rejected
}

function tooMuchWaiting(seconds: number): HttpError {
  const headers = { 'retry-after': String(seconds), 'x-ratelimit-reset': String(seconds) }
  return new HttpError({ status: 429, code: 'too_many_requests', message: 'Too much is waiting; nothing was taken, send it again.', headers })
}

import { appendToInbox } from '../../engine/ingest/inbox.ts'
import type { RejectedMessage } from '../../engine/ingest/inspect-body.ts'
import { HttpError } from '../http-error.ts'
import type { ReceivedCall } from './receive-call.ts'
import type { Intake, TrackingSource } from './tracking-context.ts'
import { whileAvailable } from './unavailable.ts'

/** A database that hangs must not fill our memory. */
const MAX_PENDING_BYTES = 64 * 1024 ** 2

/** Makes a call durable; answers what of it will be refused. Throws HttpError 429 or 503, and then nothing was taken. */
export async function takeIn(intake: Intake, source: TrackingSource, { call, rejected, parcels }: ReceivedCall): Promise<readonly RejectedMessage[]> {
  const { db, hints, backPressure } = intake
  const wait = await whileAvailable(() => backPressure.retryAfter())
  if (wait !== null) throw tooMuchWaiting(wait)
  if (intake.pendingBytes > MAX_PENDING_BYTES) throw tooMuchWaiting(1)
  const bytes = parcels.reduce((sum, { body }) => sum + body.length, 0)
  intake.pendingBytes += bytes
  try {
    await whileAvailable(() => appendToInbox(db.pool, { ...source, call, parcels }))
  } finally {
    intake.pendingBytes -= bytes
  }
  hints.wake(parcels.map(({ lane }) => lane))
  return rejected
}

function tooMuchWaiting(seconds: number): HttpError {
  const headers = { 'retry-after': String(seconds), 'x-ratelimit-reset': String(seconds) }
  return new HttpError({ status: 429, code: 'too_many_requests', message: 'Too much is waiting; nothing was taken, send it again.', headers })
}

import { appendToInbox } from '../../engine/ingest/inbox.ts'
import type { RejectedMessage } from '../../engine/ingest/inspect-body.ts'
import { observe } from '../../engine/observe.ts'
import { HttpError } from '../http-error.ts'
import type { ReceivedCall } from './receive-call.ts'
import type { Intake } from './tracking-context.ts'
import { whileAvailable } from './unavailable.ts'
import { findSource } from './write-key.ts'

/** A database that hangs must not fill our memory. */
const MAX_PENDING_BYTES = 64 * 1024 ** 2

/** Makes a call durable; answers what of it will be refused. Throws HttpError 401, 429 or 503, and then nothing was taken. */
export async function takeIn(intake: Intake, received: ReceivedCall): Promise<readonly RejectedMessage[]> {
  if (intake.pendingBytes > MAX_PENDING_BYTES) throw tooMuchWaiting(1)
  const bytes = received.parcels.reduce((sum, { body }) => sum + body.length, 0)
  intake.pendingBytes += bytes
  try {
    await store(intake, received)
  } finally {
    intake.pendingBytes -= bytes
  }
  const { parcels, rejected } = received
  intake.hints.wake(parcels.map(({ lane }) => lane))
  const messages = parcels.reduce((sum, parcel) => sum + parcel.messages, 0)
  observe('intake', { accepted: messages - rejected.length, refused: rejected.map(({ code }) => code) })
  return rejected
}

async function store(intake: Intake, { key, call, parcels, ip }: ReceivedCall): Promise<void> {
  const source = await findSource(intake, key)
  const wait = await whileAvailable(() => intake.backPressure.retryAfter())
  if (wait !== null) throw tooMuchWaiting(wait)
  await whileAvailable(() => appendToInbox(intake.db.pool, { ...source, call, parcels, ip }))
}

function tooMuchWaiting(seconds: number): HttpError {
  const headers = { 'retry-after': String(seconds), 'x-ratelimit-reset': String(seconds) }
  return new HttpError({ status: 429, code: 'too_many_requests', message: 'Too much is waiting; nothing was taken, send it again.', headers })
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import { MAX_BATCH_BYTES, MAX_MESSAGE_BYTES } from '../../engine/ingest/limits.ts'
import type { EventType } from '../../engine/ingest/message.ts'
import type { Json } from '../../engine/json.ts'
import { observe } from '../../engine/observe.ts'
import { HttpError } from '../http-error.ts'
import { readBody } from '../read-body.ts'
import { respondJson } from '../respond.ts'
import type { RecordBadRequest } from './bad-requests.ts'
import { type ReceivedCall, type Reception, receiveCall } from './receive-call.ts'
import { takeIn } from './take-in.ts'
import type { Intake, TrackingSource } from './tracking-context.ts'
import { whileAvailable } from './unavailable.ts'
import { findSource, writeKeyOf } from './write-key.ts'

export const SUCCESS = '{"success":true}'

/** A body that is no call: the answer to it, and its beginning. */
interface BadBody {
  readonly kind: 'bad'
  readonly problem: HttpError
  readonly sample: Json
}

/** Answers a POST of the tracking API; a 200 is a commit. */
export function callHandler(intake: Intake, recordBadRequest: RecordBadRequest, call: EventType | null) {
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const reading = await read(request, { call, trustedProxies: intake.trustedProxies })
    if (reading.kind === 'bad') {
      const key = writeKeyOf(request, null)
      if (key !== null && request.complete) await record(recordBadRequest, await findSource(intake, key), reading)
      throw reading.problem
    }
    const rejected = await takeIn(intake, reading)
    respondJson(response, 200, rejected.length === 0 ? SUCCESS : JSON.stringify({ success: true, rejected }))
  }
  return (request: IncomingMessage, response: ServerResponse): Promise<void> =>
    handle(request, response).catch((error: unknown) => {
      if (error instanceof HttpError) observe('intake', { accepted: 0, refused: [error.code] })
      throw error
    })
}

async function read(request: IncomingMessage, reception: Reception): Promise<ReceivedCall | BadBody> {
  let body: Buffer = Buffer.alloc(0)
  try {
    body = await readBody(request, reception.call === null ? MAX_BATCH_BYTES : MAX_MESSAGE_BYTES)
    return receiveCall(request, body, reception)
  } catch (error) {
    if (error instanceof HttpError) return { kind: 'bad', problem: error, sample: null }
    if (!(error instanceof SyntaxError)) throw error
    const problem = new HttpError({ status: 400, code: 'bad_request', message: 'The body is not JSON.' }, { cause: error })
    return { kind: 'bad', problem, sample: body.toString('utf8', 0, 1000) }
  }
}

function record(recordBadRequest: RecordBadRequest, { workspaceId, sourceId }: TrackingSource, { problem, sample }: BadBody) {
  const refusal = { kind: 'MESSAGE', code: problem.code, message: problem.message, sourceId, messageId: null, identifiers: [], sample } as const
  return whileAvailable(() => recordBadRequest(workspaceId, refusal))
}

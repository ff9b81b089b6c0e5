import type { IncomingMessage } from 'node:http'
import { type Inspection, inspectBody } from '../../engine/ingest/inspect-body.ts'
import type { EventType } from '../../engine/ingest/message.ts'
import { parseBody } from '../../engine/ingest/parse-body.ts'
import { clientAddress } from '../client-address.ts'
import { writeKeyOf } from './write-key.ts'

/** A call as it goes into the inbox, with the key that says whose it is. */
export interface ReceivedCall extends Inspection {
  readonly kind: 'call'
  readonly call: EventType | null
  readonly key: string | null
  readonly ip: string | null
}

/** What of a request is not in its body. */
export interface Reception {
  readonly call: EventType | null
  readonly trustedProxies: number
}

/**
 * Reads a body; throws SyntaxError when it is not JSON. The parsed messages end here: to keep them while the insert runs would make the garbage
 * collector move them, again and again, for all requests that wait.
 */
export function receiveCall(request: IncomingMessage, body: Buffer, { call, trustedProxies }: Reception): ReceivedCall {
  const parsed = parseBody(body)
  return { kind: 'call', call, key: writeKeyOf(request, parsed), ip: clientAddress(request, trustedProxies), ...inspectBody(body, parsed, call) }
}

import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const ids = new WeakMap<IncomingMessage, string>()

/** The client's own id for the request, if it is one that can be written into a log; else one that is made when it is first asked for. */
export function requestIdOf(request: IncomingMessage): string {
  const known = ids.get(request)
  if (known) return known
  const given = request.headers['x-request-id']
  const id = typeof given === 'string' && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID()
  ids.set(request, id)
  return id
}

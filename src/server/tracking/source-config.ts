import type { IncomingMessage, ServerResponse } from 'node:http'
import { respondJson } from '../respond.ts'
import type { TrackingContext } from './tracking-context.ts'
import { findSource, writeKeyOf } from './write-key.ts'

/** What RudderStack's SDKs fetch first: a source without destinations, so that they send everything here and load nothing from elsewhere. */
export function sourceConfigHandler(context: TrackingContext) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const key = writeKeyOf(request, null)
    const { sourceId } = await findSource(context, key)
    const quiet = { errors: { enabled: false }, metrics: { enabled: false } }
    const source = { id: sourceId, name: 'Tributary', writeKey: key, enabled: true, config: { statsCollection: quiet }, destinations: [] }
    response.setHeader('cache-control', 'private, max-age=60')
    respondJson(response, 200, JSON.stringify({ isHosted: true, source }))
  }
}

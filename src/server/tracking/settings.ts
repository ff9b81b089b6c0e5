import type { IncomingMessage, ServerResponse } from 'node:http'
import { hostOf } from '../client-address.ts'
import { HttpError } from '../http-error.ts'
import { respondJson } from '../respond.ts'
import { segmentsOf } from '../route.ts'
import type { TrackingContext } from './tracking-context.ts'
import { findSource } from './write-key.ts'

const ENABLED = { __default: { enabled: true, integrations: {} } }

/** What SDKs for browsers and phones fetch first: everything goes to the one integration there is, which is this server. */
export function settingsHandler(context: TrackingContext) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const key = decode(segmentsOf(request)[3] ?? '')
    await findSource(context, key)
    response.setHeader('cache-control', 'private, max-age=60')
    respondJson(response, 200, JSON.stringify(settings(key, request, context.trustedProxies)))
  }
}

function settings(key: string, request: IncomingMessage, trustedProxies: number) {
  const apiHost = `${hostOf(request, trustedProxies)}/v1`
  const here = {
    apiKey: key,
    apiHost,
    protocol: protocolOf(request),
    retryQueue: true,
    addBundledMetadata: true,
    unbundledIntegrations: [],
    bundledConfigIds: [],
    unbundledConfigIds: [],
    maybeBundledConfigIds: {},
  }
  return {
    integrations: { 'Segment.io': here },
    plan: { track: ENABLED, identify: ENABLED, group: ENABLED },
    middlewareSettings: {},
    enabledMiddleware: {},
    metrics: { sampleRate: 0, host: apiHost },
    remotePlugins: [],
    edgeFunction: {},
    legacyVideoPluginsEnabled: false,
  }
}

function protocolOf(request: IncomingMessage): 'http' | 'https' {
  return request.headers['x-forwarded-proto'] === 'https' || 'encrypted' in request.socket ? 'https' : 'http'
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch (error) {
    throw new HttpError({ status: 404, code: 'not_found', message: 'There is nothing here.' }, { cause: error })
  }
}

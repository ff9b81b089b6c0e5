import type { IncomingMessage, ServerResponse } from 'node:http'
import type { EventType } from '../../engine/ingest/message.ts'
import { openapiDocument } from '../openapi/document.ts'
import { respondJson } from '../respond.ts'
import type { Route } from '../route.ts'
import { analyticsJsRoutes } from './analytics-js.ts'
import { badRequestRecorder } from './bad-requests.ts'
import { callHandler, SUCCESS } from './handle-call.ts'
import { pixelHandler } from './pixel.ts'
import { settingsHandler } from './settings.ts'
import { sourceConfigHandler } from './source-config.ts'
import type { Intake, TrackingContext } from './tracking-context.ts'

const CALLS: readonly (readonly [EventType | null, readonly string[]])[] = [
  ['IDENTIFY', ['identify', 'i']],
  ['TRACK', ['track', 't']],
  ['PAGE', ['page', 'p']],
  ['SCREEN', ['screen', 's']],
  ['GROUP', ['group', 'g']],
  ['ALIAS', ['alias', 'a']],
  [null, ['batch', 'import', 'b']],
]

// RudderStack's: phones leave out the slash.
const SOURCE_CONFIG = ['/sourceConfig', '/sourceConfig/']

// What SDKs in browsers send of their own accord, and what they are told to: the star stands for all but authorization, in newer browsers.
const CORS = ['authorization', 'content-type', 'content-encoding', 'anonymousid', 'sentat', 'x-retry-count', '*']

const OPENAPI = Buffer.from(JSON.stringify(openapiDocument))

/** The tracking API, as every Segment SDK calls it. */
export function trackingRoutes(context: TrackingContext): Route[] {
  const intake: Intake = { ...context, pendingBytes: 0 }
  const recordBadRequest = badRequestRecorder(context.db)
  const calls = CALLS.flatMap(([call, names]) => {
    const handle = callHandler(intake, recordBadRequest, call)
    const paths = [...names.map((name) => `/v1/${name}`), ...(call === null ? ['/beacon/v1/batch'] : [])]
    return paths.map((path): Route => ({ method: 'POST', path, cors: CORS, handle }))
  })
  const sourceConfig = sourceConfigHandler(context)
  return [
    ...calls,
    ...analyticsJsRoutes(CORS),
    { method: 'POST', path: '/v1/m', cors: CORS, handle: ignore },
    { method: 'GET', path: '/openapi.json', cors: CORS, handle: (_, response) => respondJson(response, 200, OPENAPI) },
    { method: 'GET', path: '/v1/pixel/*', cors: CORS, handle: pixelHandler(intake) },
    { method: 'GET', path: '/v1/projects/*/settings', cors: CORS, handle: settingsHandler(context) },
    ...SOURCE_CONFIG.map((path): Route => ({ method: 'GET', path, cors: CORS, handle: sourceConfig })),
  ]
}

/** What SDKs measure of themselves; nobody reads it here. */
function ignore(request: IncomingMessage, response: ServerResponse): void {
  request.resume().on('end', () => respondJson(response, 200, SUCCESS))
}

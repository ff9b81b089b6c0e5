import type { IncomingMessage, ServerResponse } from 'node:http'
import { MAX_DEPTH, MAX_MESSAGE_BYTES } from '../../engine/ingest/limits.ts'
import type { EventType } from '../../engine/ingest/message.ts'
import { emptyDraft, setPath } from '../../engine/set-path.ts'
import { HttpError } from '../http-error.ts'
import { queryOf, segmentsOf } from '../route.ts'
import { receiveCall } from './receive-call.ts'
import { takeIn } from './take-in.ts'
import type { Intake } from './tracking-context.ts'

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

const CALLS = new Map<string, EventType>([
  ['identify', 'IDENTIFY'],
  ['track', 'TRACK'],
  ['page', 'PAGE'],
  ['screen', 'SCREEN'],
  ['group', 'GROUP'],
  ['alias', 'ALIAS'],
])

/** Takes a call from the address of an image; answers the image whatever comes of it, because nobody looks at anything else. */
export function pixelHandler(intake: Intake) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await takePixel(intake, request)
    } catch (error) {
      if (!(error instanceof HttpError || error instanceof SyntaxError)) throw error
    } finally {
      response.writeHead(200, { 'content-type': 'image/gif', 'content-length': GIF.length, 'cache-control': 'no-store' })
      response.end(GIF)
    }
  }
}

async function takePixel(intake: Intake, request: IncomingMessage): Promise<void> {
  const name = segmentsOf(request)[3] ?? ''
  const call = CALLS.get(name.replace(/\.gif$/, ''))
  const body = pixelBody(queryOf(request))
  if (!call || body.length > MAX_MESSAGE_BYTES) return
  await takeIn(intake, receiveCall(request, body, { call, trustedProxies: intake.trustedProxies }))
}

/** `data` is the message as JSON in base64; without it, every parameter is a field, dotted where it is nested. */
function pixelBody(query: URLSearchParams): Buffer {
  const data = query.get('data')
  // A plus sign that nobody encoded has become a blank.
  if (data !== null) return Buffer.from(data.replaceAll(' ', '+'), 'base64')
  const message = emptyDraft()
  for (const [name, value] of query) {
    const path = name.split('.')
    if (path.length <= MAX_DEPTH) setPath(message, path, value)
  }
  return Buffer.from(JSON.stringify(message))
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import { HttpError } from '../http-error.ts'
import { profileApiDocument } from '../openapi/profile-document.ts'
import { requestIdOf } from '../request-id.ts'
import { respondJson } from '../respond.ts'
import type { Route } from '../route.ts'
import { type Asked, absent, COLLECTIONS, type Collection, findAsked, type ProfileApiContext } from './asked.ts'
import { answerEvents } from './events.ts'
import { answerExternalIds } from './external-ids.ts'
import { answerLinks } from './links.ts'
import { answerMetadata } from './metadata.ts'
import { answerTraits } from './traits.ts'

const ANSWERS: { readonly [route: string]: (asked: Asked) => Promise<object> } = {
  traits: answerTraits,
  external_ids: answerExternalIds,
  events: answerEvents,
  metadata: answerMetadata,
  links: answerLinks,
}

const OPENAPI = Buffer.from(JSON.stringify(profileApiDocument))

/** Segment's Profile API: reads one person or account over plain HTTP, for servers. Pages may not call it, because its key reads everybody. */
export function profileApiRoutes(context: ProfileApiContext): Route[] {
  const routes = (Object.keys(COLLECTIONS) as Collection[]).flatMap((collection) =>
    Object.entries(ANSWERS).map(
      ([route, answer]): Route => ({
        method: 'GET',
        path: `/v1/spaces/*/collections/${collection}/profiles/*/${route}`,
        handle: responding(async (request) => answer(await findAsked(context, request, collection))),
      }),
    ),
  )
  return [
    ...routes,
    { method: 'GET', path: '/v1/spaces/openapi.json', handle: (_, response) => respondJson(response, 200, OPENAPI) },
    { method: 'GET', path: '/v1/spaces/**', handle: responding(async () => Promise.reject(absent('There is nothing here.'))) },
  ]
}

function responding(answer: (request: IncomingMessage) => Promise<object>): Route['handle'] {
  return async (request, response) => {
    response.setHeader('request-id', requestIdOf(request))
    response.setHeader('cache-control', 'no-store')
    try {
      respondJson(response, 200, JSON.stringify(await answer(request)))
    } catch (error) {
      respondError(response, error)
    }
  }
}

/** In the shape that clients of this API know. What is a failure of ours is thrown on, to be heard of. */
function respondError(response: ServerResponse, error: unknown): void {
  const known = error instanceof HttpError ? error : null
  const { status, code, message } = known ?? { status: 500, code: 'internal', message: 'The server failed.' }
  for (const [name, value] of Object.entries(known?.headers ?? {})) response.setHeader(name, value)
  respondJson(response, status, JSON.stringify({ error: { code, message } }))
  if (!known) throw error
}

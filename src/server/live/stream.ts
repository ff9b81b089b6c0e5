import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ExecutionResult, execute, type GraphQLError, subscribe } from 'graphql'
import { z } from 'zod'
import type { Credential } from '../../engine/credentials.ts'
import { observe } from '../../engine/observe.ts'
import { API_ERROR_CODES, apiError } from '../../schema/api-error.ts'
import { MAX_BODY, parseJson, respondErrors } from '../graphql.ts'
import { bearerKey } from '../graphql-access.ts'
import { HttpError, type HttpProblem } from '../http-error.ts'
import { readBody } from '../read-body.ts'
import { requestIdOf } from '../request-id.ts'
import { respondJson } from '../respond.ts'
import type { Route } from '../route.ts'
import { createAdmission } from './admission.ts'
import { EventStream } from './event-stream.ts'
import type { LiveOptions } from './live-options.ts'
import { observeOperation } from './observe-operation.ts'
import type { Operation } from './operation.ts'
import { StreamWatch } from './stream-watch.ts'

export interface StreamApi {
  readonly routes: readonly Route[]
  /** How many are open. */
  size(): number
  /** Ends every stream within `spread` milliseconds, not all at once. */
  close(spread: number): Promise<void>
}

/** GraphQL over server-sent events, one operation for each request ("distinct connections"). */
export function startStreams(options: LiveOptions): StreamApi {
  const watch = new StreamWatch()
  const admit = createAdmission(options.limits, () => watch.size)
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const requestId = requestIdOf(request)
    response.setHeader('x-request-id', requestId)
    try {
      const asked = await take(request, options)
      const refused = watch.closing ? 'full' : admit()
      if (refused) throw busy(refused)
      await run({ ...asked, response, requestId, watch }, options)
    } catch (error) {
      if (response.headersSent) throw error
      if (!(error instanceof HttpError)) options.onError(error, requestId)
      respond(response, error instanceof HttpError ? error : FAILED, requestId)
    }
  }
  return {
    routes: [{ method: 'POST', path: '/graphql/stream', cors: ['authorization', 'content-type', 'x-request-id'], handle }],
    size: () => watch.size,
    close: (spread) => watch.close(spread),
  }
}

const FAILED = { status: 500, code: 'INTERNAL', message: 'The server failed.' }

const busy = (why: 'full' | 'hasty') =>
  why === 'full'
    ? new HttpError({ status: 503, code: 'RATE_LIMITED', message: 'There is no room for another stream here.', headers: { 'retry-after': '5' } })
    : new HttpError({ status: 429, code: 'RATE_LIMITED', message: 'Too many streams begin at once.', headers: { 'retry-after': '1' } })

const Body = z.object({
  query: z.string('`query` is the text of an operation.'),
  operationName: z.string('`operationName` is a string.').nullish(),
  variables: z.record(z.string(), z.unknown(), '`variables` is an object.').nullish(),
})

interface Taken {
  readonly key: string
  readonly credential: Credential
  readonly asked: z.infer<typeof Body>
}

/** What a request asks for, and who asks. Throws HttpError. */
async function take(request: IncomingMessage, { credentials }: LiveOptions): Promise<Taken> {
  const key = bearerKey(request.headers.authorization)
  const credential = key === null ? null : await credentials.find(key)
  // Read all the same, because a client that is cut off while it sends never sees the answer.
  const body = await readBody(request, MAX_BODY)
  if (key === null || !credential) {
    const message = key === null ? 'Present a key: Authorization: Bearer KEY.' : 'There is no such key, or it was revoked.'
    throw new HttpError({ status: 401, code: 'UNAUTHENTICATED', message, headers: { 'www-authenticate': 'Bearer' } })
  }
  const accept = request.headers.accept ?? '*/*'
  if (!/text\/(event-stream|\*)|\*\/\*/i.test(accept))
    throw new HttpError({ status: 406, code: 'BAD_USER_INPUT', message: 'The answer is a stream of events: accept text/event-stream.' })
  const asked = Body.safeParse(parseJson(request, body))
  if (asked.success) return { key, credential, asked: asked.data }
  throw new HttpError({ status: 400, code: 'BAD_USER_INPUT', message: asked.error.issues[0]?.message ?? 'The body is a JSON object.' })
}

interface Running extends Taken {
  readonly response: ServerResponse
  readonly requestId: string
  readonly watch: StreamWatch
}

/** Answers with errors in JSON when the operation cannot begin; else streams until either side ends it. */
async function run({ key, credential, asked, response, requestId, watch }: Running, options: LiveOptions): Promise<void> {
  const { environment, prepare, keys, subscriptions } = options
  const operation = prepare(asked, credential)
  if (!('kind' in operation))
    return respondJson(response, statusOf(operation), JSON.stringify({ errors: subscriptions.present(operation, requestId) }))
  // It went away while we read.
  if (response.destroyed) return
  const stream = new EventStream(response, operation.shared?.since ?? null)
  watch.add(stream)
  const release = keys.hold(key, () => {
    stream.take(subscriptions.print({ errors: [apiError('UNAUTHENTICATED', 'The key was revoked.')] }))
    stream.end()
  })
  observe('connection', { transport: 'sse', change: 1 })
  try {
    await send(stream, { ...operation, contextValue: { ...environment, credential } }, options)
  } finally {
    await stream.closed
    release()
    observe('connection', { transport: 'sse', change: -1 })
  }
}

async function send(stream: EventStream, operation: Operation, { subscriptions }: LiveOptions): Promise<void> {
  const once = (result: ExecutionResult) => {
    observeOperation(operation, result)
    stream.take(subscriptions.print(result))
    stream.end()
  }
  if (operation.kind !== 'subscription') return once(await execute(operation))
  if (operation.shared) {
    const place = await subscriptions.join(operation.shared.key, operation, stream)
    if (!('leave' in place)) return once({ errors: place })
    stream.onFree(() => place.resume())
    return subscribed(stream, operation, () => place.leave())
  }
  const results = await subscribe(operation)
  if (!(Symbol.asyncIterator in results)) return once(results)
  subscribed(stream, operation, () => results.return(undefined))
  for await (const result of results) {
    stream.take(subscriptions.print(result))
    await stream.room()
  }
  stream.end()
}

/** Some errors say with which status they are answered. */
function statusOf([error]: readonly GraphQLError[]): number {
  const http = error?.extensions['http'] as { status?: number } | undefined
  return http?.status ?? 400
}

/** Releases what a subscription holds as soon as its stream is over. */
function subscribed(stream: EventStream, operation: Operation, release: () => unknown): void {
  observeOperation(operation, {})
  observe('subscription', { change: 1 })
  void stream.closed.then(() => {
    observe('subscription', { change: -1 })
    return release()
  })
}

function respond(response: ServerResponse, problem: HttpProblem, requestId: string): void {
  const { status, code, message, headers } = problem
  // What went wrong with the request itself has a code of its own kind.
  const known = API_ERROR_CODES.find((one) => one === code) ?? 'BAD_USER_INPUT'
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value)
  observe('operation', { type: 'none', code: known, seconds: null })
  respondErrors(response, status, { message, extensions: { code: known, requestId } })
}

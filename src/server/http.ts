import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { HttpError, type HttpProblem } from './http-error.ts'
import { requestIdOf } from './request-id.ts'
import { respondProblem } from './respond.ts'
import { createRouter, pathOf, type Route, type RouteMatch } from './route.ts'

const SECOND = 1000

export interface HttpOptions {
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  readonly routes: readonly Route[]
  /** Takes over a socket that asks for another protocol; the one who takes it closes it. */
  readonly onUpgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Hears of failures of ours; the client is told no more than that there was one. */
  readonly onError: (error: unknown, requestId: string) => void
  /** Hears of every request, when its answer is sent or its client gone. */
  readonly onAnswered?: (answered: Answered) => void
}

/** A request as it may be logged: the path is that of the route, because the path itself can hold a key or a whole message. */
export interface Answered {
  readonly request: IncomingMessage
  readonly method: string
  readonly route: string
  readonly status: number
  readonly seconds: number
}

export interface HttpServer {
  readonly port: number
  /** Accepts nothing new, finishes what runs, then ends: after `patience` milliseconds at the latest. */
  close(patience?: number): Promise<void>
}

/** Listens; resolves once it does. */
export async function startHttpServer(options: HttpOptions): Promise<HttpServer> {
  const route = createRouter(options.routes)
  const running = new Set<ServerResponse>()
  let draining = false
  const server = createServer(
    {
      // Longer than the 60 seconds after which load balancers drop an idle connection.
      keepAliveTimeout: 65 * SECOND,
      headersTimeout: 20 * SECOND,
      requestTimeout: 60 * SECOND,
      // The pixel carries a message of up to 32 KB, in base64, in its address.
      maxHeaderSize: 64 * 1024,
    },
    (request, response) => {
      if (draining) response.setHeader('connection', 'close')
      running.add(response)
      response.once('close', () => running.delete(response))
      const match = route(request.method ?? '', pathOf(request))
      if (options.onAnswered) tellWhenAnswered({ request, response, match }, options.onAnswered)
      answer({ request, response, match, onError: options.onError })
    },
  )
  if (options.onUpgrade) server.on('upgrade', options.onUpgrade)
  await listen(server, options)
  return {
    port: (server.address() as AddressInfo).port,
    async close(patience = 10 * SECOND) {
      draining = true
      // Idle connections are closed at once; these as soon as they have their answer.
      for (const response of running) if (!response.headersSent) response.setHeader('connection', 'close')
      await closeServer(server, patience)
    },
  }
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly match: RouteMatch
  readonly onError: HttpOptions['onError']
}

function tellWhenAnswered({ request, response, match }: Omit<Exchange, 'onError'>, onAnswered: (answered: Answered) => void): void {
  const start = performance.now()
  response.once('close', () => {
    const seconds = (performance.now() - start) / 1000
    const status = response.writableFinished ? response.statusCode : GONE
    onAnswered({ request, method: METHODS.has(request.method) ? (request.method ?? '') : 'other', route: match.path ?? 'none', status, seconds })
  })
}

/** As proxies write that the client went away before its answer. */
const GONE = 499
const METHODS: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD', 'POST', 'OPTIONS'])

async function answer({ request, response, match, onError }: Exchange): Promise<void> {
  if (match.cors) response.setHeader('access-control-allow-origin', '*')
  try {
    if (match.route) await match.route.handle(request, response)
    else if (request.method === 'OPTIONS' && match.cors) preflight(response, match)
    else throw notFound(match.methods)
  } catch (error) {
    if (!(error instanceof HttpError)) onError(error, requestIdOf(request))
    if (response.headersSent && !response.writableEnded) response.destroy()
    const problem = error instanceof HttpError ? error : INTERNAL
    // Else a page of another origin does not see when it may come again.
    if (match.cors && problem.headers && !response.headersSent)
      response.setHeader('access-control-expose-headers', Object.keys(problem.headers).join(', '))
    if (!response.headersSent) respondProblem(response, problem)
  }
}

const INTERNAL: HttpProblem = { status: 500, code: 'internal', message: 'The server failed.' }

function notFound(methods: readonly string[]): HttpError {
  if (methods.length === 0) return new HttpError({ status: 404, code: 'not_found', message: 'There is nothing here.' })
  const allow = methods.join(', ')
  return new HttpError({ status: 405, code: 'method_not_allowed', message: `Only ${allow} here.`, headers: { allow } })
}

function preflight(response: ServerResponse, { methods, cors }: RouteMatch): void {
  response.writeHead(204, {
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': (cors ?? []).join(', '),
    'access-control-max-age': '86400',
  })
  response.end()
}

function listen(server: Server, { host, port }: HttpOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function closeServer(server: Server, patience: number): Promise<void> {
  return new Promise((resolve) => {
    const impatient = setTimeout(() => {
      server.closeAllConnections()
      resolve()
    }, patience)
    server.close(() => {
      clearTimeout(impatient)
      resolve()
    })
  })
}

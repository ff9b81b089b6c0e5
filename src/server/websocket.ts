import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type ExecutionArgs, GraphQLError, getOperationAST, parse, specifiedRules, validate } from 'graphql'
import { type Context, handleProtocols, makeServer, type OperationResult, type ServerOptions, type SubscribePayload } from 'graphql-ws'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Credential } from '../engine/credentials.ts'
import { observe } from '../engine/observe.ts'
import { apiError } from '../schema/api-error.ts'
import type { GraphqlOptions } from './graphql.ts'
import { allow, bearerKey } from './graphql-access.ts'
import { presentError, withRequestId } from './graphql-errors.ts'
import { limits, PARSE_OPTIONS, VALIDATION_OPTIONS } from './graphql-limits.ts'
import { pathOf } from './route.ts'

const MAX_PAYLOAD = 64 * 1024
const KEEP_ALIVE = 12_000
const INIT_TIMEOUT = 3_000
const MAX_SUBSCRIPTIONS = 50
const SERVICE_RESTART = 1012

export interface WebSocketApi {
  /** Takes over sockets that ask for /graphql, and refuses others. */
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Sends everybody away within `spread` milliseconds, not all at once, so that they do not come back all at once. */
  close(spread?: number): Promise<void>
}

/** GraphQL over WebSocket, by the protocol graphql-transport-ws. */
export function startWebSocket(options: GraphqlOptions): WebSocketApi {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD, perMessageDeflate: false, handleProtocols })
  const protocol = makeServer(protocolOptions(options))
  let closing = false
  return {
    onUpgrade(request, socket, head) {
      if (closing || pathOf(request) !== '/graphql') return refuse(socket, closing ? '503 Service Unavailable' : '404 Not Found')
      sockets.handleUpgrade(request, socket, head, (opened) => serve(opened, protocol, options.onError))
    },
    async close(spread = 1_000) {
      closing = true
      await Promise.all([...sockets.clients].map((socket) => sendAway(socket, Math.random() * spread)))
      sockets.close()
    },
  }
}

interface Extra {
  credential: Credential | null
  /** The ids of its subscriptions. */
  readonly running: Set<string>
}
type Protocol = ReturnType<typeof makeServer<Record<string, unknown>, Extra>>

function serve(socket: WebSocket, protocol: Protocol, onError: GraphqlOptions['onError']): void {
  // A frame that is too large, or no frame at all: ws closes the socket by itself.
  socket.on('error', () => {})
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (data) => new Promise((resolve) => socket.send(data, () => resolve())),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (take) =>
        socket.on('message', (data) => {
          take(String(data)).catch((error: unknown) => {
            onError(error)
            socket.close(4500, 'Internal server error')
          })
        }),
    },
    { credential: null, running: new Set() },
  )
  const stopPings = keepAlive(socket)
  observe('connection', { transport: 'websocket', change: 1 })
  socket.once('close', (code, reason) => {
    observe('connection', { transport: 'websocket', change: -1 })
    stopPings()
    closed(code, String(reason)).catch((error: unknown) => onError(error))
  })
}

/** Pings, and ends a socket whose other side no longer answers. */
function keepAlive(socket: WebSocket): () => void {
  let answered = true
  const timer = setInterval(() => {
    if (!answered) return socket.terminate()
    answered = false
    socket.ping()
  }, KEEP_ALIVE)
  socket.on('pong', () => {
    answered = true
  })
  return () => clearInterval(timer)
}

function protocolOptions({ schema, environment, credentials, onError }: GraphqlOptions): ServerOptions<Record<string, unknown>, Extra> {
  const present = (errors: readonly GraphQLError[]) => {
    const requestId = randomUUID()
    return errors.map((error) =>
      withRequestId(
        presentError(error, (cause) => onError(cause, requestId)),
        requestId,
      ),
    )
  }
  return {
    connectionInitWaitTimeout: INIT_TIMEOUT,
    async onConnect({ connectionParams, extra }) {
      const key = bearerKey(authorizationIn(connectionParams))
      extra.credential = key === null ? null : await credentials.find(key)
      // False: 4403.
      return extra.credential !== null
    },
    onSubscribe({ extra, subscriptions }: Context<Record<string, unknown>, Extra>, _id, payload) {
      if (!extra.credential) return [apiError('UNAUTHENTICATED', 'Present a key.')]
      if (Object.keys(subscriptions).length > MAX_SUBSCRIPTIONS)
        return [apiError('RATE_LIMITED', `A socket has at most ${MAX_SUBSCRIPTIONS} operations at a time.`)]
      const prepared = prepare(schema, payload, extra.credential)
      return Array.isArray(prepared) ? prepared : { ...prepared, contextValue: { ...environment, credential: extra.credential } }
    },
    async onOperation({ extra }, id, _payload, args, operation) {
      const result = await operation
      observeOperation(args, result)
      if (Symbol.asyncIterator in result) {
        extra.running.add(id)
        observe('subscription', { change: 1 })
      }
    },
    onComplete({ extra }, id) {
      if (extra.running.delete(id)) observe('subscription', { change: -1 })
    },
    onNext: (_context, _id, _payload, _args, { data, errors }) => ({
      ...(data !== undefined && { data }),
      ...(errors && { errors: present(errors) }),
    }),
    onError: (_context, _id, _payload, errors) => present(errors),
  }
}

function observeOperation({ document, operationName }: ExecutionArgs, result: Awaited<OperationResult>): void {
  const type = getOperationAST(document, operationName)?.operation ?? 'none'
  const failed = 'errors' in result && result.errors !== undefined && result.errors.length > 0
  observe('operation', { type, code: failed ? String(presentError(result.errors?.[0], () => {}).extensions?.['code']) : null, seconds: null })
}

/** Parses, validates and authorises an operation: what is wrong with it, or what to execute. */
function prepare(
  schema: ExecutionArgs['schema'],
  { query, variables, operationName }: SubscribePayload,
  credential: Credential,
): ExecutionArgs | GraphQLError[] {
  try {
    const document = parse(query, PARSE_OPTIONS)
    const errors = validate(schema, document, [...specifiedRules, limits], VALIDATION_OPTIONS)
    if (errors.length > 0) return [...errors]
    const operation = getOperationAST(document, operationName)
    if (!operation) return [apiError('BAD_USER_INPUT', 'Say by `operationName` which operation to run.')]
    allow(operation, credential)
    return { schema, document, operationName, variableValues: variables }
  } catch (error) {
    if (error instanceof GraphQLError) return [error]
    throw error
  }
}

function authorizationIn(params: Readonly<Record<string, unknown>> | undefined): unknown {
  for (const [name, value] of Object.entries(params ?? {})) if (name.toLowerCase() === 'authorization') return value
  return undefined
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function sendAway(socket: WebSocket, delay: number): Promise<void> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => socket.terminate(), delay + 1_000)
    socket.once('close', () => {
      clearTimeout(patience)
      resolve()
    })
    setTimeout(() => socket.close(SERVICE_RESTART, 'Service restart'), delay)
  })
}

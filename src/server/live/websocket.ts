import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type ExecutionArgs, subscribe } from 'graphql'
import { type Context, handleProtocols, makeServer, type ServerOptions } from 'graphql-ws'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Credential } from '../../engine/credentials.ts'
import { observe } from '../../engine/observe.ts'
import { apiError } from '../../schema/api-error.ts'
import { bearerKey } from '../graphql-access.ts'
import { pathOf } from '../route.ts'
import { createAdmission } from './admission.ts'
import type { LiveOptions } from './live-options.ts'
import { observeOperation } from './observe-operation.ts'
import type { Operation } from './operation.ts'
import { Outlet } from './outlet.ts'
import { SharedStream } from './shared-stream.ts'
import { SocketWatch } from './socket-watch.ts'

const MAX_PAYLOAD = 64 * 1024
const INIT_TIMEOUT = 3_000
const MAX_OPERATIONS = 50
const FORBIDDEN = 4403
const SERVICE_RESTART = 1012

export interface WebSocketApi {
  /** Takes over sockets that ask for /graphql, and refuses others. */
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** How many are open. */
  size(): number
  /** Sends everybody away within `spread` milliseconds, not all at once. */
  close(spread: number): Promise<void>
}

/** GraphQL over WebSocket, by the protocol graphql-transport-ws. */
export function startWebSocket(options: LiveOptions): WebSocketApi {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD, perMessageDeflate: false, handleProtocols })
  const watch = new SocketWatch(sockets.clients)
  const protocol = makeServer(protocolOptions(options))
  const admit = createAdmission(options.limits, () => sockets.clients.size)
  let closing = false
  return {
    onUpgrade(request, socket, head) {
      if (closing) return refuse(socket, '503 Service Unavailable')
      if (pathOf(request) !== '/graphql') return refuse(socket, '404 Not Found')
      const refused = admit()
      if (refused) return refuse(socket, STATUS[refused])
      sockets.handleUpgrade(request, socket, head, (opened) => {
        watch.add(opened)
        serve({ socket: opened, raw: socket }, protocol, options)
      })
    },
    size: () => sockets.clients.size,
    async close(spread) {
      closing = true
      await Promise.all([...sockets.clients].map((socket) => sendAway(socket, Math.random() * spread)))
      watch.close()
      sockets.close()
    },
  }
}

interface Extra {
  readonly socket: WebSocket
  readonly raw: Duplex
  credential: Credential | null
  /** Made with the first subscription: an idle socket needs none. */
  outlet: Outlet | null
  /** The ids of its subscriptions. */
  running: Set<string> | null
  release: () => void
}
type Params = Record<string, unknown>
type Protocol = ReturnType<typeof makeServer<Params, Extra>>

function serve({ socket, raw }: Pick<Extra, 'socket' | 'raw'>, protocol: Protocol, { onError }: LiveOptions): void {
  // A frame that is too large, or no frame at all: ws closes the socket by itself.
  socket.on('error', ignore)
  const extra: Extra = { socket, raw, credential: null, outlet: null, running: null, release: ignore }
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
    extra,
  )
  observe('connection', { transport: 'websocket', change: 1 })
  socket.once('close', (code, reason) => {
    observe('connection', { transport: 'websocket', change: -1 })
    extra.release()
    closed(code, String(reason)).catch((error: unknown) => onError(error))
  })
}

const ignore = () => {}

/** An operation that runs on a socket. */
interface Running extends Operation {
  readonly id: string
  readonly outlet: Outlet
}

function protocolOptions({ environment, credentials, subscriptions, keys, prepare }: LiveOptions): ServerOptions<Params, Extra> {
  return {
    connectionInitWaitTimeout: INIT_TIMEOUT,
    async onConnect({ connectionParams, extra }) {
      const key = bearerKey(authorizationIn(connectionParams))
      extra.credential = key === null ? null : await credentials.find(key)
      if (key === null || !extra.credential) return false // 4403
      if (extra.socket.readyState === extra.socket.OPEN) extra.release = keys.hold(key, () => extra.socket.close(FORBIDDEN, 'Forbidden'))
      return true
    },
    onSubscribe({ extra, subscriptions: running }: Context<Params, Extra>, id, payload) {
      if (!extra.credential) return [apiError('UNAUTHENTICATED', 'Present a key.')]
      if (Object.keys(running).length > MAX_OPERATIONS)
        return [apiError('RATE_LIMITED', `A socket has at most ${MAX_OPERATIONS} operations at a time.`)]
      const operation = prepare(payload, extra.credential)
      if (!('kind' in operation)) return [...operation]
      extra.outlet ??= new Outlet(extra.socket, extra.raw)
      return { ...operation, id, outlet: extra.outlet, contextValue: { ...environment, credential: extra.credential } }
    },
    async subscribe(args: ExecutionArgs) {
      const { id, outlet, shared } = args as Running
      if (!shared) return subscribe(args)
      const stream = new SharedStream({ id, since: shared.since, outlet })
      const place = await subscriptions.join(shared.key, args, stream)
      return 'leave' in place ? stream.hold(place) : { errors: place }
    },
    async onOperation({ extra }, id, _payload, args, operation) {
      const result = await operation
      observeOperation(args as Running, 'errors' in result ? result : {})
      if (!(Symbol.asyncIterator in result)) return
      extra.running ??= new Set()
      extra.running.add(id)
      observe('subscription', { change: 1 })
    },
    onComplete({ extra }, id) {
      if (extra.running?.delete(id)) observe('subscription', { change: -1 })
    },
    onNext: (_context, _id, _payload, _args, { data, errors }) => ({
      ...(data !== undefined && { data }),
      ...(errors && { errors: subscriptions.present(errors) }),
    }),
    onError: (_context, _id, _payload, errors) => subscriptions.present(errors),
  }
}

function authorizationIn(params: Readonly<Record<string, unknown>> | undefined): unknown {
  for (const [name, value] of Object.entries(params ?? {})) if (name.toLowerCase() === 'authorization') return value
  return undefined
}

const STATUS = { full: '503 Service Unavailable', hasty: '429 Too Many Requests' } as const

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

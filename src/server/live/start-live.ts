import type { GraphqlOptions } from '../graphql.ts'
import { KeyWatch } from './key-watch.ts'
import { Subscriptions } from './subscriptions.ts'
import { type SocketLimits, startWebSocket, type WebSocketApi } from './websocket.ts'

/** A process keeps ten thousand dashboards on two cores; those beyond go to the next process. */
export const SOCKET_LIMITS: SocketLimits = { sockets: 10_000, perSecond: 500 }

/** Subscriptions over WebSocket. */
export function startLive(options: GraphqlOptions, limits: SocketLimits = SOCKET_LIMITS): WebSocketApi {
  const subscriptions = new Subscriptions(options.onError)
  const keys = new KeyWatch(options.environment.db.pool, options.onError)
  return startWebSocket({ ...options, subscriptions, keys, limits })
}

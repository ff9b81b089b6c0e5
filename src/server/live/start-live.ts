import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { GraphqlOptions } from '../graphql.ts'
import type { Route } from '../route.ts'
import type { Limits } from './admission.ts'
import { KeyWatch } from './key-watch.ts'
import { createPreparer } from './operation.ts'
import { startStreams } from './stream.ts'
import { Subscriptions } from './subscriptions.ts'
import { startWebSocket } from './websocket.ts'

/** A process keeps ten thousand dashboards on two cores; those beyond go to the next process. */
const LIMITS: Limits = { open: 10_000, perSecond: 500 }

export interface LiveApi {
  readonly routes: readonly Route[]
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Sends everybody away, a thousand in a second, so that they do not come back all at once; at most so long, in milliseconds. */
  close(patience?: number): Promise<void>
}

/** Subscriptions over WebSocket and as server-sent events: what is the same for many is executed once, whatever it is sent over. */
export function startLive(options: GraphqlOptions, limits: Limits = LIMITS): LiveApi {
  const live = {
    ...options,
    limits,
    prepare: createPreparer(options.schema),
    subscriptions: new Subscriptions(options.onError),
    keys: new KeyWatch(options.environment.db.pool, options.onError),
  }
  const sockets = startWebSocket(live)
  const streams = startStreams(live)
  return {
    routes: streams.routes,
    onUpgrade: sockets.onUpgrade,
    async close(patience = 4_000) {
      const spread = Math.min(patience, sockets.size() + streams.size())
      await Promise.all([sockets.close(spread), streams.close(spread)])
    },
  }
}

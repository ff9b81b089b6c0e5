import type { Config } from '../config.ts'
import { connect } from '../db/db.ts'
import { createCredentials } from '../engine/credentials.ts'
import type { Outbound } from '../engine/delivery/outbound.ts'
import { firstWorkspace } from '../engine/import/import-target.ts'
import { createBackPressure } from '../engine/ingest/back-pressure.ts'
import { LiveHub } from '../engine/live/live-hub.ts'
import { attachBoard } from '../queue/attach-board.ts'
import type { Queues } from '../queue/queues.ts'
import { schema } from '../schema/index.ts'
import { exportFileRoutes } from '../server/export-files.ts'
import { startGraphql } from '../server/graphql.ts'
import { type HttpServer, startHttpServer } from '../server/http.ts'
import { startLive } from '../server/live/start-live.ts'
import { pageRoutes } from '../server/page/page-routes.ts'
import { profileApiRoutes } from '../server/profile-api/profile-api-routes.ts'
import { queueBoardRoutes } from '../server/queue-board.ts'
import { trackingRoutes } from '../server/tracking/tracking-routes.ts'
import type { Closing } from './closing.ts'
import { type Log, reportErrors } from './log.ts'
import type { Watch } from './open-watch.ts'
import { codeOf, StartupError } from './startup-error.ts'

const CONNECTIONS = 10
// Of the 15 seconds that all of stopping may take.
const DRAIN = 5_000

export interface ApiOptions {
  readonly config: Config
  readonly databaseUrl: string
  readonly queues: Queues
  readonly outbound: Outbound
  /** The read key of the demo, where there is one and it is known. */
  readonly demoKey: string | null
  readonly watch: Watch
  readonly log: Log
}

/** Starts the HTTP side of the program; answers the port it listens on. */
export async function openApi({ config, databaseUrl, queues, outbound, demoKey, watch, log }: ApiOptions, closing: Closing): Promise<number> {
  const db = connect(databaseUrl, { max: CONNECTIONS, name: 'tributary-api' })
  closing.add(db.close)
  const onError = reportErrors('HTTP', log)
  const hub = new LiveHub({ db: db.pool, relay: queues.relay, onError })
  closing.add(() => hub.close())
  const credentials = createCredentials(db.pool)
  const backPressure = createBackPressure(db.pool, { maxBytes: config.inboxMaxBytes })
  const environment = {
    db,
    hub,
    hints: queues.hints,
    deliveryHints: queues.deliveries.hints,
    exportHints: queues.exports.hints,
    outbound,
    backPressure,
  }
  const graphqlOptions = { schema, environment, credentials, onError }
  const graphql = await startGraphql(graphqlOptions)
  closing.add(graphql.close)
  const live = startLive(graphqlOptions)
  const routes = [
    ...watch.routes,
    ...queueBoardRoutes({ credentials, workspace: () => firstWorkspace(db.pool), attach: (adapter) => attachBoard(queues, adapter) }),
    ...trackingRoutes({ db, credentials, hints: queues.hints, backPressure, trustedProxies: config.trustedProxies }),
    ...profileApiRoutes({ db: db.pool, credentials }),
    ...exportFileRoutes({ db: db.pool, credentials, dataDir: config.dataDir }),
    ...graphql.routes,
    ...live.routes,
    ...pageRoutes({ demoKey }),
  ]
  const { host, port } = config
  const { onAnswered } = watch
  const server = await listening(startHttpServer({ host, port, routes, onUpgrade: live.onUpgrade, onAnswered, onError }), config)
  // Together: the server waits for its sockets and streams.
  closing.add(async () => void (await Promise.all([server.close(DRAIN), live.close()])))
  return server.port
}

/** Waits until a server listens; throws StartupError where what was asked for cannot be had. */
export async function listening(server: Promise<HttpServer>, { host, port }: Pick<Config, 'host' | 'port'>): Promise<HttpServer> {
  try {
    return await server
  } catch (error) {
    const at = `Port ${port} of ${host}`
    switch (codeOf(error)) {
      case 'EADDRINUSE':
        throw new StartupError(`${at} is taken by another program: stop that one, or set PORT.`, { cause: error })
      case 'EACCES':
        throw new StartupError(`${at} is not ours to open: set PORT to 1024 or more.`, { cause: error })
      case 'EADDRNOTAVAIL':
      case 'ENOTFOUND':
        throw new StartupError(`${host} is no address of this machine: set HOST.`, { cause: error })
      default:
        throw error
    }
  }
}

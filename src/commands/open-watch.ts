import { readFileSync } from 'node:fs'
import type { Config, Role } from '../config.ts'
import { connect } from '../db/db.ts'
import { migrationNames } from '../db/migrate.ts'
import type { Queues } from '../queue/queues.ts'
import { createHealth } from '../server/health.ts'
import { type Answered, type HttpServer, startHttpServer } from '../server/http.ts'
import { createMetrics } from '../server/metrics/metrics.ts'
import { requestIdOf } from '../server/request-id.ts'
import type { Route } from '../server/route.ts'
import type { Closing } from './closing.ts'
import { type Log, reportErrors } from './log.ts'
import { listening } from './open-api.ts'

// Of their own, so that looking works while everything else waits for a connection.
const CONNECTIONS = 2

export interface WatchOptions {
  readonly databaseUrl: string
  readonly queues: Queues
  readonly roles: readonly Role[]
  readonly log: Log
}

/** How others see how this process is: health and metrics. */
export interface Watch {
  readonly routes: readonly Route[]
  readonly onAnswered: (answered: Answered) => void
  /** Says from now on that it is not ready. */
  drain(): void
}

export function openWatch({ databaseUrl, queues, roles, log }: WatchOptions, closing: Closing): Watch {
  const db = connect(databaseUrl, { max: CONNECTIONS, name: 'tributary-watch' })
  closing.add(db.close)
  const metrics = createMetrics({ db: db.pool, version: version(), roles })
  closing.add(metrics.close)
  const health = createHealth({ db: db.pool, queue: () => queues.answers(), migrations: migrationNames() })
  return {
    routes: [...health.routes, ...metrics.routes],
    drain: health.drain,
    onAnswered(answered) {
      metrics.onAnswered(answered)
      if (log.isLevelEnabled('debug')) logRequest(answered, log)
    },
  }
}

function logRequest({ request, method, route, status, seconds }: Answered, log: Log): void {
  log.debug({ requestId: requestIdOf(request), method, route, status, ms: Math.round(seconds * 1000) }, 'request')
}

/** The HTTP side of a process that is no API; answers its port. */
export async function serveWatch(
  { host, workerPort: port }: Config,
  { routes, onAnswered }: Watch,
  { log, closing }: { log: Log; closing: Closing },
): Promise<number> {
  const server: HttpServer = await listening(startHttpServer({ host, port, routes, onAnswered, onError: reportErrors('HTTP', log) }), { host, port })
  closing.add(() => server.close())
  return server.port
}

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
  return version
}

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Queryable } from '../../db/db.ts'
import type { Answered } from '../http.ts'
import type { Route } from '../route.ts'
import { databaseGauges } from './database-gauges.ts'
import { observedMetrics } from './observed-metrics.ts'

const LATENCIES = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export interface MetricsOptions {
  readonly db: Queryable
  readonly version: string
  readonly roles: readonly string[]
}

/** What one process counts, and GET /metrics to read it. */
export interface Metrics {
  readonly routes: readonly Route[]
  readonly onAnswered: (answered: Answered) => void
  close(): void
}

export function createMetrics({ db, version, roles }: MetricsOptions): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const stop = observedMetrics(registry)
  const look = databaseGauges(registry, db)
  const registers = [registry]
  const requests = new Counter({
    name: 'tributary_http_requests_total',
    help: 'HTTP requests answered; 499: the client went away before.',
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  const seconds = new Histogram({
    name: 'tributary_http_request_duration_seconds',
    help: 'How long an HTTP request took, its body included.',
    labelNames: ['route'],
    buckets: LATENCIES,
    registers,
  })
  new Gauge({ name: 'tributary_info', help: 'Always 1: what runs here.', labelNames: ['version', 'roles'], registers }).set(
    { version, roles: roles.join(',') },
    1,
  )
  return {
    routes: [
      {
        method: 'GET',
        path: '/metrics',
        async handle(_, response) {
          await look()
          const text = await registry.metrics()
          response.writeHead(200, { 'content-type': registry.contentType, 'content-length': Buffer.byteLength(text) })
          response.end(text)
        },
      },
    ],
    onAnswered({ method, route, status, seconds: taken }) {
      requests.inc({ method, route, status })
      seconds.observe({ route }, taken)
    },
    close() {
      stop()
      registry.clear()
    },
  }
}

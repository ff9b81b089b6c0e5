import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import { onObserved } from '../../engine/observe.ts'

const LATENCIES = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const SIZES = [1, 5, 10, 50, 100, 250, 500, 1000, 1500, 2000, 2500]

/** Counts what is observed in this process until what it answers is called. */
export function observedMetrics(registry: Registry): () => void {
  const make = { registers: [registry] }
  const counter = (name: string, help: string, labelNames: string[] = []) => new Counter({ name, help, labelNames, ...make })
  const histogram = (name: string, help: string, labelNames: string[] = [], buckets = LATENCIES) =>
    new Histogram({ name, help, labelNames, buckets, ...make })

  const accepted = counter('tributary_messages_accepted_total', 'Messages stored by the tracking API, by ingest and by imports.')
  const refused = counter('tributary_messages_refused_total', 'Messages refused at the door, by code; a body refused as a whole is one.', ['code'])
  const processed = counter('tributary_messages_processed_total', 'Messages that took effect.')
  const chunkSeconds = histogram('tributary_chunk_duration_seconds', 'How long a chunk took, from taking its lane to its commit.')
  const chunkMessages = histogram('tributary_chunk_messages', 'How many messages a chunk had.', [], SIZES)
  const chunkFailures = counter('tributary_chunk_failures_total', 'Chunks that failed and were tried again, halved or set aside, by kind.', ['kind'])
  const refusals = counter('tributary_refusals_total', 'Refusals recorded, by code.', ['code'])
  const leafReads = counter('tributary_leaf_reads_total', 'Leaves of profiles that were read from the events instead of from state, by why.', ['why'])
  const operations = counter('tributary_graphql_requests_total', 'GraphQL operations answered, by type and by the code of their first error.', [
    'type',
    'code',
  ])
  const operationSeconds = histogram('tributary_graphql_request_duration_seconds', 'How long queries and mutations took.', ['type'])
  const connections = new Gauge({ name: 'tributary_connections_open', help: 'Live connections, by transport.', labelNames: ['transport'], ...make })
  const subscriptions = new Gauge({ name: 'tributary_subscriptions_open', help: 'Subscriptions that run.', ...make })
  const deliveries = counter('tributary_deliveries_total', 'Attempts to deliver, by kind of destination and outcome.', ['destination', 'outcome'])
  const deliverySeconds = histogram('tributary_delivery_duration_seconds', 'How long an attempt to deliver took, by kind of destination.', [
    'destination',
  ])
  const exportRows = counter('tributary_export_rows_total', 'Rows in files of exports that are whole.')
  const exportBytes = counter('tributary_export_bytes_total', 'The bytes of these files.')
  const exportRuns = counter('tributary_export_runs_total', 'Runs of exports that ended here, or were left to another time, by outcome.', ['outcome'])
  for (const transport of ['websocket', 'sse']) connections.set({ transport }, 0)
  for (const why of ['missing', 'edge']) leafReads.inc({ why }, 0)

  const stops = [
    onObserved('intake', (intake) => {
      accepted.inc(intake.accepted)
      for (const code of intake.refused) refused.inc({ code })
    }),
    onObserved('chunk', ({ messages, seconds }) => {
      processed.inc(messages)
      chunkMessages.observe(messages)
      chunkSeconds.observe(seconds)
    }),
    onObserved('chunkFailed', ({ kind }) => chunkFailures.inc({ kind })),
    onObserved('refusals', (codes) => {
      for (const code of codes) refusals.inc({ code })
    }),
    onObserved('leafRead', ({ why, profiles }) => leafReads.inc({ why }, profiles)),
    onObserved('operation', ({ type, code, seconds }) => {
      operations.inc({ type, code: code ?? 'OK' })
      if (seconds !== null) operationSeconds.observe({ type }, seconds)
    }),
    onObserved('connection', ({ transport, change }) => connections.inc({ transport }, change)),
    onObserved('subscription', ({ change }) => subscriptions.inc(change)),
    onObserved('exportFile', ({ rows, bytes }) => {
      exportRows.inc(rows)
      exportBytes.inc(bytes)
    }),
    onObserved('exportRun', ({ outcome }) => exportRuns.inc({ outcome })),
    onObserved('delivery', ({ destination, outcome, seconds }) => {
      deliveries.inc({ destination, outcome })
      deliverySeconds.observe({ destination }, seconds)
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

import { describe, expect } from 'vitest'
import { connect } from '../../src/db/db.ts'
import { startHttpServer } from '../../src/server/http.ts'
import { createMetrics, type Metrics } from '../../src/server/metrics/metrics.ts'
import { page } from '../docs/page.ts'
import { test as base } from '../helpers/database.ts'
import { testDeliveries, webhookTo } from '../helpers/deliveries.ts'
import { makeWorkspace, send, testWorker } from '../helpers/engine.ts'
import { startFarEnd } from '../helpers/far-end.ts'
import { startTestApi } from '../helpers/graphql-server.ts'

interface Scrape {
  /** The value of a series, as it is written: `name{label="value"}`; undefined: it is not there. */
  value(series: string): number | undefined
  readonly text: string
}

/** `scrape`: what Prometheus reads from a process that counts what this test does. */
const test = base.extend<{ scrape: () => Promise<Scrape> }>({
  scrape: async ({ db }, use) => {
    const metrics: Metrics = createMetrics({ db: db.pool, version: '1.2.3', roles: ['api', 'worker'] })
    const { onAnswered } = metrics
    const server = await startHttpServer({ host: '127.0.0.1', port: 0, routes: metrics.routes, onAnswered, onError: () => {} })
    await use(async () => {
      const text = await (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text()
      const series = new Map(
        text
          .split('\n')
          .flatMap((line) =>
            /^(\w.*) (\S+)$/.test(line) ? [[line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))] as const] : [],
          ),
      )
      return { value: (name) => series.get(name), text }
    })
    await server.close(100)
    metrics.close()
  },
})

describe('GET /metrics', () => {
  test('is what docs/operations.md lists, by name and type', async ({ scrape }) => {
    const { text } = await scrape()
    const actual = [...text.matchAll(/^# TYPE (tributary_\w+) (\w+)$/gm)].map(([, name, type]) => [name, type])
    const table = page('docs/operations.md').tables.find(({ head }) => head[0] === 'metric')
    const listed = table?.rows.map(([name = '', type = '']) => [name.replaceAll('`', ''), type.split(',')[0]])
    expect(actual.sort()).toEqual(listed?.sort())
    expect(text).toContain('process_cpu_seconds_total')
    for (const [, name = ''] of page('docs/operations.md').text.matchAll(/\b(tributary_\w+?)(?:_bucket|_sum|_count)?[[{) ]/g))
      expect(text).toContain(`# TYPE ${name} `)
  })

  test('shows what waits, then what took effect and what was refused', async ({ db, scrape }) => {
    const workspace = await makeWorkspace(db)
    const calls = Array.from({ length: 30 }, (_, n) => ({ type: 'track', userId: `u-${n}`, event: 'Signed In' }))
    await send(db, workspace, ...calls, { type: 'track', userId: 'ada' })
    const before = await scrape()
    expect(before.value('tributary_inbox_messages')).toBe(31)
    expect(before.value('tributary_lanes_waiting')).toBeGreaterThan(1)
    expect(before.value('tributary_inbox_lag_seconds')).toBeGreaterThanOrEqual(0)
    expect(before.value('tributary_database_up')).toBe(1)
    await testWorker(db).quiet()
    await expect.poll(async () => (await scrape()).value('tributary_inbox_messages'), { timeout: 10_000 }).toBe(0)
    const after = await scrape()
    expect(after.value('tributary_messages_processed_total')).toBe(31)
    expect(after.value('tributary_chunk_messages_sum')).toBe(31)
    expect(after.text).toMatch(/^tributary_refusals_total\{code="\w+"\} 1$/m)
    expect(after.value('tributary_info{version="1.2.3",roles="api,worker"}')).toBe(1)
  })

  test('counts operations, their errors, sockets and subscriptions', async ({ db, scrape }) => {
    const api = await startTestApi(db)
    await api.query('{ viewer { kind } }')
    await api.query('{ nothing }').catch(() => {})
    await api.track({ type: 'track', userId: 'ada', event: 'Signed In' }, { type: 'track', userId: 'ada' })
    const { value } = await scrape()
    expect(value('tributary_graphql_requests_total{type="query",code="OK"}')).toBe(1)
    expect(value('tributary_graphql_requests_total{type="none",code="BAD_USER_INPUT"}')).toBe(1)
    expect(value('tributary_graphql_request_duration_seconds_count{type="query"}')).toBe(1)
    expect(value('tributary_messages_accepted_total')).toBe(1)

    await api.query(`mutation { createAudience(input: { key: "all", name: "All", definition: { rule: { all: [] } } }) { userErrors { message } } }`)
    const frames = api.socket().iterate({ query: 'subscription { audienceCount(by: { key: "all" }) { size } }' })
    await frames.next()
    await expect.poll(async () => (await scrape()).value('tributary_subscriptions_open')).toBe(1)
    expect((await scrape()).value('tributary_connections_open{transport="websocket"}')).toBe(1)
    await api.close()
    await expect.poll(async () => (await scrape()).value('tributary_subscriptions_open')).toBe(0)
    expect((await scrape()).value('tributary_connections_open{transport="websocket"}')).toBe(0)
  })

  test('counts how often a condition was read from the events', async ({ db, scrape }) => {
    const api = await startTestApi(db)
    await api.track({ type: 'track', userId: 'ada', event: 'Signed In' })
    const rule = '{ event: { name: "Signed In", window: { last: "P30D" }, is: { gte: 1 } } }'
    const created = await api.query(
      `mutation { createAudience(input: { key: "seen", name: "Seen", definition: { rule: ${rule} } }) { userErrors { message } } }`,
    )
    expect(created).toEqual({ createAudience: { userErrors: [] } })
    await expect.poll(async () => (await scrape()).value('tributary_leaf_reads_total{why="missing"}'), { timeout: 10_000 }).toBeGreaterThan(0)
    expect((await scrape()).value('tributary_audiences{status="FAILED"}')).toBe(0)
    await api.close()
  })

  test('counts attempts to deliver', async ({ db, scrape }) => {
    const end = await startFarEnd()
    const workspace = await makeWorkspace(db)
    await webhookTo(db, workspace.id, end.url)
    await send(db, workspace, { type: 'track', event: 'Signed In', userId: 'ada' })
    await testWorker(db).quiet()
    await testDeliveries(db).drain()
    const { value } = await scrape()
    expect(value('tributary_deliveries_total{destination="webhook",outcome="delivered"}')).toBe(1)
    expect(value('tributary_delivery_duration_seconds_count{destination="webhook"}')).toBe(1)
    await end.close()
  })

  test('says that the database is away, and claims nothing else of it', async () => {
    const db = connect('postgresql://127.0.0.1:1/none', { max: 1, name: 'test' })
    const metrics = createMetrics({ db: db.pool, version: '1', roles: [] })
    const server = await startHttpServer({ host: '127.0.0.1', port: 0, routes: metrics.routes, onError: () => {} })
    const text = await (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text()
    expect(text).toMatch(/^tributary_database_up 0$/m)
    expect(text).not.toMatch(/^tributary_inbox/m)
    await server.close(100)
    metrics.close()
    await db.close()
  })
})

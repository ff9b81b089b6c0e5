import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { print } from 'graphql'
import { ClientError, GraphQLClient } from 'graphql-request'
import { type Client, createClient } from 'graphql-ws'
import { vi } from 'vitest'
import { WebSocket } from 'ws'
import { connectors } from '../../src/connectors/index.ts'
import type { Db } from '../../src/db/db.ts'
import { createCredentials } from '../../src/engine/credentials.ts'
import { startDeliveries } from '../../src/engine/delivery/delivery-worker.ts'
import { createGuardedFetch } from '../../src/engine/delivery/guarded-fetch.ts'
import { startExports } from '../../src/engine/export/export-worker.ts'
import { createBackPressure } from '../../src/engine/ingest/back-pressure.ts'
import { LiveHub } from '../../src/engine/live/live-hub.ts'
import { pipelineStatus } from '../../src/engine/pipeline-status.ts'
import { startEngine } from '../../src/engine/worker.ts'
import { completeKeys, createWorkspace, ensureFirstWorkspace, type WorkspaceKeys } from '../../src/engine/workspaces.ts'
import type { QueueConnection } from '../../src/queue/backend.ts'
import { openQueues } from '../../src/queue/queues.ts'
import { schema } from '../../src/schema/index.ts'
import { exportFileRoutes } from '../../src/server/export-files.ts'
import { startGraphql } from '../../src/server/graphql.ts'
import { startHttpServer } from '../../src/server/http.ts'
import type { Limits } from '../../src/server/live/admission.ts'
import { startLive } from '../../src/server/live/start-live.ts'
import { pageRoutes } from '../../src/server/page/page-routes.ts'
import { profileApiRoutes } from '../../src/server/profile-api/profile-api-routes.ts'
import { trackingRoutes } from '../../src/server/tracking/tracking-routes.ts'
import { test as base } from './database.ts'
import { secretBox } from './secret-box.ts'

/** `test` with `api`: the whole program, api and worker, in front of `db`. */
export const test = base.extend<{ api: TestApi }>({
  api: async ({ db }, use) => {
    const api = await startTestApi(db)
    await use(api)
    await api.close()
  },
})

export interface TestApi {
  readonly url: string
  readonly keys: WorkspaceKeys
  readonly workspaceId: string
  /** What it took for failures of its own. */
  readonly errors: unknown[]
  /** Runs an operation over HTTP with the secret key, or another; throws ClientError on errors. */
  request<Data, Variables extends object>(document: TypedDocumentNode<Data, Variables>, variables?: Variables, key?: string): Promise<Data>
  /** The same for a text that is put together at run time. */
  query<Data>(text: string, variables?: object, key?: string): Promise<Data>
  /** A client of its own for WebSockets, with the secret key, or another. */
  socket(key?: string): Client
  /** Frames of a subscription, as they come. */
  subscribe<Data, Variables extends object>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Frames<Data>
  /** Sends calls of the tracking API and waits until their effects are visible. */
  track(...calls: object[]): Promise<void>
  /** How many things are watched for subscribers. */
  watched(): number
  /** Another workspace, with keys of its own. */
  anotherWorkspace(): Promise<{ workspaceId: string; keys: WorkspaceKeys }>
  close(): Promise<void>
}

export interface Frames<Data> {
  readonly frames: Data[]
  /** The error that ended it. */
  readonly ended: Promise<unknown>
  stop(): void
}

export interface TestApiOptions {
  readonly limits?: Limits
  /** Of the queue; by default the database. */
  readonly connection?: QueueConnection
  /** Of a workspace that is there already. */
  readonly keys?: WorkspaceKeys
}

export async function startTestApi(db: Db, { limits, connection, keys = completeKeys({}) }: TestApiOptions = {}): Promise<TestApi> {
  const { workspaceId } = await ensureFirstWorkspace(db, keys)
  const errors: unknown[] = []
  const onError = (error: unknown) => errors.push(error)
  const queues = await openQueues(connection ?? { kind: 'postgres', url: db.url })
  const engine = await startEngine({ db, queues, concurrency: 2, onError })
  const hub = new LiveHub({ db: db.pool, relay: queues.relay, onError })
  const credentials = createCredentials(db.pool)
  const { fetch, close: closeFetch } = createGuardedFetch({ allowPrivate: true })
  const outbound = { connectors, fetch, allowPrivate: true, secretBox }
  const deliveries = await startDeliveries({ db, queues, outbound, onError })
  const dataDir = mkdtempSync(join(tmpdir(), 'tributary-api-'))
  const exports = await startExports({ db, queues, outbound, dataDir, onError })
  const shared = { db, hints: queues.hints, backPressure: createBackPressure(db.pool, { maxBytes: 2e9 }) }
  const options = {
    schema,
    environment: { ...shared, hub, outbound, deliveryHints: queues.deliveries.hints, exportHints: queues.exports.hints },
    credentials,
    onError,
  }
  const graphql = await startGraphql(options)
  const live = startLive(options, limits)
  const routes = [
    ...exportFileRoutes({ db: db.pool, credentials, dataDir }),
    ...graphql.routes,
    ...live.routes,
    ...trackingRoutes({ ...shared, credentials, trustedProxies: 0 }),
    ...profileApiRoutes({ db: db.pool, credentials }),
    ...pageRoutes({ demoKey: keys.read }),
  ]
  const server = await startHttpServer({ host: '127.0.0.1', port: 0, routes, onUpgrade: live.onUpgrade, onError })
  const url = `http://127.0.0.1:${server.port}`
  const clients: Client[] = []

  const socket = (key = keys.secret) => {
    const client = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${key}` },
    })
    clients.push(client)
    return client
  }
  const query: TestApi['query'] = (text, variables = {}, key = keys.secret) =>
    new GraphQLClient(`${url}/graphql`, { headers: { authorization: `Bearer ${key}` } }).request<never>(text, { ...variables })

  return {
    url,
    keys,
    workspaceId,
    errors,
    request: (document, variables, key) => query(print(document), { ...variables }, key),
    query,
    socket,
    subscribe: (document, variables) => collect(socket(), print(document), variables),
    async track(...calls) {
      const body = JSON.stringify({ batch: calls })
      const response = await fetch(`${url}/v1/batch`, { method: 'POST', body, headers: { authorization: `Basic ${btoa(`${keys.write}:`)}` } })
      if (response.status !== 200) throw new Error(await response.text())
      await vi.waitFor(async () => {
        const { backlog } = await pipelineStatus(db.pool, workspaceId)
        if (backlog > 0) throw new Error(`${backlog} messages wait.`)
      }, 10_000)
    },
    watched: () => hub.size,
    async anotherWorkspace() {
      const others = completeKeys({})
      return { workspaceId: await createWorkspace(db.pool, { name: 'another', keys: others }), keys: others }
    },
    async close() {
      await Promise.all(clients.map((client) => client.dispose()))
      await live.close(0)
      await server.close(1000)
      await graphql.close()
      hub.close()
      await engine.stop()
      await deliveries.stop()
      await exports.stop()
      rmSync(dataDir, { recursive: true, force: true })
      await closeFetch()
      await queues.close()
    },
  }
}

function collect<Data>(client: Client, query: string, variables: object): Frames<Data> {
  const frames: Data[] = []
  let stop = () => {}
  const ended = new Promise<unknown>((resolve) => {
    stop = client.subscribe<Data>(
      { query, variables: { ...variables } },
      {
        next: ({ data, errors }) => (data ? frames.push(data) : resolve(errors)),
        error: resolve,
        complete: () => resolve(null),
      },
    )
  })
  return { frames, ended, stop: () => stop() }
}

/** The codes of the errors that an operation ends with; an empty list when it ends with none. */
export async function errorCodes(operation: Promise<unknown>): Promise<unknown[]> {
  try {
    await operation
    return []
  } catch (error) {
    if (!(error instanceof ClientError)) throw error
    return (error.response.errors ?? []).map(({ extensions }) => extensions?.['code'])
  }
}

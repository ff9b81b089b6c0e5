import type { Db } from '../../src/db/db.ts'
import { createCredentials } from '../../src/engine/credentials.ts'
import { createBackPressure } from '../../src/engine/ingest/back-pressure.ts'
import { completeKeys, ensureFirstWorkspace, type WorkspaceKeys } from '../../src/engine/workspaces.ts'
import { createHealth } from '../../src/server/health.ts'
import { startHttpServer } from '../../src/server/http.ts'
import type { Route } from '../../src/server/route.ts'
import { trackingRoutes } from '../../src/server/tracking/tracking-routes.ts'
import { test as base } from './database.ts'

/** `test` with `server`, as startTestServer makes it, in front of `db`. */
export const test = base.extend<{ server: TestServer }>({
  server: async ({ db }, use) => {
    const server = await startTestServer(db)
    await use(server)
    await server.close()
  },
})

export interface TestServer {
  readonly url: string
  readonly keys: WorkspaceKeys
  readonly workspaceId: string
  /** The routes of the tracking API. */
  readonly tracking: readonly Route[]
  /** The lanes it woke, in order. */
  readonly woken: number[]
  /** What it took for failures of its own. */
  readonly errors: unknown[]
  /** Posts a body with the write key in Basic auth. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
  close(): Promise<void>
}

/** The HTTP server with the tracking API on a free port, in front of a database with the first workspace. */
export async function startTestServer(db: Db, { inboxMaxBytes = 2e9, trustedProxies = 0 } = {}): Promise<TestServer> {
  const keys = completeKeys({})
  const { workspaceId } = await ensureFirstWorkspace(db, keys)
  const woken: number[] = []
  const errors: unknown[] = []
  const context = {
    db,
    credentials: createCredentials(db.pool),
    backPressure: createBackPressure(db.pool, { maxBytes: inboxMaxBytes }),
    trustedProxies,
    hints: { wake: (lanes: Iterable<number>) => void woken.push(...lanes) },
  }
  const tracking = trackingRoutes(context)
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    routes: [...tracking, ...createHealth({ db: db.pool, queue: async () => {}, migrations: [] }).routes],
    onError: (error) => errors.push(error),
  })
  const url = `http://127.0.0.1:${server.port}`
  return {
    url,
    keys,
    workspaceId,
    tracking,
    woken,
    errors,
    post: (path, body, headers = {}) =>
      fetch(url + path, {
        method: 'POST',
        body: typeof body === 'string' ? body : body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body),
        headers: { authorization: basic(`${keys.write}:`), ...headers },
      }),
    close: () => server.close(1000),
  }
}

export const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString('base64')}`

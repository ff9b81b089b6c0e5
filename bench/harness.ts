import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type Db } from '../src/db/db.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { runningPostmaster } from '../src/db/postmaster.ts'

export interface Bench {
  /** The embedded Postgres exactly as users run it: its production settings, fsync on. */
  readonly db: Db
  /** For the program itself, so that it finds the database in it. */
  readonly dataDir: string
  /** Milliseconds of CPU that all processes of Postgres have used so far. */
  postgresCpu(): number
}

/** Runs a benchmark on a fresh database, which is removed afterwards, and ends the process. */
export async function withBench(work: (bench: Bench) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tributary-bench-'))
  const server = await startEmbedded({ dataDir, log: () => {}, onLost: (error) => setImmediate(() => Promise.reject(error)) })
  if (server.kind === 'taken') throw new Error(`${server.holder} has this folder.`)
  const db = connect(server.url, { max: 12, name: 'bench' })
  try {
    await migrate(server.url)
    const postmaster = runningPostmaster(join(dataDir, 'postgres'))?.pid ?? 0
    await work({ db, dataDir, postgresCpu: () => cpuOfFamily(postmaster) })
  } finally {
    await db.close()
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** A number given on the command line as `--name=123`. */
export function option(name: string, otherwise: number): number {
  const given = process.argv.find((arg) => arg.startsWith(`--${name}=`))
  return given === undefined ? otherwise : Number(given.slice(name.length + 3))
}

export interface Figure {
  readonly value: number
  /** What it must be for --gate, and what we would like it to be. */
  readonly atLeast?: number
  readonly atMost?: number
  readonly aim?: number
}

export interface Report {
  readonly bench: string
  readonly figures: Readonly<Record<string, Figure>>
  /** Whatever else helps to understand the figures. */
  readonly details: Readonly<Record<string, unknown>>
}

/** Prints the one line; with --gate a figure on the wrong side makes the process fail. */
export function report({ bench, figures, details }: Report): void {
  const failed = Object.entries(figures).filter(
    ([, { value, atLeast, atMost }]) => !(value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity)),
  )
  console.log(JSON.stringify({ bench, ok: failed.length === 0, ...figures, ...details }))
  if (failed.length > 0 && process.argv.includes('--gate')) process.exitCode = 1
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

export const round = (value: number, digits = 3): number => Number(value.toFixed(digits))

/** Milliseconds of CPU that a process has used so far. */
export function cpuOf(pid: number): number {
  const [user = 0, system = 0] = statOf(String(pid)).slice(11, 13).map(Number)
  return (user + system) * 10
}

/** Linux counts CPU in hundredths of a second; the parent has the time of the children that have ended. */
function cpuOfFamily(parent: number): number {
  let ticks = 0
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const fields = statOf(pid)
    // After the name: state, parent, …; utime, stime, cutime and cstime are the 12th to the 15th.
    if (Number(pid) === parent) ticks += fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    else if (Number(fields[1]) === parent) ticks += Number(fields[11]) + Number(fields[12])
  }
  return ticks * 10
}

function statOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
  } catch {
    return []
  }
}

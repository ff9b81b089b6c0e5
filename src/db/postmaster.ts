import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A server process and where it listens. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
}

/**
 * The server that runs on a data folder. After a crash postmaster.pid stays, and its number may by now be another process:
 * Postgres would then refuse to start, so that such a file is removed.
 */
export function runningPostmaster(dir: string): Postmaster | null {
  const file = join(dir, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  if (isAlive(pid) && runsOn(pid, dir)) return { pid, port: Number(lines[3]) }
  // A server that died may have left children at work, of whom Postgres learns from this file.
  if (isAlive(pid) && !anyRunsOn(dir)) rmSync(file, { force: true })
  return null
}

/** Ends a server as fast as it can be done in order: connections are cut, then everything is written. */
export async function stopPostmaster({ pid }: Postmaster): Promise<void> {
  signal(pid, 'SIGINT')
  if (await ended(pid, 10_000)) return
  // Without order: what was committed is in the log that the next start reads.
  signal(pid, 'SIGQUIT')
  await ended(pid, 5_000)
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // There, but another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function ended(pid: number, patience: number): Promise<boolean> {
  for (let waited = 0; waited < patience; waited += 10) {
    if (!isAlive(pid)) return true
    await sleep(10)
  }
  return false
}

function signal(pid: number, name: NodeJS.Signals): void {
  if (isAlive(pid)) process.kill(pid, name)
}

/** Every process of Postgres has its data folder as working directory. */
function runsOn(pid: number, dir: string): boolean {
  try {
    if (existsSync('/proc/self/cwd')) return readlinkSync(`/proc/${pid}/cwd`) === dir
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(dir)
  } catch {
    return false
  }
}

const anyRunsOn = (dir: string): boolean => readdirSync('/proc').some((name) => /^\d+$/.test(name) && runsOn(Number(name), dir))

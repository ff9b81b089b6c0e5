import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const KEYS = { secret: 'bench_secret_key_0123456789abcdef', write: 'bench_write_key_0123456789abcdef' }

export interface Program {
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

/** Starts the program as `npm start` does, in a process of its own, on the database of the benchmark; resolves when it is ready. */
export async function startProgram(databaseUrl: string, environment: NodeJS.ProcessEnv = {}): Promise<Program> {
  const port = await freePort()
  const child = command(['start'], databaseUrl, { PORT: String(port), DEMO: '0', ...environment })
  const url = `http://127.0.0.1:${port}`
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error('The program did not start.')
    await sleep(50)
  }
  const stop = async () => {
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'exit')
  }
  return { url, pid: child.pid ?? 0, stop }
}

/** Runs a command of the program on the database of the benchmark; what it says is not shown, what it complains about is. */
export function command(args: readonly string[], databaseUrl: string, environment: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, [fileURLToPath(new URL('../bin/tributary.mjs', import.meta.url)), ...args], {
    env: { ...process.env, DATABASE_URL: databaseUrl, TRIBUTARY_SECRET_KEY: KEYS.secret, TRIBUTARY_WRITE_KEY: KEYS.write, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** Megabytes of memory that a process holds now. */
export function residentMemory(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    (response) => response.ok,
    () => false,
  )

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

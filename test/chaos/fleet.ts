import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { WorkerOrder } from './kill-points.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface WorkerProcess {
  /** What it complained of. */
  readonly errors: string[]
  /** False when it ended before it was, as one does that finds no queue when it starts. */
  readonly ready: Promise<boolean>
  /** How it ended: the signal, or its exit code. */
  readonly ended: Promise<string | number>
  /** Asks it to stop in order; afterwards it is gone. */
  stop(): Promise<void>
  kill(): void
}

export function startWorkerProcess(order: WorkerOrder): WorkerProcess {
  const child = spawn(process.execPath, ['--import', './bin/typescript.mjs', 'test/chaos/worker-process.ts', JSON.stringify(order)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const errors: string[] = []
  const ended = once(child, 'exit').then(([code, signal]) => signal ?? code)
  const ready = new Promise<boolean>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === '"ready"') resolve(true)
      else errors.push(line)
    })
    void ended.then(() => resolve(false))
  })
  return { errors, ready, ended, stop: () => stop(child, ended), kill: () => void child.kill('SIGKILL') }
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await ended
  clearTimeout(timer)
}

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Drained } from './drain-worker.ts'
import type { Bench } from './harness.ts'

/** What it took to empty the inbox: messages per second, and milliseconds of CPU per thousand of them. */
export interface Run {
  readonly rate: number
  readonly postgres: number
  readonly node: number
}

export async function startWorker(url: string, firstLane: number): Promise<ChildProcess> {
  const loader = fileURLToPath(new URL('../bin/typescript.mjs', import.meta.url))
  const profile = process.argv.includes('--profile') ? ['--cpu-prof', '--cpu-prof-dir=/tmp/tributary-profile'] : []
  const worker = fork(fileURLToPath(new URL('./drain-worker.ts', import.meta.url)), [url, String(firstLane)], {
    execArgv: [...profile, '--import', loader],
  })
  await once(worker, 'message')
  return worker
}

export async function drain({ postgresCpu }: Bench, workers: readonly ChildProcess[]): Promise<Run> {
  const before = postgresCpu()
  const start = performance.now()
  const drained = await Promise.all(
    workers.map(async (worker) => {
      worker.send('drain')
      return (await once(worker, 'message'))[0] as Drained
    }),
  )
  const elapsed = performance.now() - start
  const errors = drained.flatMap((one) => one.errors)
  if (errors.length > 0) process.stderr.write(`${errors.join('\n')}\n`)
  const thousands = drained.reduce((sum, one) => sum + one.messages, 0) / 1000
  return {
    rate: (thousands * 1e6) / elapsed,
    postgres: (postgresCpu() - before) / thousands,
    node: drained.reduce((sum, one) => sum + one.cpu, 0) / thousands,
  }
}

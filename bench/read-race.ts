import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { median, round } from './harness.ts'
import type { ReadLoad, ReadLoaded } from './read-load.ts'

/** A server in a process of its own, and what it is asked. */
export interface Runner extends Omit<ReadLoad, 'seconds'> {
  readonly name: string
  readonly pid: number
}

export interface Run {
  readonly rate: number
  readonly p99: number
  /** Milliseconds of CPU for each request. */
  readonly server: number
  readonly postgres: number
}

interface Race {
  readonly rounds: number
  readonly seconds: number
  postgresCpu(): number
}

/** Lets the servers answer one after the other, round by round, so that what disturbs the machine disturbs all. The first round warms them up. */
export async function race(runners: readonly Runner[], { rounds, seconds, postgresCpu }: Race): Promise<Map<string, Run[]>> {
  const load = await child('read-load.ts', [])
  const runs = new Map(runners.map(({ name }) => [name, [] as Run[]]))
  for (let i = -1; i < rounds; i++) {
    for (const { name, pid, ...order } of runners) {
      const [postgres, server] = [postgresCpu(), cpuOf(pid)]
      load.process.send({ ...order, seconds } satisfies ReadLoad)
      const [loaded] = (await once(load.process, 'message')) as [ReadLoaded]
      const { requests, p99 } = loaded
      if (i < 0) continue
      runs.get(name)?.push({
        rate: requests / loaded.seconds,
        p99,
        server: (cpuOf(pid) - server) / requests,
        postgres: (postgresCpu() - postgres) / requests,
      })
    }
  }
  load.process.disconnect()
  return runs
}

/** How many times as many requests one answers as the other, round by round. */
export function ratio(runs: ReadonlyMap<string, readonly Run[]>, one: string, other: string): number {
  const others = runs.get(other) ?? []
  return round(median((runs.get(one) ?? []).map(({ rate }, i) => rate / (others[i]?.rate ?? Number.NaN))))
}

export const summary = (runs: ReadonlyMap<string, readonly Run[]>): object =>
  Object.fromEntries(
    [...runs].map(([name, of]) => [
      name,
      {
        perSecond: round(median(of.map(({ rate }) => rate)), 0),
        p99: round(median(of.map(({ p99 }) => p99)), 1),
        cpuMillis: { server: round(median(of.map(({ server }) => server))), postgres: round(median(of.map(({ postgres }) => postgres))) },
      },
    ]),
  )

/** The server that does no more than it must. */
export async function startFloor(databaseUrl: string, text: string): Promise<{ port: number; pid: number; stop(): void }> {
  const { process, message } = await child('read-floor.ts', [databaseUrl, text])
  return { port: message as number, pid: process.pid ?? 0, stop: () => process.disconnect() }
}

async function child(file: string, args: readonly string[]): Promise<{ process: ChildProcess; message: unknown }> {
  const execArgv = ['--import', fileURLToPath(new URL('../bin/typescript.mjs', import.meta.url))]
  const process = fork(fileURLToPath(new URL(`./${file}`, import.meta.url)), args, { execArgv })
  const [message] = await once(process, 'message')
  return { process, message }
}

/** Milliseconds of CPU that a process has used. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

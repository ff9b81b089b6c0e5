import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bench, option, report, round, withBench } from './harness.ts'
import { command, residentMemory, startProgram } from './program.ts'

// An import of a million people, one identify call each, beside the running program: memory, connections, rate.
const PROFILES = option('profiles', 1_000_000)

interface Sample {
  readonly memory: number
  readonly connections: number
}

await withBench(async (bench) => {
  const file = join(bench.dataDir, 'people.ndjson')
  await writePeople(file)
  const program = await startProgram(bench.db.url)
  try {
    const start = performance.now()
    const importing = command(['import', file], bench.db.url)
    const pids = [program.pid, importing.pid ?? 0]
    const samples: Sample[] = []
    while (importing.exitCode === null) {
      await sleep(500)
      if (importing.exitCode === null) samples.push(await sample(bench, pids))
    }
    if (importing.exitCode !== 0) throw new Error('The import failed.')
    const seconds = (performance.now() - start) / 1000
    print(samples, { perSecond: round(PROFILES / seconds, 0), profiles: await bench.db.prisma.profile.count() })
  } finally {
    await program.stop()
  }
})

function print(samples: readonly Sample[], details: { readonly perSecond: number; readonly profiles: number }): void {
  const memory = samples.map((one) => one.memory)
  const middle = Math.floor(memory.length / 2)
  // The beginning is left out: a program grows into its work before it can be flat.
  const early = Math.max(...memory.slice(Math.floor(memory.length / 5), middle + 1))
  report({
    bench: 'import',
    figures: {
      memory: { value: round(Math.max(...memory), 0), atMost: 600 },
      growth: { value: round(Math.max(...memory.slice(middle)) / early, 2), atMost: 1.15 },
      connections: { value: Math.max(...samples.map((one) => one.connections)), atMost: 20 },
    },
    details: { ...details, memoryMegabytes: { first: round(memory[0] ?? 0, 0), last: round(memory.at(-1) ?? 0, 0) } },
  })
}

async function sample({ db }: Bench, pids: readonly number[]): Promise<Sample> {
  const { rows } = await db.pool.query<{ connections: number }>(
    `select count(*)::int as connections from pg_stat_activity where backend_type = 'client backend' and application_name <> 'bench' and datname = current_database()`,
  )
  return { memory: pids.reduce((sum, pid) => sum + residentMemory(pid), 0), connections: rows[0]?.connections ?? 0 }
}

async function writePeople(file: string): Promise<void> {
  const out = createWriteStream(file)
  for (let i = 0; i < PROFILES; i++) {
    const traits = {
      email: `person${i}@example.com`,
      name: `Person ${i}`,
      plan: i % 3 === 0 ? 'pro' : 'free',
      age: 18 + (i % 60),
      city: `City ${i % 997}`,
    }
    const line = JSON.stringify({ type: 'identify', userId: `person-${i}`, messageId: `person-${i}`, timestamp: '2026-01-05T10:00:00.000Z', traits })
    if (!out.write(`${line}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'close')
}

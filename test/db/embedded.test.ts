import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { test as base, describe, expect } from 'vitest'
import { type Embedded, startEmbedded } from '../../src/db/embedded.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

interface Folder {
  readonly dataDir: string
  start(): Promise<Embedded>
}

/** `folder`: one data folder for the file, because making a cluster takes seconds; after each test its server has ended. */
const test = base.extend<{ $test: { folder: Folder }; $file: { dataDir: string } }>({
  dataDir: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads a fixture's dependencies from the pattern
    async ({}, use) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'tributary-embedded-'))
      await use(dataDir)
      rmSync(dataDir, { recursive: true, force: true })
    },
    { scope: 'file' },
  ],
  folder: async ({ dataDir }, use) => {
    const started: Embedded[] = []
    await use({
      dataDir,
      async start() {
        const embedded = await startEmbedded({ dataDir, log: () => {}, onLost: () => {} })
        started.push(embedded)
        return embedded
      },
    })
    for (const embedded of started) await stop(embedded)
  },
})

describe('embedded Postgres', () => {
  test('keeps what was written, the password and the port from one start to the next', async ({ folder }) => {
    const first = await folder.start()
    await query(first.url, 'create table if not exists kept as select 7 as n')
    await stop(first)
    const second = await folder.start()
    expect(second.url).toBe(first.url)
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 7 }])
  })

  test('is UTF-8 with the C locale, durable, and reached from this machine alone', async ({ folder }) => {
    const { url } = await folder.start()
    const settings = 'listen_addresses|fsync|synchronous_commit|jit|server_encoding|TimeZone'
    const rows = await query(url, `select name, setting from pg_settings where name ~* '^(${settings})$' order by name collate "C"`)
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      TimeZone: 'UTC',
      fsync: 'on',
      jit: 'off',
      listen_addresses: '127.0.0.1',
      server_encoding: 'UTF8',
      synchronous_commit: 'on',
    })
    expect(await query(url, 'select datcollate from pg_database where datname = current_database()')).toEqual([{ datcollate: 'C' }])
    expect(statSync(join(folder.dataDir, 'postgres.json')).mode & 0o777).toBe(0o600)
  })

  test('is held by one program at a time, which the second one can name', async ({ folder }) => {
    const first = await folder.start()
    expect(await folder.start()).toEqual({ kind: 'taken', url: first.url, holder: `Tributary, process ${process.pid}` })
  })

  test('is taken over, still running, from a program that was killed', async ({ folder }) => {
    await holdAndKill(folder.dataDir)
    const before = serverPid(folder.dataDir)
    expect((await folder.start()).kind).toBe('held')
    expect(serverPid(folder.dataDir)).toBe(before)
  })

  test('starts where program and server were killed together', async ({ folder }) => {
    await holdAndKill(folder.dataDir)
    process.kill(serverPid(folder.dataDir), 'SIGKILL')
    expect((await folder.start()).kind).toBe('held')
  })

  test('starts where the number of a dead server is by now another process', async ({ folder }) => {
    await stop(await folder.start())
    writeFileSync(join(folder.dataDir, 'postgres', 'postmaster.pid'), `${process.pid}\n${folder.dataDir}/postgres\n1\n5432\n\n127.0.0.1\n\n`)
    expect((await folder.start()).kind).toBe('held')
  })

  test('comes back, where it was, when the server alone is killed', async ({ folder }) => {
    const { url } = await folder.start()
    process.kill(serverPid(folder.dataDir), 'SIGKILL')
    await expect.poll(() => query(url, 'select 1 as n').catch(() => []), { timeout: 15_000 }).toEqual([{ n: 1 }])
    // Held again, too.
    await expect.poll(async () => (await folder.start()).kind).toBe('taken')
  })
})

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

async function stop(embedded: Embedded): Promise<void> {
  if (embedded.kind === 'held') await embedded.stop()
}

const serverPid = (dataDir: string): number => Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])

/** Leaves a server without its program, as kill -9 does. */
async function holdAndKill(dataDir: string): Promise<void> {
  const child = spawn(process.execPath, ['--import', './bin/typescript.mjs', 'test/helpers/hold-data-dir.ts', dataDir], { cwd: root })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
}

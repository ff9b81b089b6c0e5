import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect } from 'vitest'
import { queueBackends } from '../helpers/queue-backends.ts'
import { insertPeople, newExport, storedRun, test } from './fixtures.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const PEOPLE = 9000
const KILLS = 2

describe.each(queueBackends())('an export whose worker is killed, with queues on $name', ({ start }) => {
  test('goes on with the file that was not whole, and has everybody once', { timeout: 60_000 }, async ({ db, folder }) => {
    const { workspaceId } = await insertPeople(db, PEOPLE)
    const { connection: queue, stop } = await start(db)
    const { run = 0 } = await newExport(db, { workspaceId, shape: { perFile: 1500 } })
    const stands = async () => (await storedRun(db, run ?? 0)).done
    const worker = () =>
      spawn(
        process.execPath,
        ['--import', './bin/typescript.mjs', 'test/export/export-process.ts', JSON.stringify({ databaseUrl: db.url, queue, dataDir: folder })],
        { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
      )
    for (let n = 0; n < KILLS; n++) {
      const before = await stands()
      const child = worker()
      await expect.poll(stands, { interval: 3, timeout: 30_000 }).toBeGreaterThan(before)
      await sleep(Math.random() * 60)
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    const last = worker()
    await expect.poll(async () => (await storedRun(db, run ?? 0)).status, { interval: 50, timeout: 30_000 }).toBe('FINISHED')
    last.kill('SIGKILL')
    await once(last, 'exit')
    await stop()
    const { id, done, rows, files } = await storedRun(db, run ?? 0)
    expect([done, rows, files.length]).toEqual([PEOPLE, PEOPLE, PEOPLE / 1500])
    const there = join(folder, 'exports', id)
    expect(readdirSync(there).sort()).toEqual(files.map(({ name }) => name))
    const lines = files.flatMap(({ name }) => readFileSync(join(there, name), 'utf8').trimEnd().split('\n'))
    const known = new Set(lines.map((line): string => JSON.parse(line).profileId))
    expect([lines.length, known.size]).toEqual([PEOPLE, PEOPLE])
  })
})

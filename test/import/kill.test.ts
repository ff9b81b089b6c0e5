import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect } from 'vitest'
import { below, randomOf } from '../chaos/random.ts'
import { messagesInInbox, SOURCE, test, track, WORKSPACE, writeLines } from './fixtures.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const LINES = 20_000
const KILLS = 5

describe('an import that is killed', () => {
  test.for(['calls.ndjson', 'calls.ndjson.gz', 'calls.csv'])(
    'at random moments loses no line and stores none twice: %s',
    async (name, { db, folder }) => {
      // Every third call has no id but that of its line.
      const calls = Array.from({ length: LINES }, (_, n) => track(n, n % 3 === 0 ? { messageId: undefined } : {}))
      const csv = name.endsWith('.csv')
      const path = writeLines(join(folder, name), csv ? rowsOf(calls) : calls)
      const seed = Date.now() % 2 ** 31
      const random = randomOf(seed)
      let killed = 0
      for (let n = 0; n < KILLS; n++) if (await runAndKill(db.url, path, { after: 1 + below(random, 4), delay: below(random, 30) })) killed++
      expect(killed, `seed ${seed}`).toBeGreaterThan(1)
      await runAndKill(db.url, path, null)
      const messages = await messagesInInbox(db)
      expect(messages).toHaveLength(LINES)
      expect(new Set(messages.map((message) => message.messageId)).size).toBe(LINES)
      const known = new Set(messages.map((message) => message.messageId))
      expect(calls.filter((call) => call.messageId !== undefined && !known.has(call.messageId))).toEqual([])
      const { rows } = await db.pool.query('select lines, finished_at is not null as finished from imports')
      expect(rows).toEqual([{ lines: String(csv ? 1 + 2 * LINES : LINES), finished: true }])
    },
  )
})

/** The same calls as CSV, a row on two lines each. */
function rowsOf(calls: readonly ReturnType<typeof track>[]): string[] {
  const rows = calls.map(
    ({ userId, messageId, timestamp, event }) => `${userId},${messageId ?? ''},${timestamp},"${event}","a ""note"",\nof two lines"`,
  )
  return ['userId,messageId,timestamp,event,properties.note', ...rows]
}

/** Imports the file in a process of its own; kills it so many milliseconds after it has told of so many groups. Answers whether it died of that. */
async function runAndKill(url: string, path: string, kill: { readonly after: number; readonly delay: number } | null): Promise<boolean> {
  const child = spawn(process.execPath, ['--import', './bin/typescript.mjs', 'test/import/import-process.ts', url, path, WORKSPACE, SOURCE], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  if (kill) {
    let groups = 0
    child.stdout.on('data', async (text: Buffer) => {
      groups += text.toString().split('\n').length - 1
      if (groups < kill.after) return
      await sleep(kill.delay)
      child.kill('SIGKILL')
    })
  } else child.stdout.resume()
  const [code, signal] = await ended
  if (signal !== 'SIGKILL') expect(code).toBe(0)
  return signal === 'SIGKILL'
}

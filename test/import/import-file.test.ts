import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { importFile } from '../../src/engine/import/import-file.ts'
import { messagesInInbox, optionsFor, SOURCE, test, track, WORKSPACE, writeLines } from './fixtures.ts'

const ids = async (db: Db) => (await messagesInInbox(db)).map(({ messageId }) => messageId)
const calls = (count: number) => Array.from({ length: count }, (_, n) => track(n))
const idsOf = (count: number) => calls(count).map(({ messageId }) => messageId)

describe('importFile', () => {
  test('takes each call once, in the lanes of their senders', async ({ db, folder }) => {
    const path = writeLines(join(folder, 'calls.ndjson'), calls(2500))
    const woken = new Set<number>()
    const hints = { wake: (lanes: Iterable<number>) => void [...lanes].map((lane) => woken.add(lane)) }
    expect(await importFile(await optionsFor(db, path, { hints }))).toMatchObject({ lines: 2500, taken: 2500, refused: 0, skipped: 0 })
    expect(await ids(db)).toEqual(idsOf(2500))
    expect(woken.size).toBe(8)
    const { rows } = await db.pool.query('select lines, offset_bytes = bytes as whole, finished_at is not null as finished from imports')
    expect(rows).toEqual([{ lines: '2500', whole: true, finished: true }])
  })

  test('takes a packed file', async ({ db, folder }) => {
    await importFile(await optionsFor(db, writeLines(join(folder, 'calls.ndjson.gz'), calls(1500))))
    expect(await ids(db)).toEqual(idsOf(1500))
  })

  test('does not read a file again that was loaded, unless asked to', async ({ db, folder }) => {
    const path = writeLines(join(folder, 'calls.ndjson'), calls(10))
    await importFile(await optionsFor(db, path))
    expect(await importFile(await optionsFor(db, path))).toMatchObject({ taken: 0, skipped: 10 })
    expect(await importFile(await optionsFor(db, path, { again: true }))).toMatchObject({ taken: 10, skipped: 0 })
  })

  test.for(['calls.ndjson', 'calls.ndjson.gz'])('goes on where it was interrupted: %s', async (name, { db, folder }) => {
    const path = writeLines(join(folder, name), calls(5000))
    let groups = 0
    const room = async () => {
      if (++groups === 3) throw new Error('interrupted')
    }
    await expect(importFile(await optionsFor(db, path, { room }))).rejects.toThrow('interrupted')
    const before = (await ids(db)).length
    expect(before).toBeLessThan(5000)
    expect(await importFile(await optionsFor(db, path))).toMatchObject({ lines: 5000, taken: 5000 - before, skipped: before })
    expect(await ids(db)).toEqual(idsOf(5000))
  })

  test('gives a call without a messageId one that depends on the file and the line', async ({ db, folder }) => {
    const lines = [track(0, { messageId: undefined }), '', track(1, { messageId: null }), track(2, { messageId: '' })]
    const path = writeLines(join(folder, 'calls.ndjson'), lines)
    const digest = createHash('sha256').update(readFileSync(path)).digest('hex')
    await importFile(await optionsFor(db, path))
    expect(await ids(db)).toEqual([1, 3, 4].map((line) => `import-${digest.slice(0, 32)}-${line}`))
  })

  test('keeps the time that a call names, whatever it says of when it was sent', async ({ db, folder }) => {
    const at = '2019-05-06T07:08:09.010Z'
    const lines = [
      track(0, { timestamp: at, sentAt: '2019-05-06T08:00:00Z' }),
      track(1, { timestamp: undefined, originalTimestamp: at, sentAt: '2019-05-06T08:00:00Z' }),
    ]
    await importFile(await optionsFor(db, writeLines(join(folder, 'calls.ndjson'), lines)))
    expect((await messagesInInbox(db)).map(({ timestamp }) => new Date(timestamp).toISOString())).toEqual([at, at])
  })

  test('refuses lines that are no calls, says which, and takes the others', async ({ db, folder }) => {
    const large = { ...track(3), properties: { text: 'x'.repeat(40_000) } }
    const lines = [
      track(1),
      'not json',
      '[1]',
      large,
      track(2, { type: 'tarck' }),
      '  ',
      track(4, { userId: null }),
      Buffer.from([0xff, 0xfe]),
      track(5),
    ]
    const result = await importFile(await optionsFor(db, writeLines(join(folder, 'calls.ndjson'), lines)))
    expect(result).toMatchObject({ lines: 9, taken: 2, refused: 6 })
    expect(await ids(db)).toEqual(['m-1', 'm-5'])
    const { rows } = await db.pool.query('select code, message, source_id from refusals where workspace_id = $1 order by message', [WORKSPACE])
    expect(rows.map(({ message }) => message.split(':')[0])).toEqual(['Line 2', 'Line 3', 'Line 4', 'Line 5', 'Line 7', 'Line 8'])
    expect(new Set(rows.map(({ source_id }) => source_id))).toEqual(new Set([SOURCE]))
  })

  test('makes what Postgres cannot hold storable', async ({ db, folder }) => {
    const lines = ['\ufeff{"type":"track","messageId":"m-1","userId":"u","event":"E","properties":{"a":"\\u0000","b":"\\ud800"}}', track(2)]
    await importFile(await optionsFor(db, writeLines(join(folder, 'calls.ndjson'), lines)))
    const messages = await messagesInInbox(db)
    expect(messages.map(({ properties }) => properties)).toEqual([{ a: '\ufffd', b: '\ufffd' }, {}])
  })

  test('lets one of two processes load a file, and stores no line twice', async ({ db, folder }) => {
    const path = writeLines(join(folder, 'calls.ndjson'), calls(5000))
    const results = await Promise.allSettled([importFile(await optionsFor(db, path)), importFile(await optionsFor(db, path))])
    const lost = results.filter((result) => result.status === 'rejected')
    for (const { reason } of lost) expect(reason).toMatchObject({ name: 'ImportInterferedError' })
    if (lost.length === 2) await importFile(await optionsFor(db, path))
    expect(await ids(db)).toEqual(idsOf(5000))
  })
})

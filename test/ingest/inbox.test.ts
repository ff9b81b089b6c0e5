import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { acceptRow } from '../../src/engine/ingest/accept.ts'
import { appendToInbox } from '../../src/engine/ingest/inbox.ts'
import { inspectBody } from '../../src/engine/ingest/inspect-body.ts'
import { laneOf } from '../../src/engine/ingest/lanes.ts'
import type { EventType } from '../../src/engine/ingest/message.ts'
import { parseBody } from '../../src/engine/ingest/parse-body.ts'
import { setNow, test } from '../helpers/database.ts'
import { inboxRows } from '../helpers/inbox.ts'

const WORKSPACE = '018f0000-0000-7000-8000-00000000000a'
const SOURCE = '018f0000-0000-7000-8000-000000000001'
const NOW = new Date('2026-01-15T12:00:00.123Z')

const append = (db: Db, text: string, call: EventType | null = null) => {
  const body = Buffer.from(text)
  return appendToInbox(db.pool, { workspaceId: WORKSPACE, sourceId: SOURCE, call, parcels: inspectBody(body, parseBody(body), call).parcels })
}
const track = (userId: string, fields: object = {}) => ({ type: 'track', event: 'E', messageId: `${userId}-1`, userId, ...fields })
/** Of eight different lanes. */
const SENDERS = Array.from({ length: 8 }, (_, lane) => Array.from({ length: 200 }, (_, i) => `user-${i}`).find((id) => laneOf(id) === lane) ?? '')

describe('appendToInbox', () => {
  test('keeps the body of one sender whole and unchanged', async ({ db }) => {
    await setNow(db, NOW)
    const text = `{"batch" : [${JSON.stringify(track('u'))},{"type":"nonsense"}]}`
    const { ids, receivedAt } = await append(db, text)
    expect(receivedAt).toBe(NOW.getTime())
    const rows = await inboxRows(db)
    expect(rows).toMatchObject([{ id: ids[0], lane: laneOf('u'), sourceId: SOURCE, receivedAt, call: null, messages: 2, bytes: text.length }])
    expect(rows[0]?.body.toString()).toBe(text)
  })

  test('keeps a single call with its kind', async ({ db }) => {
    await append(db, '{"anonymousId":"a","event":"E"}', 'TRACK')
    expect(await inboxRows(db)).toMatchObject([{ call: 'TRACK', lane: laneOf('a'), messages: 1 }])
  })

  test('splits a body of several senders by lane, with what the batch shares', async ({ db }) => {
    const messages = [...SENDERS, ...SENDERS].map((sender, i) => track(sender, { messageId: `m${i}` }))
    const { ids } = await append(
      db,
      JSON.stringify({ batch: [...messages, 'bad'], context: { c: 1 }, integrations: { All: false }, sentAt: '2026-01-01T00:00:00Z' }),
    )
    const rows = await inboxRows(db)
    expect(rows.map(({ lane, messages }) => [lane, messages])).toEqual(SENDERS.map((_, lane) => [lane, lane === 0 ? 3 : 2]))
    expect(new Set(ids).size).toBe(8)
    expect(new Set(rows.map(({ receivedAt }) => receivedAt)).size).toBe(1)
    const accepted = rows.map(acceptRow)
    expect(accepted.flatMap(({ refusals }) => refusals)).toMatchObject([{ code: 'bad_request', sample: 'bad' }])
    const all = accepted.flatMap(({ messages }) => messages)
    expect(all.map(({ messageId }) => messageId).sort()).toEqual(messages.map(({ messageId }) => messageId).sort())
    for (const message of all) expect(message).toMatchObject({ context: { c: 1 }, integrations: { All: false }, sentAt: Date.UTC(2026, 0, 1) })
  })

  test('does not split what cannot be written again', async ({ db }) => {
    const deep = `${'['.repeat(9000)}${']'.repeat(9000)}`
    await append(db, `{"batch":[${JSON.stringify(track('user-1'))},{"type":"identify","userId":"user-2","traits":{"a":1e400}}]}`)
    await append(db, `{"batch":[${SENDERS.map((sender) => JSON.stringify(track(sender))).join()},${deep}]}`)
    const [first, second] = (await inboxRows(db)).map(acceptRow).sort((a, b) => a.messages.length - b.messages.length)
    expect(first).toMatchObject({ messages: [{}, {}], refusals: [{ code: 'number_not_finite' }] })
    expect(second).toMatchObject({ messages: SENDERS.map(() => ({})), refusals: [{ code: 'bad_request' }] })
  })

  test('keeps a refused body for its refusal', async ({ db }) => {
    await append(db, '{"batch":[]}')
    expect((await inboxRows(db)).map(acceptRow)).toMatchObject([{ messages: [], refusals: [{ code: 'empty_batch' }] }])
  })
})

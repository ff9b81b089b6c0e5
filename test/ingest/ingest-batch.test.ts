import { describe, expect } from 'vitest'
import { ValidationError } from '../../src/engine/errors.ts'
import { acceptRow } from '../../src/engine/ingest/accept.ts'
import { ingestBatch } from '../../src/engine/ingest/ingest-batch.ts'
import type { JsonObject } from '../../src/engine/json.ts'
import { test } from '../helpers/database.ts'
import { inboxRows } from '../helpers/inbox.ts'

const origin = { workspaceId: '018f0000-0000-7000-8000-00000000000a', sourceId: '018f0000-0000-7000-8000-000000000001' }
const NOBODY = { wake() {} }

describe('ingestBatch', () => {
  test('answers the ids under which the messages will take effect', async ({ db }) => {
    const woken: number[] = []
    const batch = [
      { type: 'track', event: 'A', userId: 'u', messageId: 'given\u0000' },
      { type: 'track', event: 'B', userId: 'v' },
      { type: 'track', userId: 'u', messageId: 'refused' },
      { type: 'identify', userId: 'w', messageId: null },
    ]
    const answer = await ingestBatch(db.pool, { wake: (lanes) => woken.push(...lanes) }, { ...origin, batch })
    expect(answer).toMatchObject({ accepted: 3, refused: [{ index: 2, code: 'event_not_defined', messageId: 'refused' }] })
    expect(answer.messageIds[0]).toBe('given\ufffd')
    const rows = await inboxRows(db)
    expect(woken.sort()).toEqual(rows.map(({ lane }) => lane))
    const taken = rows.map(acceptRow)
    expect(taken.flatMap(({ messages }) => messages.map(({ messageId }) => messageId)).sort()).toEqual([...answer.messageIds].sort())
    expect(taken.flatMap(({ refusals }) => refusals)).toMatchObject([{ code: 'event_not_defined' }])
  })

  test('refuses of a batch no more than the message that is too deep, and leaves out a number that is no double', async ({ db }) => {
    let deep: JsonObject = {}
    for (let i = 0; i < 10_000; i++) deep = { deep }
    const texts = { '\0': '\0', mixed: [',"\0",', '"\0', Number.POSITIVE_INFINITY, 1] }
    const batch = [
      { type: 'identify', userId: 'u', messageId: 'plain' },
      { type: 'identify', userId: 'v', messageId: 'deep', traits: deep },
      { type: 'identify', userId: 'w', messageId: 'infinite', traits: { x: Number.NEGATIVE_INFINITY, texts } },
    ]
    const { refused, ...answer } = await ingestBatch(db.pool, NOBODY, { ...origin, batch })
    expect(answer).toEqual({ accepted: 2, messageIds: ['plain', 'infinite'] })
    expect(refused).toMatchObject([{ index: 1, messageId: 'deep', code: 'bad_request', message: 'The message is nested deeper than 100 levels.' }])
    const taken = (await inboxRows(db)).map(acceptRow)
    const messages = taken.flatMap((row) => row.messages)
    expect(messages.map(({ messageId }) => messageId)).toEqual(['plain', 'infinite'])
    expect(messages[1]?.traits).toEqual({ texts: { '\ufffd': '\ufffd', mixed: [',"\ufffd",', '"\ufffd', null, 1] } })
    expect(taken.flatMap((row) => row.refusals)).toMatchObject([
      { code: 'bad_request', messageId: 'deep' },
      { code: 'number_not_finite', messageId: 'infinite', sample: ['traits.x', 'traits.texts.mixed.2'] },
    ])
  })

  test('takes no batch that is empty or too large', async ({ db }) => {
    const batches = [[], Array(2501).fill({ type: 'identify', userId: 'u' }), [{ x: 'x'.repeat(600_000) }]]
    for (const batch of batches) await expect(ingestBatch(db.pool, NOBODY, { ...origin, batch })).rejects.toThrow(ValidationError)
    expect(await inboxRows(db)).toEqual([])
  })
})

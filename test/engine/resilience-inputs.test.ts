import { describe, expect } from 'vitest'
import { appendToInbox } from '../../src/engine/ingest/inbox.ts'
import { inspectBody } from '../../src/engine/ingest/inspect-body.ts'
import { parseBody } from '../../src/engine/ingest/parse-body.ts'
import { test } from '../helpers/database.ts'
import { makeWorkspace, testWorker } from '../helpers/engine.ts'

const LONG = 'x'.repeat(3000)

/** What Postgres refuses to store, each as the members of a call; and what is recorded of it. */
const INPUTS = {
  nul: { members: String.raw`"userId":"nul\u0000","event":"A\u0000","properties":{"k\u0000":"\u0000"}`, refusals: [] },
  surrogate: { members: String.raw`"userId":"sur\ud800","event":"A\udfff","properties":{"k\ud83d":"\udc00\ud800"}`, refusals: [] },
  number: { members: `"userId":"number","event":"A","properties":{"n":1e200000,"deep":[{"m":-1e200000}]}`, refusals: ['number_not_finite'] },
  identifier: { members: `"userId":"${LONG}","anonymousId":"anon","event":"A"`, refusals: ['identifier_too_long'] },
  year: { members: `"userId":"year","event":"A","timestamp":"0000-01-01T00:00:00Z"`, refusals: ['timestamp_invalid'] },
}

describe('what Postgres refuses', () => {
  test('is stored as what it can hold, what was left out is listed, and the lane goes on', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const worker = testWorker(db)
    const calls = Object.entries(INPUTS).map(([messageId, { members }]) => `{"type":"track","messageId":"${messageId}",${members}}`)
    const between = calls.map((_, n) => `{"type":"track","messageId":"between-${n}","userId":"number","event":"B"}`)
    // Alone, and all in one batch with others between them.
    for (const call of calls) await append(`{"batch":[${call.replace('"messageId":"', '"messageId":"alone-')}]}`)
    await append(`{"batch":[${calls.flatMap((call, n) => [call, between[n]]).join()}]}`)
    await worker.quiet()

    expect(worker.errors).toEqual([])
    expect(await db.prisma.quarantine.count()).toBe(0)
    const { rows } = await db.pool.query(
      `select message_id, name, user_id, anonymous_id, properties, profile_id is not null as known, timestamp = received_at as now from events`,
    )
    const events = new Map(rows.map(({ message_id, ...row }) => [message_id, row]))
    expect([...events.keys()].sort()).toEqual(
      [...Object.keys(INPUTS), ...Object.keys(INPUTS).map((id) => `alone-${id}`), ...between.map((_, n) => `between-${n}`)].sort(),
    )
    const stored = { name: 'A', anonymous_id: null, properties: {}, known: true, now: true }
    const expected = {
      nul: { ...stored, name: 'A\ufffd', user_id: 'nul\ufffd', properties: { 'k\ufffd': '\ufffd' } },
      surrogate: { ...stored, name: 'A\ufffd', user_id: 'sur\ufffd', properties: { 'k\ufffd': '\ufffd\ufffd' } },
      number: { ...stored, user_id: 'number', properties: { deep: [{}] } },
      identifier: { ...stored, user_id: null, anonymous_id: 'anon' },
      year: { ...stored, user_id: 'year' },
    }
    for (const [messageId, row] of Object.entries(expected)) {
      expect(events.get(messageId), messageId).toEqual(row)
      expect(events.get(`alone-${messageId}`), messageId).toEqual(row)
    }
    const refusals = await db.prisma.refusal.findMany({ select: { messageId: true, code: true }, orderBy: [{ messageId: 'asc' }] })
    expect(refusals.map(({ messageId, code }) => `${messageId} ${code}`)).toEqual(
      Object.entries(INPUTS)
        .flatMap(([id, { refusals: codes }]) => codes.flatMap((code) => [`${id} ${code}`, `alone-${id} ${code}`]))
        .sort(),
    )

    async function append(text: string): Promise<void> {
      const body = Buffer.from(text)
      const { parcels } = inspectBody(body, parseBody(body), null)
      await appendToInbox(db.pool, { workspaceId: workspace.id, sourceId: workspace.sourceId, call: null, parcels })
    }
  })
})

import { describe, expect, onTestFinished, vi } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { uuidv7 } from '../../src/engine/id.ts'
import { endOf, parseCursor, printCursor } from '../../src/engine/live/change-cursor.ts'
import { LiveHub } from '../../src/engine/live/live-hub.ts'
import { membershipChanges } from '../../src/engine/live/membership-changes.ts'
import { ResumeGapError } from '../../src/engine/live/resume-gap.ts'
import { openQueues } from '../../src/queue/queues.ts'
import { commitChanges, insertAudience, insertWorkspace } from '../helpers/audience-rows.ts'
import { test } from '../helpers/database.ts'

const someone = () => uuidv7(Date.now())

describe('membership changes', () => {
  test('come in commit order, each once, from a cursor on', async ({ db }) => {
    const { hub, ...audience } = await setUp(db)
    const people = Array.from({ length: 600 }, someone)
    await commitChanges(db, audience.workspaceId, audience.audienceId, { entered: people })
    await commitChanges(db, audience.workspaceId, audience.audienceId, { entered: [someone()], exited: people.slice(0, 3) })
    const all = await take(await membershipChanges(hub, db.pool, { ...audience, after: endOf(0) }), 604)
    expect(all.map(({ version, ordinal }) => [version, ordinal])).toEqual([...people.map((_, n) => [1, n]), [2, 0], [2, 1], [2, 2], [2, 3]])
    expect(all.slice(-3).map(({ change, profileId }) => [change, profileId])).toEqual(people.slice(0, 3).map((id) => ['EXITED', id]))

    const resumed = await take(await membershipChanges(hub, db.pool, { ...audience, after: { version: 1, ordinal: 598 } }), 5)
    expect(resumed.map(({ version, ordinal }) => [version, ordinal])).toEqual([
      [1, 599],
      [2, 0],
      [2, 1],
      [2, 2],
      [2, 3],
    ])
  })

  test('start at now without a cursor', async ({ db }) => {
    const { hub, ...audience } = await setUp(db)
    await commitChanges(db, audience.workspaceId, audience.audienceId, { entered: [someone()] })
    const changes = await membershipChanges(hub, db.pool, { ...audience, after: null })
    const first = changes.next()
    await new Promise((resolve) => setTimeout(resolve, 200))
    const late = someone()
    await commitChanges(db, audience.workspaceId, audience.audienceId, { entered: [late] })
    expect(await first).toMatchObject({ value: { profileId: late, version: 2, ordinal: 0 } })
    await changes.return?.()
  })

  test('that are no longer kept are a gap, not a silence', async ({ db }) => {
    const { hub, ...audience } = await setUp(db)
    for (let n = 0; n < 4; n++) await commitChanges(db, audience.workspaceId, audience.audienceId, { entered: [someone()] })
    await db.pool.query('delete from audience_change_sets where version <= 2')
    const from = (version: number) => membershipChanges(hub, db.pool, { ...audience, after: { version, ordinal: 0 } })
    await expect(from(1)).rejects.toThrow(ResumeGapError)
    await expect(from(9)).rejects.toThrow(ResumeGapError)
    expect((await take(await from(2), 2)).map(({ version }) => version)).toEqual([3, 4])
    await db.pool.query('delete from audience_change_sets')
    await expect(from(3)).rejects.toThrow(ResumeGapError)
    const nothingMissed = await from(4)
    const next = nothingMissed.next()
    await commitChanges(db, audience.workspaceId, audience.audienceId, { entered: [someone()] })
    expect(await next).toMatchObject({ value: { version: 5 } })
    await nothingMissed.return?.()
  })

  test('end at once when the reader leaves, also while waiting', async ({ db }) => {
    const { hub, ...audience } = await setUp(db)
    const changes = await membershipChanges(hub, db.pool, { ...audience, after: null })
    const waiting = changes.next()
    await vi.waitFor(async () => expect(await changes.return?.()).toMatchObject({ done: true }))
    expect(await waiting).toMatchObject({ done: true })
  })

  test('a cursor survives printing, and nothing else is one', () => {
    expect(parseCursor(printCursor({ version: 12, ordinal: 7 }))).toEqual({ version: 12, ordinal: 7 })
    for (const text of [
      '',
      'x',
      'MTIuNw==x',
      printCursor(endOf(1)).slice(1),
      Buffer.from('1.2.3').toString('base64url'),
      Buffer.from('-1.0').toString('base64url'),
    ]) {
      expect(parseCursor(text)).toBeNull()
    }
  })
})

async function setUp(db: Db) {
  const queues = await openQueues({ kind: 'postgres', url: db.url })
  const hub = new LiveHub({ db: db.pool, relay: queues.relay, onError: () => {} })
  onTestFinished(async () => {
    hub.close()
    await queues.close()
  })
  const workspaceId = await insertWorkspace(db)
  return { hub, workspaceId, audienceId: await insertAudience(db, workspaceId, 'everyone') }
}

async function take<T>(values: AsyncIterableIterator<T>, count: number): Promise<T[]> {
  const taken: T[] = []
  for await (const value of values) {
    taken.push(value)
    if (taken.length === count) break
  }
  return taken
}

import { describe, expect } from 'vitest'
import { previewAudience } from '../../src/engine/audiences/preview.ts'
import { parseRule } from '../../src/engine/rules/parse-rule.ts'
import { setNow, test } from '../helpers/database.ts'
import { insertEvents, insertProfiles, NOW, person, WORKSPACE } from '../rules/world.ts'

const of = (rule: object) => ({ workspaceId: WORKSPACE, entity: 'PROFILE' as const, audiences: new Map(), rule: parseRule(rule) })

describe('previewAudience', () => {
  test('counts exactly, at the moment of the engine, and shows the first ten', async ({ db }) => {
    await setNow(db, new Date(NOW))
    const people = Array.from({ length: 25 }, (_, i) => person(i))
    await insertProfiles(
      db,
      people.map((id) => ({ id })),
    )
    await insertEvents(
      db,
      people.map((profileId, i) => ({ profileId, at: NOW - i })),
    )
    const preview = await previewAudience(db, of({ event: { name: 'Order Completed', window: { last: 'PT0.020S' } } }))
    expect(preview).toMatchObject({ count: { count: 20, precision: 'EXACT' }, profileIds: people.slice(0, 10), now: NOW })
    expect(preview.tookMs).toBeGreaterThan(0)
  })

  test('answers a rule of nobody', async ({ db }) => {
    expect(await previewAudience(db, of({ any: [] }))).toMatchObject({ count: { count: 0 }, profileIds: [] })
  })

  test('leaves the connection as it was', async ({ db }) => {
    await previewAudience(db, of({ all: [] }))
    const { rows } = await db.pool.query(`select current_setting('statement_timeout') as timeout, current_setting('enable_nestloop') as loops`)
    expect(rows).toEqual([{ timeout: '0', loops: 'on' }])
  })
})

import { describe, expect } from 'vitest'
import { engineNow } from '../src/engine/clock.ts'
import { setNow, test } from './helpers/database.ts'

describe('database', () => {
  test('clock', async ({ db }) => {
    const t = new Date('2026-01-01T00:00:00.123Z')
    await setNow(db, t)
    expect(await engineNow(db.pool)).toBe(t.getTime())
    expect(await db.prisma.audience.count()).toBe(0)
  })
})

import { describe, expect } from 'vitest'
import { DEFAULT_RULES } from '../../src/engine/identity/identity-rules.ts'
import type { JsonObject } from '../../src/engine/json.ts'
import { test } from '../helpers/database.ts'
import { makeWorkspace, send, testWorker } from '../helpers/engine.ts'
import { page, snippetsOf } from './page.ts'

const [limited = {}, merged = {}] = snippetsOf('docs/identity.md', 'json').map(
  (code) => JSON.parse(code) as JsonObject & { readonly batch?: readonly JsonObject[] },
)
const { text, tables } = page('docs/identity.md')

describe('docs/identity.md', () => {
  test('tells the example as it happens', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const worker = testWorker(db)
    await send(db, workspace, { type: 'identify', userId: 'abc123', traits: { email: 'jane@example.com' } })
    await worker.quiet()
    await send(db, workspace, limited)
    await worker.quiet()
    const identifiers = await db.prisma
      .$queryRaw`select dense_rank() over (order by profile_id)::int as profile, value from identifiers order by 1, 2`
    expect(identifiers).toEqual([
      { profile: 1, value: 'abc123' },
      { profile: 1, value: 'jane@example.com' },
      { profile: 2, value: 'abc456' },
    ])
    expect(await db.prisma.refusal.findMany({ select: { code: true } })).toEqual([{ code: 'identifier_limit' }])
    expect(await db.prisma.$queryRaw`select count(*)::int as profiles from traits where name = 'email'`).toEqual([{ profiles: 2 }])
  })

  test('makes one profile of somebody who signs in', async ({ db }) => {
    const workspace = await makeWorkspace(db)
    await send(db, workspace, ...(merged.batch ?? []))
    await testWorker(db).quiet()
    expect(await db.prisma.$queryRaw`select seq::int as events from profiles`).toEqual([{ events: 3 }])
  })

  test('lists the limits and priorities there are', () => {
    const table = tables.find(({ head }) => head[1] === 'values per profile')
    const listed = table?.rows.map(([type = '', limit = '', priority = '']) => [
      type.replaceAll('`', ''),
      Number(limit),
      Number.parseInt(priority, 10),
    ])
    const actual = ['user_id', 'email', 'all others'].map((type) => [type, DEFAULT_RULES.limit(type), DEFAULT_RULES.priority(type)])
    expect(listed).toEqual(actual)
    expect(text).toContain(`at most ${DEFAULT_RULES.mostMerges} merges`)
  })

  test('names the values that are blocked', () => {
    const blocked = (value: string) => DEFAULT_RULES.blocks('user_id', value)
    for (const value of ['null', 'anonymous', '-1', '', '0', '000', '00000000-0000-0000-0000-000000000000', '-'])
      expect(blocked(value), value).toBe(true)
    for (const value of ['Guest', 'UNDEFINED', 'NaN', '[object Object]', '"null"', "'Anonymous'"]) expect(blocked(value), value).toBe(true)
    for (const value of ['None', '1', 'NULL', 'nan', 'guests']) expect(blocked(value), value).toBe(false)
  })
})

import { describe, expect } from 'vitest'
import { createCredentials } from '../../src/engine/credentials.ts'
import { pipelineStatus } from '../../src/engine/pipeline-status.ts'
import { completeKeys, ensureFirstWorkspace } from '../../src/engine/workspaces.ts'
import { setNow, test } from '../helpers/database.ts'

describe('the first workspace', () => {
  test('is created once, however many start', async ({ db }) => {
    const starts = await Promise.all(Array.from({ length: 6 }, () => ensureFirstWorkspace(db, completeKeys({}))))
    expect(starts.filter(({ created }) => created)).toHaveLength(1)
    expect(new Set(starts.map(({ workspaceId }) => workspaceId)).size).toBe(1)
    const { rows } = await db.pool.query('select name from sources order by name collate "C"')
    expect(rows).toEqual([{ name: 'GraphQL' }, { name: 'HTTP' }, { name: 'Import' }])
  })

  test('takes given keys as they are and makes the others', async ({ db }) => {
    const keys = completeKeys({ write: 'a-write-key-of-my-own-making' })
    expect(keys).toMatchObject({ secret: expect.stringMatching(/^trb_sk_[0-9A-Za-z]{32}$/), read: expect.stringMatching(/^trb_rk_[0-9A-Za-z]{32}$/) })
    const { workspaceId } = await ensureFirstWorkspace(db, keys)
    const credentials = createCredentials(db.pool)
    expect(await credentials.find(keys.write)).toEqual({
      workspaceId,
      sourceId: expect.any(String),
      kind: 'WRITE',
      scopes: ['track'],
      identityVersion: 0,
    })
    expect(await credentials.find(keys.read)).toEqual({ workspaceId, sourceId: null, kind: 'READ', scopes: ['read'], identityVersion: 0 })
    expect(await credentials.find(keys.secret)).toMatchObject({ workspaceId, kind: 'SECRET', scopes: ['read', 'write', 'track'] })
    const { rows } = await db.pool.query('select public_key from api_keys where public_key is not null')
    expect(rows).toEqual([{ public_key: keys.write }])
  })
})

describe('credentials', () => {
  test('are at most a second old', async ({ db }) => {
    let elapsed = 0
    const credentials = createCredentials(db.pool, { elapsed: () => elapsed })
    const keys = completeKeys({})
    expect(await credentials.find(keys.write)).toBeNull()
    await ensureFirstWorkspace(db, keys)
    expect(await credentials.find(keys.write)).toBeNull()
    elapsed += 1000
    expect(await credentials.find(keys.write)).not.toBeNull()
    await db.pool.query('update api_keys set revoked_at = engine_now()')
    elapsed += 999
    expect(await credentials.find(keys.write)).not.toBeNull()
    elapsed += 1
    expect(await credentials.find(keys.write)).toBeNull()
  })

  test('are looked up once for many who ask at once, and survive guesses', async ({ db }) => {
    const keys = completeKeys({})
    await ensureFirstWorkspace(db, keys)
    let queries = 0
    const counting = { query: (...args: Parameters<typeof db.pool.query>) => ++queries && db.pool.query(...args) }
    const credentials = createCredentials(counting as unknown as typeof db.pool, { elapsed: () => 0, maxKeys: 50 })
    const found = await Promise.all(Array.from({ length: 50 }, () => credentials.find(keys.write)))
    expect(found.every((credential) => credential !== null)).toBe(true)
    expect(queries).toBe(1)
    for (let i = 0; i < 200; i++) await credentials.find(`guess-${i}`)
    await credentials.find(keys.write)
    expect(queries).toBe(201)
  })
})

describe('pipelineStatus', () => {
  test('counts what waits and how long the oldest has', async ({ db }) => {
    await setNow(db, new Date('2026-01-01T00:01:00Z'))
    const [mine, other] = ['018f0000-0000-7000-8000-00000000000a', '018f0000-0000-7000-8000-00000000000b']
    expect(await pipelineStatus(db.pool, mine)).toEqual({ backlog: 0, lagMs: 0 })
    await db.pool.query(
      `insert into inbox (lane, workspace_id, source_id, received_at, messages, bytes, body)
       values (0, $1, $1, '2026-01-01T00:00:58Z', 3, 1, ''), (1, $1, $1, '2026-01-01T00:00:59Z', 4, 1, ''), (1, $2, $2, '2026-01-01T00:00:00Z', 9, 1, '')`,
      [mine, other],
    )
    expect(await pipelineStatus(db.pool, mine)).toEqual({ backlog: 7, lagMs: 2000 })
  })
})

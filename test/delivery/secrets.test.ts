import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished } from 'vitest'
import { encryptionKeys } from '../../src/commands/encryption-keys.ts'
import { parseConfig } from '../../src/config.ts'
import { connectors } from '../../src/connectors/index.ts'
import type { Db } from '../../src/db/db.ts'
import { resealDestinations } from '../../src/engine/delivery/sealed-settings.ts'
import { createSecretBox, type Sealed, type SecretBox } from '../../src/engine/delivery/secret-box.ts'
import { test } from '../helpers/database.ts'
import { SECRET, webhookTo } from '../helpers/deliveries.ts'
import { makeWorkspace } from '../helpers/engine.ts'
import { secretBox } from '../helpers/secret-box.ts'

const [A, B, C] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte)) as [Buffer, Buffer, Buffer]

describe('a sealed secret', () => {
  test('is opened by its key, for its owner, and unchanged', () => {
    const box = createSecretBox([A])
    const sealed = box.seal('ünforgettable', 'mine') as Sealed
    expect(JSON.stringify(sealed)).not.toContain('forgettable')
    expect(box.seal('ünforgettable', 'mine')).not.toEqual(sealed)
    expect(box.open(sealed, 'mine')).toBe('ünforgettable')
    expect(createSecretBox([B, A]).open(sealed, 'mine')).toBe('ünforgettable')
    expect(() => createSecretBox([B]).open(sealed, 'mine')).toThrow(/not among ENCRYPTION_KEYS/)
    expect(() => box.open(sealed, 'yours')).toThrow()
    for (let at = 0; at < 30; at++) {
      const bytes = Buffer.from(sealed.sealed, 'base64')
      bytes[at] = (bytes[at] ?? 0) ^ 1
      expect(() => box.open({ ...sealed, sealed: bytes.toString('base64') }, 'mine'), `byte ${at}`).toThrow()
    }
  })
})

async function kept(db: Db, id: string): Promise<Sealed | string> {
  const { rows } = await db.pool.query<{ secret: Sealed | string }>(`select settings -> 'secret' as secret from destinations where id = $1`, [id])
  return rows[0]?.secret ?? ''
}

describe('the secret of a destination', () => {
  test('is nowhere in the database', async ({ db }) => {
    const { id: workspaceId } = await makeWorkspace(db)
    const id = await webhookTo(db, workspaceId, 'http://127.0.0.1:9/')
    expect(JSON.stringify((await db.pool.query('select * from destinations')).rows)).not.toContain(SECRET)
    expect(secretBox.open(await kept(db, id), `${id}.secret`)).toBe(SECRET)
  })

  test('follows the keys at each start: from clear to the first, and on to the next', async ({ db }) => {
    const { id: workspaceId } = await makeWorkspace(db)
    const id = await webhookTo(db, workspaceId, 'http://127.0.0.1:9/')
    await db.pool.query(`update destinations set settings = settings || jsonb_build_object('secret', $1::text)`, [SECRET])
    const startWith = async (...keys: Buffer[]): Promise<SecretBox> => {
      const box = createSecretBox(keys)
      await resealDestinations(db, { connectors, secretBox: box })
      return box
    }
    await startWith()
    expect(await kept(db, id)).toBe(SECRET)
    for (const keys of [[A], [B, A], [B]]) {
      const box = await startWith(...keys)
      expect(box.isStale(await kept(db, id))).toBe(false)
      expect(box.open(await kept(db, id), `${id}.secret`)).toBe(SECRET)
    }
    // Whoever has another key alone breaks nothing.
    await startWith(C)
    expect(createSecretBox([B]).open(await kept(db, id), `${id}.secret`)).toBe(SECRET)
  })
})

describe('the keys', () => {
  test('are made up beside an embedded Postgres, once, for its owner alone; a given one goes first', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'tributary-keys-'))
    onTestFinished(() => rmSync(dataDir, { recursive: true }))
    const keysOf = (env: Record<string, string>) => encryptionKeys(parseConfig({ DATA_DIR: dataDir, ...env }))
    expect(keysOf({ DATABASE_URL: 'postgresql://127.0.0.1/x' })).toEqual([])
    const [made] = keysOf({})
    expect(made).toHaveLength(32)
    expect(keysOf({})).toEqual([made])
    expect(statSync(join(dataDir, 'encryption-key.json')).mode & 0o777).toBe(0o600)
    const given = [A, B].map((key) => key.toString('base64')).join(', ')
    expect(keysOf({ ENCRYPTION_KEYS: given })).toEqual([A, B, made])
    expect(keysOf({ ENCRYPTION_KEYS: given, DATABASE_URL: 'postgresql://127.0.0.1/x' })).toEqual([A, B])
  })

  test('that have another length are named as a mistake', () => {
    expect(() => parseConfig({ ENCRYPTION_KEYS: 'c2hvcnQ=' })).toThrow(/keys of 32 bytes in base64[\s\S]*ENCRYPTION_KEYS/)
  })
})

import { z } from 'zod'
import { type Connector, settingsOf } from '../../connectors/contract.ts'
import { type Db, transaction } from '../../db/db.ts'
import type { JsonObject } from '../json.ts'
import type { Outbound } from './outbound.ts'
import type { Sealed, SecretBox } from './secret-box.ts'

const Kept = z.union([z.string(), z.object({ key: z.string(), sealed: z.string() })])

/** The settings as they are kept, their secrets sealed. */
export const sealSettings = (box: SecretBox, { connector, id, settings }: Owned): JsonObject =>
  mapSecrets({ connector, id, settings }, (kept, owner) => box.seal(box.open(kept, owner), owner))

/** The settings as they were given. */
export const openSettings = (box: SecretBox, owned: Owned): JsonObject => mapSecrets(owned, (kept, owner) => box.open(kept, owner))

export interface Owned {
  readonly connector: Connector
  /** Of the destination. */
  readonly id: string
  readonly settings: JsonObject
}

function mapSecrets({ connector, id, settings }: Owned, change: (kept: Sealed | string, owner: string) => Sealed | string): JsonObject {
  const changed = settingsOf(connector, 'secret').flatMap((field) => {
    const value = settings[field]
    return value == null ? [] : [[field, change(Kept.parse(value), `${id}.${field}`)] as const]
  })
  return { ...settings, ...(Object.fromEntries(changed) as JsonObject) }
}

/** Seals by the first key what was kept in clear or by an older one. What was sealed by an unknown key is left to whoever has it. */
export async function resealDestinations(
  { pool }: Pick<Db, 'pool'>,
  { connectors, secretBox }: Pick<Outbound, 'connectors' | 'secretBox'>,
): Promise<void> {
  await transaction(pool, async (client) => {
    const { rows } = await client.query<{ id: string; connector: string; settings: JsonObject }>(
      'select id, connector, settings from destinations order by id for update',
    )
    for (const { id, connector: slug, settings } of rows) {
      const connector = connectors.get(slug)
      if (!connector || !hasStale(secretBox, { connector, id, settings })) continue
      const sealed = sealSettings(secretBox, { connector, id, settings })
      // It says what it said, so whoever has it open may keep it.
      await client.query('update destinations set settings = $2 where id = $1', [id, JSON.stringify(sealed)])
    }
  })
}

const hasStale = (box: SecretBox, { connector, settings }: Owned): boolean =>
  settingsOf(connector, 'secret').some((field) => settings[field] != null && box.isStale(Kept.parse(settings[field])))

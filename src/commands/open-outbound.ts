import type { Config } from '../config.ts'
import { connectors } from '../connectors/index.ts'
import { connect } from '../db/db.ts'
import { createGuardedFetch } from '../engine/delivery/guarded-fetch.ts'
import type { Outbound } from '../engine/delivery/outbound.ts'
import { resealDestinations } from '../engine/delivery/sealed-settings.ts'
import { createSecretBox } from '../engine/delivery/secret-box.ts'
import { resealStores } from '../engine/export/reseal-stores.ts'
import type { Closing } from './closing.ts'
import { encryptionKeys } from './encryption-keys.ts'

/** What this process sends by. What the database has in clear, or by an older key, is encrypted by the newest first. */
export async function openOutbound(config: Config, databaseUrl: string, closing: Closing): Promise<Outbound> {
  const { allowPrivateDestinations: allowPrivate } = config
  const { fetch, close } = createGuardedFetch({ allowPrivate })
  closing.add(close)
  const outbound = { connectors, fetch, allowPrivate, secretBox: createSecretBox(encryptionKeys(config)) }
  const db = connect(databaseUrl, { max: 1, name: 'tributary-start' })
  try {
    await resealDestinations(db, outbound)
    await resealStores(db, outbound.secretBox)
  } finally {
    await db.close()
  }
  return outbound
}

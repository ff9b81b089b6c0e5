import type pg from 'pg'
import { transaction } from '../../db/db.ts'
import { changeSettings } from '../settings.ts'
import type { OpenDestination } from './open-destinations.ts'

/** The far end says that it is gone: nothing more is sent until somebody switches the destination on again. */
export async function switchOff(pool: pg.Pool, { id, workspaceId }: OpenDestination, error: string): Promise<void> {
  await transaction(pool, async (client) => {
    await changeSettings(client, workspaceId)
    await client.query('update destinations set enabled = false, disabled_reason = $2, updated_at = engine_now() where id = $1 and enabled', [
      id,
      `It answered that it is gone for good: ${error}`,
    ])
  })
}

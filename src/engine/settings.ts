import type { Queryable } from '../db/db.ts'
import type { Millis } from './clock.ts'

/** Of the two-part advisory locks; the second part is the workspace. */
const SETTINGS = 7001

/**
 * Begins a change of what the engine computes for a workspace: waits for the transactions that compute by the settings as they were, and
 * holds up new ones until this commits. So no state is ever written by rules that are no longer in force.
 */
export async function changeSettings(client: Queryable, workspaceId: string): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [SETTINGS, workspaceId])
  await client.query('update workspaces set settings_version = settings_version + 1 where id = $1', [workspaceId])
}

/** The settings in force until this transaction ends, and the clock. Called after the profiles are locked, so that neither is ever older than what they hold. */
export async function holdSettings(client: Queryable, workspaceId: string): Promise<{ readonly version: string; readonly now: Millis }> {
  await client.query({ name: 'hold-settings', text: 'select pg_advisory_xact_lock_shared($1, hashtext($2))', values: [SETTINGS, workspaceId] })
  const { rows } = await client.query<{ version: string; now: number }>({
    name: 'read-settings',
    text: 'select settings_version as version, (extract(epoch from engine_now()) * 1000)::float8 as now from workspaces where id = $1',
    values: [workspaceId],
  })
  if (!rows[0]) throw new Error(`There is no workspace ${workspaceId}.`)
  return rows[0]
}

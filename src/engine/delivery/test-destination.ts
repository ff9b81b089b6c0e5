import type { Db } from '../../db/db.ts'
import { engineNow } from '../clock.ts'
import { NotFoundError, ValidationError } from '../errors.ts'
import { uuidv7 } from '../id.ts'
import type { JsonObject } from '../json.ts'
import { printUuid } from '../public-id.ts'
import { attempt } from './attempt.ts'
import { TIMEOUT } from './deadlines.ts'
import type { Outbound } from './outbound.ts'
import { openSettings } from './sealed-settings.ts'

export interface TestResult {
  readonly ok: boolean
  /** Why not. */
  readonly error: string | null
}

/** Sends one made-up event to a destination, now, whether it is switched on or not; nothing is kept of it. */
export async function testDestination(
  db: Db,
  outbound: Outbound,
  { workspaceId, id }: { readonly workspaceId: string; readonly id: string },
): Promise<TestResult> {
  const { rows } = await db.pool.query<{ connector: string; settings: JsonObject }>(
    'select connector, settings from destinations where workspace_id = $1 and id = $2 and deleted_at is null',
    [workspaceId, id],
  )
  const row = rows[0]
  if (!row) throw new NotFoundError('There is no such destination.', ['id'])
  const connector = outbound.connectors.get(row.connector)
  if (!connector) throw new ValidationError(`This program does not have the connector "${row.connector}".`, ['id'])
  const at = new Date(await engineNow(db.pool))
  const messageId = printUuid('dlv', uuidv7(at.getTime()))
  const payload = {
    ...{ type: 'track' as const, event: 'Test Sent', messageId, timestamp: at.toISOString(), userId: 'test', anonymousId: null },
    ...{ properties: {}, context: {}, integrations: {} },
  }
  const outcome = await attempt({
    deliver: connector.open(openSettings(outbound.secretBox, { connector, id, settings: row.settings })),
    delivery: { id: messageId, attempt: 1, at, outOfOrder: false, kind: 'event', payload },
    fetch: outbound.fetch,
    signal: AbortSignal.timeout(TIMEOUT),
  })
  return { ok: outcome.kind === 'delivered', error: 'error' in outcome ? outcome.error : null }
}

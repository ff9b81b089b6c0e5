import { onTestFinished } from 'vitest'
import { connectors } from '../../src/connectors/index.ts'
import type { Db } from '../../src/db/db.ts'
import { dueLanes } from '../../src/engine/delivery/claim-deliveries.ts'
import { type DeliveryContext, drainDeliveries } from '../../src/engine/delivery/drain-deliveries.ts'
import { createGuardedFetch } from '../../src/engine/delivery/guarded-fetch.ts'
import { LaneHolder } from '../../src/engine/delivery/lane-holder.ts'
import { createDestination, type NewDestination } from '../../src/engine/delivery/manage-destinations.ts'
import { OpenDestinations } from '../../src/engine/delivery/open-destinations.ts'
import { Settlement } from '../../src/engine/delivery/settlement.ts'
import { secretBox } from './secret-box.ts'

export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo='

/** What a delivery worker is made of, without its timers: a test says when something is sent. */
export interface TestDeliveries {
  readonly context: DeliveryContext
  /** Sends all that is due at this moment. */
  drain(): Promise<void>
}

/** `patient`: destinations that fail are left alone as they are in earnest; else their pauses are over at once. */
export function testDeliveries(db: Db, { patient = false, allowPrivate = true } = {}): TestDeliveries {
  const { fetch, close } = createGuardedFetch({ allowPrivate })
  const outbound = { connectors, fetch, allowPrivate, secretBox }
  const holder = new LaneHolder(db.pool)
  let elapsed = 0
  const stop = new AbortController().signal
  const context: DeliveryContext = {
    ...{ pool: db.pool, outbound, holder, settlement: new Settlement(), stop, draining: stop },
    destinations: new OpenDestinations(outbound, patient ? undefined : () => (elapsed += 1e9)),
  }
  onTestFinished(async () => {
    await holder.close()
    await close()
  })
  return {
    context,
    async drain() {
      for (let lanes = await dueLanes(db.pool); lanes.length > 0; lanes = await dueLanes(db.pool))
        for (const lane of lanes) while (await drainDeliveries(context, lane));
    },
  }
}

export async function webhookTo(db: Db, workspaceId: string, url: string, wishes: Partial<NewDestination> = {}): Promise<string> {
  const { id } = await createDestination(
    db,
    { connectors, allowPrivate: true, secretBox },
    {
      ...{ workspaceId, name: 'Hook', connector: 'webhook', settings: { url, secret: SECRET }, enabled: true },
      ...{ sendEvents: true, eventNames: null, sendAudiences: true, audienceKeys: null, sendTraits: true, traitKeys: null, ...wishes },
    },
  )
  return id
}

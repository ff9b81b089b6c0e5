import type { LaneHolder } from './lane-holder.ts'
import { LaneRun, type LaneRunOptions } from './lane-run.ts'
import type { OpenDestinations } from './open-destinations.ts'

export interface DeliveryContext extends Pick<LaneRunOptions, 'pool' | 'outbound' | 'settlement' | 'stop' | 'draining'> {
  readonly holder: LaneHolder
  readonly destinations: OpenDestinations
}

/** Delivers what is due in a lane, for one turn; answers whether there may be more. A lane that another process holds is left to it. */
export async function drainDeliveries(context: DeliveryContext, lane: number): Promise<boolean> {
  const destination = await context.destinations.ofLane(context.pool, lane)
  if (!destination || destination.pace.paused) return false
  const session = await context.holder.take(lane)
  if (!session) return false
  try {
    const more = await new LaneRun({ ...context, lane, destination, session }).run()
    return more && !destination.pace.paused
  } finally {
    await context.holder.release(session, lane)
  }
}

import type pg from 'pg'
import { transaction } from '../../db/db.ts'
import type { Millis } from '../clock.ts'
import { refusedByConsent } from '../consent.ts'
import { observe } from '../observe.ts'
import { printUuid } from '../public-id.ts'
import { changeSettings } from '../settings.ts'
import { attempt } from './attempt.ts'
import { claimDeliveries, type DueDelivery } from './claim-deliveries.ts'
import type { LaneHolder, Session } from './lane-holder.ts'
import { type Loaded, loadPayloads } from './load-payloads.ts'
import type { OpenDestination, OpenDestinations } from './open-destinations.ts'
import type { Outbound } from './outbound.ts'
import { nextAttempt, type Outcome } from './outcome.ts'
import type { Settlement } from './settlement.ts'

export interface DeliveryContext {
  readonly pool: pg.Pool
  readonly outbound: Outbound
  readonly holder: LaneHolder
  readonly settlement: Settlement
  readonly destinations: OpenDestinations
  /** Ends attempts early; what they came to stays unknown. */
  readonly stop: AbortSignal
  /** Once aborted, nothing new is begun. */
  readonly draining: AbortSignal
}

const CLAIMED_AT_ONCE = 200
/** After so long nothing new of a claim is begun; the rest is found again. */
const TURN: Millis = 2000

/** Delivers what is due in a lane, for one turn; answers whether there may be more. A lane that another process holds is left to it. */
export async function drainDeliveries(context: DeliveryContext, lane: number): Promise<boolean> {
  const destination = await context.destinations.ofLane(context.pool, lane)
  if (!destination || destination.pace.paused) return false
  const session = await context.holder.take(lane)
  if (!session) return false
  try {
    const due = await claimDeliveries(context.pool, lane, CLAIMED_AT_ONCE)
    if (due.length === 0) return false
    const finished = await new Turn(context, { destination, session }).deliver(due)
    return !destination.pace.paused && (due.length === CLAIMED_AT_ONCE || !finished)
  } finally {
    await context.holder.release(session, lane)
  }
}

/** One claim of one lane, while it is being delivered. */
class Turn {
  readonly #context: DeliveryContext
  readonly #destination: OpenDestination
  readonly #session: Session
  readonly #ends = performance.now() + TURN
  readonly #settled: Promise<void>[] = []
  readonly #stop: AbortSignal
  #gone = false

  constructor(context: DeliveryContext, { destination, session }: { readonly destination: OpenDestination; readonly session: Session }) {
    this.#context = context
    this.#destination = destination
    this.#session = session
    this.#stop = AbortSignal.any([context.stop, session.lost])
  }

  /** Several profiles at a time, each in its order. Answers whether it came to the end. */
  async deliver(due: readonly DueDelivery[]): Promise<boolean> {
    const payloads = await loadPayloads(this.#context.pool, due)
    const queues = byProfile(due)
    const running = new Set<Promise<void>>()
    for (const queue of queues) {
      while (running.size >= this.#destination.pace.width) await Promise.race(running)
      if (this.#isOver()) break
      const run = this.#deliverInOrder(queue, payloads).finally(() => running.delete(run))
      running.add(run)
    }
    await Promise.all(running)
    const finished = this.#settled.length === due.length
    await Promise.all(this.#settled)
    return finished
  }

  #isOver(): boolean {
    return this.#gone || this.#stop.aborted || this.#context.draining.aborted || this.#destination.pace.paused || performance.now() > this.#ends
  }

  async #deliverInOrder(queue: readonly DueDelivery[], payloads: ReadonlyMap<string, Loaded>): Promise<void> {
    let blockedUntil: Millis | null = null
    let passing = false
    for (const claimed of queue) {
      const due = passing ? { ...claimed, outOfOrder: true } : claimed
      const waits: Millis | null = due.aside ? null : (blockedUntil ?? due.blockedUntil)
      if (waits === null && this.#isOver()) return
      const loaded = payloads.get(due.id)
      const outcome = waits === null ? await this.#try(due, loaded) : ({ kind: 'blocked', until: waits } as const)
      if (!outcome) return
      this.#settle(due, loaded, outcome)
      if (outcome.kind !== 'failed' || due.aside) continue
      blockedUntil = heldUpUntil(due, outcome)
      passing ||= blockedUntil === null
    }
  }

  async #try(due: DueDelivery, loaded: Loaded | undefined): Promise<Outcome | undefined> {
    const { outbound, pool } = this.#context
    const { deliver, pace, connector, id: destinationId } = this.#destination
    if (!loaded) return { kind: 'discarded', error: 'What it is about is no longer there.' }
    const refused = refusedByConsent({ ...due, consent: loaded.consent, purpose: { kind: 'delivery', destinationId } })
    if (refused !== null) return { kind: 'discarded', error: refused }
    const delivery = {
      id: printUuid('dlv', due.id),
      attempt: due.attempts + 1,
      at: new Date(due.now),
      outOfOrder: due.outOfOrder,
      kind: due.eventId === null ? ('audience' as const) : ('event' as const),
      payload: loaded.payload,
    }
    const start = performance.now()
    const outcome = await attempt({ deliver, delivery, fetch: outbound.fetch, stop: this.#stop })
    if (outcome) observe('delivery', { destination: connector, outcome: outcome.kind, seconds: (performance.now() - start) / 1000 })
    if (outcome?.kind === 'failed') pace.failed(outcome.after)
    else if (outcome) pace.succeeded()
    if (outcome?.kind === 'refused' && outcome.gone) {
      this.#gone = true
      await switchOff(pool, this.#destination, outcome.error)
    }
    return outcome
  }

  #settle(due: DueDelivery, loaded: Loaded | undefined, outcome: Outcome): void {
    const { id, name } = this.#destination
    const sample = { destination: name, delivery: printUuid('dlv', due.id), ...(loaded?.payload.event && { event: loaded.payload.event }) }
    const refusal = { sourceId: id, messageId: loaded?.payload.messageId ?? null, identifiers: loaded?.identifiers ?? [], sample }
    const settled = this.#context.settlement.add(this.#session, { due, outcome, refusal })
    // Awaited when all of the turn are under way.
    settled.catch(() => {})
    this.#settled.push(settled)
  }
}

/** Until when those behind it have to wait; null: they pass. */
function heldUpUntil(due: DueDelivery, { after }: Extract<Outcome, { kind: 'failed' }>): Millis | null {
  const next = nextAttempt({ attempts: due.attempts + 1, firstAttemptAt: due.firstAttemptAt ?? due.now, now: due.now, after })
  return next.kind === 'retry' && !next.aside ? next.due : null
}

/** In order within each profile; what belongs to nobody, or has been put aside, stands for itself. */
function byProfile(due: readonly DueDelivery[]): Iterable<readonly DueDelivery[]> {
  const queues = new Map<string, DueDelivery[]>()
  for (const one of due) {
    const key = one.aside ? one.id : (one.profileId ?? one.id)
    const queue = queues.get(key)
    if (queue) queue.push(one)
    else queues.set(key, [one])
  }
  return queues.values()
}

/** The far end says that it is gone: nothing more is sent until somebody switches the destination on again. */
async function switchOff(pool: pg.Pool, { id, workspaceId }: OpenDestination, error: string): Promise<void> {
  await transaction(pool, async (client) => {
    await changeSettings(client, workspaceId)
    await client.query(`update destinations set enabled = false, disabled_reason = $2, updated_at = engine_now() where id = $1 and enabled`, [
      id,
      `The address is gone for good: ${error}`,
    ])
  })
}

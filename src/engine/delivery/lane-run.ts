import type pg from 'pg'
import type { Delivery } from '../../connectors/contract.ts'
import type { Millis } from '../clock.ts'
import { refusedByConsent } from '../consent.ts'
import { observe } from '../observe.ts'
import { printUuid } from '../public-id.ts'
import { attempt } from './attempt.ts'
import { claimDeliveries, type DueDelivery, type Place } from './claim-deliveries.ts'
import { Deadlines } from './deadlines.ts'
import type { Session } from './lane-holder.ts'
import { type Loaded, loadPayloads, payloadOf } from './load-payloads.ts'
import type { OpenDestination } from './open-destinations.ts'
import type { Outbound } from './outbound.ts'
import { nextAttempt, type Outcome } from './outcome.ts'
import type { Settlement } from './settlement.ts'
import { switchOff } from './switch-off.ts'

const PAGE = 500
/** The next page is read while so many still wait, so that there is always something to send. */
const LOW = 300
/** After so long nothing new is begun; the rest is found again. */
const TURN: Millis = 2000

export interface LaneRunOptions {
  readonly pool: pg.Pool
  readonly outbound: Outbound
  readonly settlement: Settlement
  readonly lane: number
  readonly destination: OpenDestination
  readonly session: Session
  /** Ends attempts early; what they came to stays unknown. */
  readonly stop: AbortSignal
  /** Once aborted, nothing new is begun. */
  readonly draining: AbortSignal
}

/** A delivery with what it is about, if that is still there. */
interface Item {
  readonly due: DueDelivery
  readonly loaded: Loaded | undefined
}

/** The deliveries about one profile, in their order. */
interface Queue {
  readonly key: string
  readonly waiting: Item[]
  /** It is being worked on, or about to be. */
  active: boolean
  /** One of them is to be tried again then, and the others after it. */
  blockedUntil: Millis | null
  /** One of them was put aside: the others pass it. */
  passing: boolean
}

/** One turn of one lane, while it is held: several profiles at a time, each in its order. */
export class LaneRun {
  readonly #options: LaneRunOptions
  readonly #stop: AbortSignal
  readonly #deadlines: Deadlines
  readonly #ends = performance.now() + TURN
  readonly #queues = new Map<string, Queue>()
  readonly #ready: Queue[] = []
  #waiting = 0
  #unsettled = 0
  #inFlight = 0
  #reading = false
  #place: Place | null = null
  #more = true
  #gone = false
  #failure: unknown
  #done: () => void = () => {}

  constructor(options: LaneRunOptions) {
    this.#options = options
    this.#stop = AbortSignal.any([options.stop, options.session.lost])
    this.#deadlines = new Deadlines(this.#stop)
  }

  /** Answers whether there may be more. */
  async run(): Promise<boolean> {
    await new Promise<void>((resolve) => {
      this.#done = resolve
      this.#goOn()
    })
    this.#deadlines.close()
    if (this.#failure !== undefined) throw this.#failure
    return this.#more || this.#waiting > 0
  }

  /** Begins what can be begun; called whenever something has ended. */
  #goOn(): void {
    const over = this.#isOver()
    while (!over && this.#inFlight < this.#options.destination.pace.width) {
      const queue = this.#ready.shift()
      if (!queue) break
      this.#inFlight++
      void this.#work(queue)
    }
    if (!over && this.#more && !this.#reading && this.#waiting < LOW) void this.#read()
    if (this.#inFlight + this.#unsettled === 0 && !this.#reading && (over || (this.#ready.length === 0 && !this.#more))) this.#done()
  }

  #isOver(): boolean {
    const { destination, draining } = this.#options
    return (
      this.#gone || this.#failure !== undefined || this.#stop.aborted || draining.aborted || destination.pace.paused || performance.now() > this.#ends
    )
  }

  async #read(): Promise<void> {
    this.#reading = true
    try {
      const { pool, lane } = this.#options
      const due = await claimDeliveries(pool, { lane, after: this.#place, limit: PAGE })
      const loaded = await loadPayloads(pool, due)
      this.#more = due.length === PAGE
      this.#place = due.at(-1) ?? this.#place
      this.#waiting += due.length
      for (const one of due) this.#enqueue({ due: one, loaded: loaded.get(one.id) })
    } catch (error) {
      this.#failure = error
    } finally {
      this.#reading = false
      this.#goOn()
    }
  }

  /** What belongs to nobody, or has been put aside, stands for itself. */
  #enqueue(item: Item): void {
    const { due } = item
    const key = due.aside ? due.id : (due.profileId ?? due.id)
    const known = this.#queues.get(key)
    const queue: Queue = known ?? { key, waiting: [], active: false, blockedUntil: null, passing: false }
    if (!known) this.#queues.set(key, queue)
    queue.waiting.push(item)
    if (queue.active) return
    queue.active = true
    this.#ready.push(queue)
  }

  async #work(queue: Queue): Promise<void> {
    try {
      for (let item = queue.waiting[0]; item; item = queue.waiting[0]) {
        const due = queue.passing ? { ...item.due, outOfOrder: true } : item.due
        const until = due.aside ? null : (queue.blockedUntil ?? due.blockedUntil)
        if (until === null && this.#isOver()) return
        const outcome: Outcome = until === null ? await this.#try(due, item.loaded) : { kind: 'blocked', until }
        // Cut off: nobody knows whether it arrived.
        if (this.#stop.aborted) return
        queue.waiting.shift()
        this.#waiting--
        this.#settle(due, item.loaded, outcome)
        if (outcome.kind !== 'failed' || due.aside) continue
        queue.blockedUntil = heldUpUntil(due, outcome)
        queue.passing ||= queue.blockedUntil === null
      }
      queue.active = false
      // One that is blocked is remembered: what of it is read later in this turn does not know yet.
      if (queue.blockedUntil === null && !queue.passing) this.#queues.delete(queue.key)
    } catch (error) {
      this.#failure = error
    } finally {
      this.#inFlight--
      this.#goOn()
    }
  }

  async #try(due: DueDelivery, loaded: Loaded | undefined): Promise<Outcome> {
    const { outbound, pool, destination } = this.#options
    if (!loaded) return { kind: 'discarded', error: 'What it is about is no longer there.' }
    const refused = refusedByConsent({
      workspaceId: due.workspaceId,
      profileId: due.profileId,
      consent: loaded.kind === 'event' ? loaded.row.consent : null,
      purpose: { kind: 'delivery', destinationId: destination.id },
    })
    if (refused !== null) return { kind: 'discarded', error: refused }
    const delivery = {
      id: printUuid('dlv', due.id),
      attempt: due.attempts + 1,
      at: new Date(due.now),
      outOfOrder: due.outOfOrder,
      kind: kindOf(due),
      payload: payloadOf(loaded),
    }
    const start = performance.now()
    const outcome = await attempt({ deliver: destination.deliver, delivery, fetch: outbound.fetch, signal: this.#deadlines.next() })
    if (this.#stop.aborted) return outcome
    observe('delivery', { destination: destination.connector, outcome: outcome.kind, seconds: (performance.now() - start) / 1000 })
    if (outcome.kind === 'failed') destination.pace.failed(outcome.after)
    else destination.pace.succeeded()
    if (outcome.kind === 'refused' && outcome.gone) {
      this.#gone = true
      await switchOff(pool, destination, outcome.error)
    }
    return outcome
  }

  #settle(due: DueDelivery, loaded: Loaded | undefined, outcome: Outcome): void {
    const { settlement, session, destination } = this.#options
    this.#unsettled++
    settlement.add(session, { due, outcome, loaded, destination }, (error) => {
      this.#failure ??= error
      // Only the last one can end the run.
      if (--this.#unsettled === 0) this.#goOn()
    })
  }
}

/** Until when those behind it have to wait; null: they pass. */
function heldUpUntil(due: DueDelivery, { after }: Extract<Outcome, { kind: 'failed' }>): Millis | null {
  const next = nextAttempt({ attempts: due.attempts + 1, firstAttemptAt: due.firstAttemptAt ?? due.now, now: due.now, after })
  return next.kind === 'retry' && !next.aside ? next.due : null
}

const kindOf = ({ eventId, traitId }: DueDelivery): Delivery['kind'] => (eventId !== null ? 'event' : traitId !== null ? 'trait' : 'audience')

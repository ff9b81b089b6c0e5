import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { transaction } from '../../db/db.ts'
import { afterRaces } from '../after-races.ts'
import type { DefinitionsCache } from '../audiences/definitions-cache.ts'
import type { Changed } from '../audiences/reevaluate.ts'
import type { LaneHolder } from '../delivery/lane-holder.ts'
import { ConflictError, LimitReachedError } from '../errors.ts'
import { kindOf } from '../failure.ts'
import { readRules } from '../identity/rules-in-force.ts'
import { MOST_EVENTS } from '../split-profile.ts'
import { type Component, together } from './components.ts'
import { beginRun, failRun, finishRun, notePlanned, noteRead, noteSettled, putOff, type RefusedComponent, type Running } from './identity-run.ts'
import { makePlan, type Plan } from './plan.ts'
import { ComponentChanged } from './read-placement.ts'
import { OtherRules, settle } from './settle.ts'

export interface IdentityRunContext {
  readonly pool: pg.Pool
  readonly definitions: DefinitionsCache
  readonly holder: LaneHolder
  /** Puts the run down where it is, for another time. */
  readonly signal: AbortSignal
  /** Hears after each step, with what it has changed. */
  readonly onProgress: (run: Running, changed: Changed) => void | Promise<void>
  readonly onError: (error: unknown) => void
  /** Who has more of them together stays as they are: they would keep others waiting for too long. */
  readonly mostEvents?: number
  /** How many components at most are settled in one transaction. */
  readonly atOnce?: number
}

/** Each time all events are read again. Who came meanwhile is settled the next time. */
const MOST_ROUNDS = 10
// More would only keep people waiting.
const LONGEST_REST = 100
// What a transaction costs by itself is shared by these; whoever they are about waits for all of them.
const AT_ONCE = 100
const EVENTS_AT_ONCE = 2000
const NOTHING: Changed = { audienceIds: [], deliveryLanes: [] }

/**
 * Does a run, or what is left of it. One process at a time has it, by a lock of a connection that ends with the process. What is settled differs from the plan no more, so that whoever goes on
 * with it plans anew and does the rest.
 */
export async function runIdentity(context: IdentityRunContext, number: number): Promise<void> {
  const session = await context.holder.take(number)
  if (!session) return
  try {
    const run = await beginRun(context.pool, number)
    if (!run) return
    await new IdentityRun({ ...context, signal: AbortSignal.any([context.signal, session.lost]) }, run).run()
  } finally {
    await context.holder.release(session, number)
  }
}

/** Somebody has canceled it meanwhile. */
class NotWanted extends Error {}

class IdentityRun {
  readonly #context: Omit<IdentityRunContext, 'holder'>
  readonly #run: Running
  readonly #mostEvents: number
  readonly #atOnce: number

  constructor(context: Omit<IdentityRunContext, 'holder'>, run: Running) {
    this.#context = context
    this.#run = run
    this.#mostEvents = context.mostEvents ?? MOST_EVENTS
    this.#atOnce = context.atOnce ?? AT_ONCE
  }

  async run(): Promise<void> {
    const { pool, signal, onError, onProgress } = this.#context
    const { id } = this.#run
    try {
      await onProgress(this.#run, NOTHING)
      await finishRun(pool, id, await this.#settleAll())
    } catch (error) {
      if (signal.aborted || error instanceof NotWanted) return
      if (error instanceof OtherRules) await failRun(pool, id, `${error.message} Apply those.`)
      else if (error instanceof LimitReachedError) await failRun(pool, id, error.message)
      else {
        onError(error)
        await putOff(pool, id, 'It failed for a reason of its own, which is in the log of the worker.')
      }
    }
    await onProgress(this.#run, NOTHING)
  }

  /** Until all people are as they are to be; answers those who stay as they are. */
  async #settleAll(): Promise<readonly RefusedComponent[]> {
    for (let round = 1; ; round++) {
      const plan = await this.#plan()
      const tooLarge = plan.open.filter(({ events }) => events > this.#mostEvents)
      const refused = tooLarge.map((component) => refusal(component, 'TOO_MANY_EVENTS'))
      let changed = false
      for (const some of inPortions(plan.open, { most: this.#mostEvents, atOnce: this.#atOnce })) {
        const left = await this.#settleSome(plan, some)
        changed ||= left.length < some.length || left.some(({ code }) => code === 'KEEPS_CHANGING')
        refused.push(...left)
      }
      // Messages may have been resolved by who people were before.
      if (!changed || round === MOST_ROUNDS) return refused
    }
  }

  /** Settles them together; where that cannot be, each half by itself, down to those who cannot. Answers these. */
  async #settleSome(plan: Plan, some: readonly Component[]): Promise<readonly RefusedComponent[]> {
    const outcome = await this.#settle(plan, some)
    const [only] = some
    if (outcome === 'SETTLED' || only === undefined) return []
    if (some.length === 1) return [refusal(only, outcome)]
    const middle = Math.ceil(some.length / 2)
    return [...(await this.#settleSome(plan, some.slice(0, middle))), ...(await this.#settleSome(plan, some.slice(middle)))]
  }

  async #plan(): Promise<Plan> {
    const { pool, signal } = this.#context
    const { id, workspaceId, version } = this.#run
    let last = performance.now()
    const plan = await makePlan(pool, {
      workspaceId,
      rules: await readRules(pool, workspaceId, version),
      onPage: async (events) => {
        if (!(await noteRead(pool, id, events))) throw new NotWanted()
        await this.#rest(performance.now() - last, NOTHING)
        last = performance.now()
      },
    })
    signal.throwIfAborted()
    const open = plan.open.filter(({ events }) => events <= this.#mostEvents).length
    if (!(await notePlanned(pool, id, { events: plan.events, profiles: plan.profiles, open }))) throw new NotWanted()
    return plan
  }

  async #settle(plan: Plan, components: readonly Component[]): Promise<'SETTLED' | RefusedComponent['code']> {
    const { pool, definitions, onError } = this.#context
    const { id: runId, workspaceId } = this.#run
    const start = performance.now()
    try {
      const { joined, separated, appeared, vanished, ...changed } = await afterRaces(() =>
        transaction(pool, async (client) => {
          const settled = await settle(client, definitions, { workspaceId, runId, plan, component: together(components) })
          if (!(await noteSettled(client, runId, { ...settled, components: components.length }))) throw new NotWanted()
          return settled
        }),
      )
      await this.#rest(performance.now() - start, changed)
      return 'SETTLED'
    } catch (error) {
      if (error instanceof ComponentChanged || error instanceof ConflictError) return 'KEEPS_CHANGING'
      if (error instanceof NotWanted || error instanceof OtherRules || this.#context.signal.aborted || kindOf(error) !== 'input') throw error
      if (components.length === 1) onError(error)
      return 'FAILED'
    }
  }

  /** As long as it took, the database and this thread belong to the stream. */
  async #rest(took: number, changed: Changed): Promise<void> {
    await this.#context.onProgress(this.#run, changed)
    await sleep(Math.min(took, LONGEST_REST), undefined, { signal: this.#context.signal })
  }
}

const MOST_NAMED = 10

const refusal = ({ owners, events }: Component, code: RefusedComponent['code']): RefusedComponent => ({
  ...{ code, events },
  profileIds: owners.slice(0, MOST_NAMED),
})

/** Those that are not too large, so many at a time. */
function* inPortions(
  components: readonly Component[],
  { most, atOnce }: { readonly most: number; readonly atOnce: number },
): Generator<readonly Component[]> {
  let portion: Component[] = []
  let events = 0
  for (const component of components) {
    if (component.events > most) continue
    if (portion.length === atOnce || (portion.length > 0 && events + component.events > EVENTS_AT_ONCE)) {
      yield portion
      portion = []
      events = 0
    }
    portion.push(component)
    events += component.events
  }
  if (portion.length > 0) yield portion
}

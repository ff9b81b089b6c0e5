import type pg from 'pg'
import { arrayText } from '../../db/array-text.ts'
import type { Millis } from '../clock.ts'
import { printUuid } from '../public-id.ts'
import type { Refusal } from '../refusal.ts'
import { recordRefusals } from '../refusals.ts'
import type { DueDelivery } from './claim-deliveries.ts'
import type { Session } from './lane-holder.ts'
import { identifiersOf, type Loaded, payloadOf } from './load-payloads.ts'
import type { OpenDestination } from './open-destinations.ts'
import { nextAttempt, type Outcome } from './outcome.ts'

/** How a delivery stands after what became of it. */
interface Settled {
  readonly id: string
  readonly destinationId: string
  readonly status: 'PENDING' | 'RETRYING' | 'DELIVERED' | 'DISCARDED' | 'DEAD'
  readonly attempts: number
  readonly firstAttemptAt: Millis | null
  /** Null: as it was. */
  readonly dueAt: Millis | null
  readonly aside: boolean
  readonly outOfOrder: boolean
  readonly error: string | null
  readonly now: Millis
}

export interface ToSettle {
  readonly due: DueDelivery
  readonly outcome: Outcome
  readonly destination: Pick<OpenDestination, 'id' | 'name'>
  /** What it is about, if that is still there: listed when it is given up. */
  readonly loaded: Loaded | undefined
}

/** Between two writings: what comes meanwhile is written together. */
const PAUSE = 10

/** Writes what became of deliveries, of all lanes together, through the connection that holds them. */
export class Settlement {
  #waiting: { readonly session: Session; readonly entry: ToSettle; readonly done: (error?: unknown) => void }[] = []
  #writing = false

  /** `done` is called when it is written, or with the reason why it cannot be: the lane was lost first. */
  add(session: Session, entry: ToSettle, done: (error?: unknown) => void): void {
    this.#waiting.push({ session, entry, done })
    if (!this.#writing) void this.#write()
  }

  async #write(): Promise<void> {
    this.#writing = true
    while (this.#waiting.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
      const taken = this.#waiting
      this.#waiting = []
      for (const session of new Set(taken.map((one) => one.session))) {
        const mine = taken.filter((one) => one.session === session)
        const entries = mine.map(({ entry }) => entry)
        const error = await session
          .use((client) => settle(client, entries))
          .then(
            () => undefined,
            (failure: unknown) => failure ?? new Error('Nothing was written.'),
          )
        for (const { done } of mine) done(error)
      }
    }
    this.#writing = false
  }
}

async function settle(client: pg.PoolClient, entries: readonly ToSettle[]): Promise<void> {
  const others: ToSettle[] = []
  const taken = new Map<string, string[]>()
  for (const entry of entries) {
    const { due, outcome } = entry
    if (outcome.kind !== 'delivered' || due.outOfOrder) others.push(entry)
    else if (!taken.get(due.destinationId)?.push(due.id)) taken.set(due.destinationId, [due.id])
  }
  for (const [destinationId, ids] of taken) await markDelivered(client, destinationId, ids)
  if (others.length > 0) await settleOthers(client, others)
}

/** What nearly all come to. */
async function markDelivered(client: pg.PoolClient, destinationId: string, ids: readonly string[]): Promise<void> {
  await client.query({
    name: 'mark-delivered',
    text: `update outbox o set status = 'DELIVERED', attempts = o.attempts + 1, first_attempt_at = coalesce(o.first_attempt_at, clock.now), finished_at = clock.now
      from (select engine_now() as now) clock where o.destination_id = $1 and o.id = any($2::uuid[]) and o.status in ('PENDING', 'RETRYING')`,
    values: [destinationId, arrayText(ids)],
  })
}

async function settleOthers(client: pg.PoolClient, entries: readonly ToSettle[]): Promise<void> {
  const settled = entries.map(toSettled)
  const refused = entries.filter((_, i) => settled[i]?.status === 'DEAD')
  if (refused.length === 0) return update(client, settled)
  await client.query('begin')
  try {
    await update(client, settled)
    await recordDead(client, refused)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

function toSettled({ due, outcome }: ToSettle): Settled {
  const same = { id: due.id, destinationId: due.destinationId, aside: due.aside, outOfOrder: due.outOfOrder, now: due.now }
  const attempts = due.attempts + 1
  const firstAttemptAt = due.firstAttemptAt ?? due.now
  switch (outcome.kind) {
    case 'delivered':
      return { ...same, status: 'DELIVERED', attempts, firstAttemptAt, dueAt: null, error: null }
    case 'refused':
      return { ...same, status: 'DEAD', attempts, firstAttemptAt, dueAt: null, error: outcome.error }
    case 'discarded':
      return { ...same, status: 'DISCARDED', attempts: due.attempts, firstAttemptAt: due.firstAttemptAt, dueAt: null, error: outcome.error }
    case 'blocked':
      return {
        ...same,
        status: due.attempts > 0 ? 'RETRYING' : 'PENDING',
        attempts: due.attempts,
        firstAttemptAt: due.firstAttemptAt,
        dueAt: outcome.until,
        error: null,
      }
    case 'failed': {
      const next = nextAttempt({ attempts, firstAttemptAt, now: due.now, after: outcome.after })
      if (next.kind === 'dead') return { ...same, status: 'DEAD', attempts, firstAttemptAt, dueAt: null, error: outcome.error }
      const aside = due.aside || next.aside
      return {
        ...same,
        status: 'RETRYING',
        attempts,
        firstAttemptAt,
        dueAt: next.due,
        aside,
        outOfOrder: due.outOfOrder || aside,
        error: outcome.error,
      }
    }
  }
}

async function update(client: pg.PoolClient, settled: readonly Settled[]): Promise<void> {
  await client.query({
    name: 'settle-deliveries',
    text: `update outbox o set status = s.status, attempts = s.attempts, first_attempt_at = to_timestamp(s.first_attempt_at / 1000.0),
        due_at = coalesce(to_timestamp(s.due_at / 1000.0), o.due_at), aside = s.aside, out_of_order = s.out_of_order,
        last_error = coalesce(s.error, o.last_error),
        finished_at = case when s.status in ('DELIVERED', 'DISCARDED', 'DEAD') then to_timestamp(s.now / 1000.0) end
      from unnest($1::uuid[], $2::uuid[], $3::delivery_status[], $4::smallint[], $5::float8[], $6::float8[], $7::boolean[], $8::boolean[], $9::text[], $10::float8[])
        as s (destination_id, id, status, attempts, first_attempt_at, due_at, aside, out_of_order, error, now)
      where o.destination_id = s.destination_id and o.id = s.id and o.status in ('PENDING', 'RETRYING')`,
    values: [
      arrayText(settled.map((one) => one.destinationId)),
      arrayText(settled.map((one) => one.id)),
      arrayText(settled.map((one) => one.status)),
      arrayText(settled.map((one) => one.attempts)),
      arrayText(settled.map((one) => one.firstAttemptAt)),
      arrayText(settled.map((one) => one.dueAt)),
      arrayText(settled.map((one) => one.aside)),
      arrayText(settled.map((one) => one.outOfOrder)),
      settled.map((one) => one.error),
      arrayText(settled.map((one) => one.now)),
    ],
  })
}

async function recordDead(client: pg.PoolClient, entries: readonly ToSettle[]): Promise<void> {
  for (const workspaceId of new Set(entries.map(({ due }) => due.workspaceId))) {
    const mine = entries.filter(({ due }) => due.workspaceId === workspaceId)
    await recordRefusals(client, workspaceId, mine.map(toRefusal), mine[0]?.due.now ?? 0)
  }
}

function toRefusal({ due, outcome, loaded, destination }: ToSettle): Refusal {
  const error = 'error' in outcome ? outcome.error : ''
  const payload = loaded && payloadOf(loaded)
  const refusal = {
    // Counted by destination, as the others are by source.
    sourceId: destination.id,
    messageId: payload?.messageId ?? null,
    identifiers: loaded ? identifiersOf(loaded) : [],
    sample: { destination: destination.name, delivery: printUuid('dlv', due.id), ...(payload?.event !== undefined && { event: payload.event }) },
  }
  return outcome.kind === 'refused'
    ? { ...refusal, kind: 'DELIVERY', code: 'delivery_refused', message: `The destination refuses it for good: ${error}` }
    : { ...refusal, kind: 'DELIVERY', code: 'delivery_expired', message: `It could not be delivered within three days: ${error}` }
}

import { type Millis, SECOND } from '../engine/clock.ts'
import type { JsonObject } from '../engine/json.ts'
import type { Catalogue } from './catalogue.ts'
import type { Device, Person } from './person.ts'
import type { Random, Weighted } from './random.ts'
import { callsAt, type Step } from './step-calls.ts'

/** A call of the tracking API, and when it is made. */
export interface DatedCall {
  readonly at: Millis
  readonly call: JsonObject
}

/** How far the shop knows who comes: STRANGER never signed up; SIGNED_OUT did, elsewhere, and may sign in; SIGNED_IN is known from the start. */
export type Standing = 'STRANGER' | 'SIGNED_OUT' | 'SIGNED_IN'

export interface Visit {
  readonly at: Millis
  readonly person: Person
  readonly device: Device
  readonly standing: Standing
}

/** What follows a step, and how often; `leave` ends the visit. */
const NEXT: Readonly<Record<Step, readonly Weighted<Step | 'leave'>[]>> = {
  arrive: [
    [60, 'look at a product'],
    [25, 'look around'],
    [15, 'leave'],
  ],
  'look around': [
    [74, 'look at a product'],
    [10, 'look around'],
    [16, 'leave'],
  ],
  'look at a product': [
    [42, 'look at a product'],
    [28, 'fill the cart'],
    [10, 'look around'],
    [20, 'leave'],
  ],
  'fill the cart': [
    [30, 'look at a product'],
    [46, 'check out'],
    [24, 'leave'],
  ],
  'check out': [
    [72, 'buy'],
    [28, 'leave'],
  ],
  'sign up': [
    [80, 'buy'],
    [20, 'leave'],
  ],
  'sign in': [
    [70, 'look at a product'],
    [10, 'look around'],
    [20, 'leave'],
  ],
  buy: [
    [10, 'look around'],
    [90, 'leave'],
  ],
}
const MAX_STEPS = 16
const PAUSE = { from: 2 * SECOND, to: 16 * SECOND }
/** No visit takes longer. */
export const LONGEST_VISIT: Millis = MAX_STEPS * PAUSE.to

/** The calls of a visit, in order. Their ids follow from who comes and when: made a second time, they change nothing. */
export function callsOf({ at: arrival, person, device, standing: before }: Visit, catalogue: Catalogue, random: Random): readonly DatedCall[] {
  const calls: DatedCall[] = []
  const situation = { person, catalogue, random, orderId: `o-${arrival.toString(36)}`, cart: [] }
  let standing = before
  let at = arrival
  let step: Step | 'leave' = 'arrive'
  for (let steps = 0; step !== 'leave' && steps < MAX_STEPS; steps++) {
    if (step === 'sign up' || step === 'sign in') standing = 'SIGNED_IN'
    const who = { anonymousId: device.anonymousId, ...(standing === 'SIGNED_IN' && { userId: person.userId }) }
    // Calls of one step are a millisecond apart, so that they have an order.
    for (const [offset, call] of callsAt(step, situation).entries()) {
      const messageId = `demo-${person.userId}-${arrival.toString(36)}-${calls.length}`
      const timestamp = new Date(at + offset).toISOString()
      const context = { ...device.context, ...(call['context'] as JsonObject | undefined) }
      calls.push({ at: at + offset, call: { ...call, ...who, messageId, timestamp, context } })
    }
    step = decide(random.weighted(NEXT[step]), standing, random)
    at += random.between(PAUSE.from, PAUSE.to)
  }
  return calls
}

/** Nobody buys without an account. */
function decide(wish: Step | 'leave', standing: Standing, random: Random): Step | 'leave' {
  switch (standing) {
    case 'SIGNED_IN':
      return wish
    case 'SIGNED_OUT':
      return wish === 'buy' || (wish !== 'leave' && random.chance(0.4)) ? 'sign in' : wish
    case 'STRANGER':
      return wish === 'buy' || (wish === 'check out' && random.chance(0.3)) ? 'sign up' : wish
  }
}

/** Whether the shop knew in the end who it was. */
export const isKnownAfter = (calls: readonly DatedCall[]): boolean => calls.some(({ call }) => call['userId'] !== undefined)

import { DAY, MINUTE, type Millis, SECOND } from '../engine/clock.ts'
import { type Catalogue, makeCatalogue } from './catalogue.ts'
import { personOf } from './person.ts'
import { createRandom, type Random } from './random.ts'
import { callsOf, type DatedCall, isKnownAfter, LONGEST_VISIT } from './visit.ts'

/**
 * A shop whose whole life follows from its seed and these moments: who comes, when, and what they do. Nothing is remembered, so that a program that
 * was stopped goes on as if it had not been.
 */
export interface Shop {
  readonly seed: string
  readonly catalogue: Catalogue
  /** The first day of its history. */
  readonly opened: Millis
  /** Where history ends, and traffic at a given rate begins. */
  readonly live: Millis
  /** From one visit to the next, since then. */
  readonly spacing: Millis
}

/** Of traffic that there already is when the shop is created: as long as visits take, and the shortest audiences look back. */
const HEAD_START = 10 * MINUTE
const HISTORY_SPACING = 200 * SECOND
/** On average, as a test counts them. */
const CALLS_PER_VISIT = 4.8
/** How many visits ago those who return have come for the first time. */
const RETURN = { from: 15, to: 3000, tries: 8 }

export interface NewShop {
  readonly seed: string
  readonly createdAt: Millis
  /** How long before that it opened. */
  readonly history: Millis
  /** Calls a second. */
  readonly rate: number
}

export function openShop({ seed, createdAt, history, rate }: NewShop): Shop {
  const live = createdAt - HEAD_START
  return { seed, catalogue: makeCatalogue(seed), opened: live - history, live, spacing: (SECOND * CALLS_PER_VISIT) / rate }
}

/** The moments in (from, to] at which somebody may come, in order. */
function* arrivals(shop: Shop, from: Millis, to: Millis): Generator<Millis> {
  for (let i = indexAt(shop, from); arrivalAt(shop, i) <= to; i++) if (arrivalAt(shop, i) > from) yield arrivalAt(shop, i)
}

/** Arrivals are numbered; those of history are negative. */
const arrivalAt = ({ live, spacing }: Shop, index: number): Millis => Math.floor(live + index * (index < 0 ? HISTORY_SPACING : spacing))

/** Of the last arrival before that moment, or one just before it. */
function indexAt({ opened, live, spacing }: Shop, at: Millis): number {
  const index = Math.floor((at - live) / (at < live ? HISTORY_SPACING : spacing)) - 1
  return Math.max(index, Math.ceil((opened - live) / HISTORY_SPACING))
}

/** The calls of the visit that begins at that moment; of none where nobody comes. */
export function callsFrom(shop: Shop, arrival: Millis): readonly DatedCall[] {
  const random = createRandom(shop.seed, 'visit', arrival)
  if (arrival < shop.live && !random.chance(bustle(arrival))) return []
  if (isFirst(shop, arrival)) return firstVisit(shop, arrival)
  const born = whoReturns(shop, arrival, random)
  return born === null ? [] : nextVisit(shop, { born, arrival, random })
}

/** The share of visits at that hour: one at noon, a third of that at midnight, in UTC. */
const bustle = (at: Millis): number => (2 - Math.cos((2 * Math.PI * (at % DAY)) / DAY)) / 3

const isFirst = ({ seed }: Shop, arrival: Millis): boolean => createRandom(seed, 'first', arrival).chance(0.45)

function firstVisit({ seed, catalogue }: Shop, arrival: Millis): readonly DatedCall[] {
  const person = personOf(seed, arrival)
  return callsOf({ at: arrival, person, device: person.devices[0], standing: 'STRANGER' }, catalogue, createRandom(seed, 'steps', arrival))
}

function nextVisit({ seed, ...shop }: Shop, { born, arrival, random }: { born: Millis; arrival: Millis; random: Random }): readonly DatedCall[] {
  const person = personOf(seed, born)
  const known = isKnownAfter(firstVisit({ seed, ...shop }, born))
  const elsewhere = known && random.chance(0.45)
  const standing = elsewhere ? 'SIGNED_OUT' : known ? 'SIGNED_IN' : 'STRANGER'
  const device = person.devices[elsewhere ? 1 : 0]
  return callsOf({ at: arrival, person, device, standing }, shop.catalogue, createRandom(seed, 'steps', arrival))
}

/** Most come back soon or never: the moment of their first visit, or null. */
function whoReturns(shop: Shop, arrival: Millis, random: Random): Millis | null {
  const index = indexAt(shop, arrival)
  for (let i = 0; i < RETURN.tries; i++) {
    const born = arrivalAt(shop, index - Math.round(RETURN.from * (RETURN.to / RETURN.from) ** random.next()))
    if (born >= shop.opened && isFirst(shop, born)) return born
  }
  return null
}

export interface Stream {
  /** The calls since the last time until this moment, in order. */
  take(to: Millis): readonly DatedCall[]
}

/** What happens in the shop after a moment, also by those who came before it. */
export function streamFrom(shop: Shop, from: Millis): Stream {
  let arrived = from - LONGEST_VISIT
  let upcoming: DatedCall[] = []
  let after = from
  return {
    take(to) {
      for (const arrival of arrivals(shop, arrived, to)) upcoming.push(...callsFrom(shop, arrival))
      const taken = upcoming.filter(({ at }) => at > after && at <= to).sort((a, b) => a.at - b.at)
      upcoming = upcoming.filter(({ at }) => at > to)
      arrived = Math.max(arrived, to)
      after = to
      return taken
    },
  }
}

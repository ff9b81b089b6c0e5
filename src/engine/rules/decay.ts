import { Big } from 'big.js'
import { MINUTE, type Millis } from '../clock.ts'

/**
 * Points that halve with each half-life, on a grid aligned to the epoch, so that they can be kept as counts per cell, added up in any order, and
 * computed exactly: an age is whole steps between the cell of an event and that of now, and weighs by how many whole tenths of a half-life those are.
 */
const WEIGHTS = [
  '1',
  '0.9330329915',
  '0.8705505633',
  '0.8122523964',
  '0.7578582833',
  '0.7071067812',
  '0.6597539554',
  '0.6155722067',
  '0.5743491775',
  '0.5358867313',
].map((weight) => new Big(weight))

/** After twenty half-lives nothing is left. */
const TENTHS = 200

const DECIMALS = 4

/** The width of a cell. */
export const decayStep = (halfLife: Millis): Millis => Math.max(MINUTE, Math.ceil(halfLife / 10))

export const decayCell = (halfLife: Millis, at: Millis): number => Math.floor(at / decayStep(halfLife))

/** Events until this moment count no more. */
export function decayStart(halfLife: Millis, now: Millis): Millis {
  const step = decayStep(halfLife)
  return (decayCell(halfLife, now) - Math.ceil((TENTHS * halfLife) / (10 * step)) + 1) * step - 1
}

/** When a score changes though nothing happens. */
export const nextDecay = (halfLife: Millis, now: Millis): Millis => (decayCell(halfLife, now) + 1) * decayStep(halfLife)

/** How many events there are, by the moment or a moment in the same cell. */
export function decayScore({ points, halfLife }: Decay, counts: Iterable<readonly [at: Millis, count: number]>, now: Millis): number {
  let sum = new Big(0)
  for (const [at, count] of counts) sum = sum.plus(weightAt(halfLife, at, now).times(count))
  return sum.times(points).round(DECIMALS, Big.roundHalfUp).toNumber()
}

interface Decay {
  readonly points: number
  readonly halfLife: Millis | null
}

const ONE = new Big(1)
const ZERO = new Big(0)
const HALF = new Big('0.5')

function weightAt(halfLife: Millis | null, at: Millis, now: Millis): Big {
  if (halfLife === null) return ONE
  const age = (decayCell(halfLife, now) - decayCell(halfLife, at)) * decayStep(halfLife)
  const tenths = Math.floor((age * 10) / halfLife)
  return tenths < TENTHS ? HALF.pow(Math.floor(tenths / 10)).times(WEIGHTS[tenths % 10] as Big) : ZERO
}

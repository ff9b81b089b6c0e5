import { type Point, SPAN } from './audience-feed.ts'
import { svg } from './dom.ts'

const WIDTH = 240
const HEIGHT = 40
const MARGIN = 4
const LEAST_SPAN = 15_000
/** A change of one is not drawn as a cliff. */
const LEAST_RANGE = 6

export interface Sparkline {
  readonly element: SVGSVGElement
  draw(points: readonly Point[]): void
}

/** A size over time, up to now, as steps: between two changes it stood still. */
export function createSparkline(): Sparkline {
  const area = svg('path', { class: 'area' })
  const line = svg('path', { class: 'line', 'vector-effect': 'non-scaling-stroke' })
  const element = svg('svg', { class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, area, line)
  return {
    element,
    draw(points) {
      const path = stepsOf(points, Date.now())
      line.setAttribute('d', path)
      area.setAttribute('d', path && `${path}V${HEIGHT}H0Z`)
    },
  }
}

function stepsOf(points: readonly Point[], now: number): string {
  const [first] = points
  if (!first) return ''
  const span = Math.min(SPAN, Math.max(LEAST_SPAN, now - first.at))
  const across = (at: number) => Math.max(0, WIDTH * (1 - (now - at) / span)).toFixed(1)
  const sizes = points.map(({ size }) => size)
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)]
  const range = Math.max(high - low, LEAST_RANGE)
  const up = (size: number) => (HEIGHT / 2 - ((size - (low + high) / 2) / range) * (HEIGHT - 2 * MARGIN)).toFixed(1)
  return `M0 ${up(first.size)}${points.map(({ at, size }) => `H${across(at)}V${up(size)}`).join('')}H${WIDTH}`
}

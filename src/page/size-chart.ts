import { SIZES } from './documents.ts'
import { button, el, on, say, svg } from './dom.ts'
import { count, timeOf } from './format.ts'
import type { SizesQuery } from './generated/graphql.ts'
import type { Session } from './session.ts'

type SizePoint = NonNullable<SizesQuery['audience']>['sizeHistory'][number]

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** What can be looked back on, with how far apart the points are. */
const SPANS = [
  { name: 'hour', length: HOUR, every: 'PT1M' },
  { name: 'day', length: DAY, every: 'PT15M' },
  { name: 'week', length: 7 * DAY, every: 'PT1H' },
  { name: 'month', length: 30 * DAY, every: 'PT6H' },
] as const

type Span = (typeof SPANS)[number]

const WIDTH = 760
const HEIGHT = 180
const MARGIN = 18

/** The size of an audience over a time that can be chosen, and who came and went in it. */
export function sizeChart(session: Session, key: string): HTMLElement {
  const drawing = svg('svg', { class: 'chart', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img' })
  const note = el('p', { class: 'quiet', role: 'status' })
  const choices = SPANS.map((span) => button(span.name, { class: 'plain', 'aria-pressed': 'false' }, () => show(span)))
  let points: readonly SizePoint[] = []

  const tell = (text: string) => say(note, text)
  const summary = () => {
    const sum = (pick: (point: SizePoint) => number) => points.reduce((total, point) => total + pick(point), 0)
    const sizes = points.map(({ size }) => size)
    const range = `between ${count(Math.min(...sizes))} and ${count(Math.max(...sizes))}`
    return `${range} · ${count(sum(({ entered }) => entered))} came, ${count(sum(({ exited }) => exited))} left`
  }
  const show = (span: Span) => {
    choices.forEach((choice, i) => void choice.setAttribute('aria-pressed', String(SPANS[i] === span)))
    const from = new Date(Date.now() - span.length).toISOString()
    session.query(SIZES, { key, from, every: span.every }).then(
      ({ audience }) => {
        points = audience?.sizeHistory ?? []
        drawing.replaceChildren(...draw(points))
        drawing.setAttribute('aria-label', `The size over the last ${span.name}`)
        tell(points.length > 0 ? summary() : 'There is nothing of that time.')
      },
      (error: unknown) => tell(error instanceof Error ? error.message : String(error)),
    )
  }
  on(drawing as unknown as HTMLElement, 'pointermove', (event) => {
    const { left, width } = drawing.getBoundingClientRect()
    const point = points[Math.round(((event.clientX - left) / width) * (points.length - 1))]
    if (point) tell(`${timeOf(point.at)}: ${count(point.size)} · ${count(point.entered)} came, ${count(point.exited)} left`)
  })
  on(drawing as unknown as HTMLElement, 'pointerleave', () => tell(points.length > 0 ? summary() : ''))
  show(SPANS[0])
  return el(
    'figure',
    { class: 'sizes' },
    el('figcaption', {}, el('h2', {}, 'Size over the last'), ...choices),
    drawing as unknown as HTMLElement,
    note,
  )
}

function draw(points: readonly SizePoint[]): Element[] {
  if (points.length === 0) return []
  const sizes = points.map(({ size }) => size)
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)]
  const range = Math.max(high - low, 4)
  const middle = (high + low) / 2
  const up = (size: number) => (HEIGHT / 2 - ((size - middle) / range) * (HEIGHT - 2 * MARGIN)).toFixed(1)
  const across = (i: number) => ((WIDTH * i) / Math.max(1, points.length - 1)).toFixed(1)
  const line = points.map(({ size }, i) => `${i === 0 ? 'M' : 'L'}${across(i)} ${up(size)}`).join('')
  return [svg('path', { class: 'area', d: `${line}V${HEIGHT}H0Z` }), svg('path', { class: 'line', d: line, 'vector-effect': 'non-scaling-stroke' })]
}

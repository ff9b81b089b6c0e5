import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from 'd3-force'
import { el, svg } from './dom.ts'
import { inFull } from './format.ts'
import type { PersonFragment } from './generated/graphql.ts'

type Graph = PersonFragment['identityGraph']
type Identifier = PersonFragment['identifiers']['nodes'][number]

interface Dot extends SimulationNodeDatum {
  readonly element: SVGGElement
}

interface Line {
  readonly source: Dot
  readonly target: Dot
  readonly element: SVGLineElement
}

const HEIGHT = 280
const WIDEST = 640
const MARGIN = { x: 84, y: 34 }
const DISTANCE = 120
const CLOSEST = 44
/** Steps after which nothing moves that anybody would see; of a large graph fewer, because each takes longer. */
const stepsFor = (dots: number): number => Math.max(60, Math.min(300, Math.round(20_000 / Math.max(1, dots))))
/** With more than this, not every dot has its name beside it. */
const CROWD = 24

/** Which identifiers are one person: a dot for each, a line where two came on one message, the thicker the more often. */
export function identityGraph() {
  const lines = svg('g', { class: 'lines' })
  const dots = svg('g', { class: 'dots' })
  const drawing = svg('svg', { class: 'graph', role: 'img' }, lines, dots)
  const legend = el('ul', { class: 'legend' })
  let known = new Map<string, Dot>()
  let links: readonly Line[] = []
  let drawn = ''

  const arrange = () => draw(drawing, [...known.values()], links)
  const resized = new ResizeObserver(arrange)
  resized.observe(drawing)
  return {
    element: el('figure', {}, drawing, legend),
    update(graph: Graph, identifiers: readonly Identifier[]) {
      const shape = JSON.stringify([graph.nodes.map(keyOf), graph.edges.map(({ from, to, count }) => [keyOf(from), keyOf(to), count])])
      if (shape === drawn) return
      drawn = shape
      known = new Map(graph.nodes.map((node, i) => [keyOf(node), known.get(keyOf(node)) ?? createDot(node, identifiers, i)]))
      links = graph.edges.flatMap((edge) => createLine(edge, known))
      lines.replaceChildren(...links.map(({ element }) => element))
      dots.replaceChildren(...[...known.values()].map(({ element }) => element))
      legend.replaceChildren(...legendOf(graph))
      drawing.setAttribute('aria-label', describe(graph))
      drawing.toggleAttribute('data-crowded', known.size > CROWD)
      settle([...known.values()], links)
      arrange()
    },
    close: () => resized.disconnect(),
  }
}

const keyOf = ({ type, value }: { readonly type: string; readonly value: string }): string => `${type}\n${value}`

function createDot({ type, value }: Graph['nodes'][number], identifiers: readonly Identifier[], index: number): Dot {
  const seen = identifiers.find((one) => one.type === type && one.value === value)
  const told = seen ? `\nfirst seen ${inFull(seen.firstSeenAt)}\nlast seen ${inFull(seen.lastSeenAt)}` : ''
  const element = svg(
    'g',
    { class: 'dot', 'data-kind': kindOf(type) },
    svg('title', {}, `${type} ${value}${told}`),
    svg('circle', { r: type === 'user_id' ? 11 : 8 }),
    svg('text', { y: 26 }, short(type, value)),
  )
  // Around the middle, so that the same person is always drawn the same way.
  const angle = index * 2.4
  return { element, x: DISTANCE * Math.cos(angle), y: DISTANCE * Math.sin(angle) }
}

function createLine({ from, to, count, firstObservedAt }: Graph['edges'][number], dots: ReadonlyMap<string, Dot>): Line[] {
  const [source, target] = [dots.get(keyOf(from)), dots.get(keyOf(to))]
  if (!source || !target) return []
  const title = svg('title', {}, `together on ${count === 1 ? '1 message' : `${count} messages`}, first ${inFull(firstObservedAt)}`)
  const element = svg('line', { 'stroke-width': (1 + Math.log2(1 + count) * 0.7).toFixed(1) }, title)
  return [{ source, target, element }]
}

/** Finds a place for each, once: a picture that keeps moving is hard to read. */
function settle(dots: readonly Dot[], lines: readonly Line[]): void {
  forceSimulation<Dot>([...dots])
    .force('link', forceLink<Dot, Line>([...lines]).distance(DISTANCE))
    .force('charge', forceManyBody().strength(-600))
    .force('collide', forceCollide(CLOSEST))
    .force('x', forceX().strength(0.04))
    // The drawing is wider than it is high.
    .force('y', forceY().strength(0.16))
    .stop()
    .tick(stepsFor(dots.length))
}

function draw(drawing: SVGSVGElement, dots: readonly Dot[], lines: readonly Line[]): void {
  const width = Math.min(WIDEST, drawing.clientWidth || WIDEST)
  drawing.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`)
  const across = scaleTo(
    dots.map(({ x }) => x ?? 0),
    { from: MARGIN.x, to: width - MARGIN.x },
  )
  const down = scaleTo(
    dots.map(({ y }) => y ?? 0),
    { from: MARGIN.y, to: HEIGHT - MARGIN.y },
  )
  const place = ({ x, y }: Dot) => [across(x ?? 0).toFixed(1), down(y ?? 0).toFixed(1)] as const
  for (const dot of dots) dot.element.setAttribute('transform', `translate(${place(dot).join(' ')})`)
  for (const { source, target, element } of lines) {
    const [[x1, y1], [x2, y2]] = [place(source), place(target)]
    for (const [name, value] of Object.entries({ x1, y1, x2, y2 })) element.setAttribute(name, value)
  }
}

/** Puts what reaches from the smallest to the largest value into the middle of a space, and stretches it if there is much. */
function scaleTo(values: readonly number[], { from, to }: { readonly from: number; readonly to: number }): (value: number) => number {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const scale = high > low ? Math.min(1.3, (to - from) / (high - low)) : 0
  return (value) => (from + to) / 2 + (value - (low + high) / 2) * scale
}

/** Colours are by kind; all that is not one of these is told apart by its legend alone. */
const KINDS = ['user_id', 'anonymous_id', 'email', 'phone']
const kindOf = (type: string): string => (KINDS.includes(type) ? type : 'other')

const short = (type: string, value: string): string =>
  type === 'anonymous_id' ? `${value.slice(0, 8)}…` : value.length > 22 ? `${value.slice(0, 21)}…` : value

function legendOf({ nodes }: Graph): HTMLElement[] {
  const types = [...new Set(nodes.map(({ type }) => type))]
  return types.map((type) => {
    const many = nodes.filter((node) => node.type === type).length
    return el('li', { 'data-kind': kindOf(type) }, many > 1 ? `${type} ×${many}` : type)
  })
}

const describe = ({ nodes, edges }: Graph): string =>
  `${nodes.length} identifiers: ${nodes.map(({ type, value }) => `${type} ${value}`).join(', ')}; ${edges.length} pairs were seen together`

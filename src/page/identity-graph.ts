import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type Simulation, type SimulationNodeDatum } from 'd3-force'
import { el, svg, wantsLittleMotion } from './dom.ts'
import { inFull } from './format.ts'
import type { PersonFragment } from './generated/graphql.ts'

type Graph = PersonFragment['identityGraph']
type Identifier = PersonFragment['identifiers']['nodes'][number]

interface Dot extends SimulationNodeDatum {
  readonly key: string
  readonly type: string
  readonly value: string
  readonly element: SVGGElement
}

interface Line {
  readonly source: Dot
  readonly target: Dot
  readonly element: SVGLineElement
}

const WIDTH = 520
const HEIGHT = 280
const MARGIN = { x: 70, y: 34 }
const DISTANCE = 130
/** Steps after which nothing moves that anybody would see. */
const SETTLED = 200

/** Which identifiers are one person: a dot for each, a line where two came on one message, the thicker the more often. */
export function identityGraph() {
  const lines = svg('g', { class: 'lines' })
  const dots = svg('g', { class: 'dots' })
  const drawing = svg('svg', { class: 'graph', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img' }, lines, dots)
  const legend = el('ul', { class: 'legend' })
  const known = new Map<string, Dot>()
  let simulation: Simulation<Dot, undefined> | undefined
  let drawn = ''

  return {
    element: el('figure', {}, drawing, legend),
    update(graph: Graph, identifiers: readonly Identifier[]) {
      const now = graph.nodes.map(keyOf)
      const shape = JSON.stringify([now, graph.edges.map(({ from, to, count }) => [keyOf(from), keyOf(to), count])])
      if (shape === drawn) return
      drawn = shape
      for (const key of known.keys()) if (!now.includes(key)) known.delete(key)
      graph.nodes.forEach((node, i) => {
        if (!known.has(keyOf(node))) known.set(keyOf(node), createDot(node, identifiers, i))
      })
      const links = graph.edges.flatMap((edge) => createLine(edge, known))
      lines.replaceChildren(...links.map(({ element }) => element))
      dots.replaceChildren(...[...known.values()].map(({ element }) => element))
      legend.replaceChildren(...legendOf(graph))
      drawing.setAttribute('aria-label', describe(graph))
      simulation?.stop()
      simulation = settle([...known.values()], links)
    },
    close: () => void simulation?.stop(),
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
  return { key: keyOf({ type, value }), type, value, element, x: WIDTH / 2 + 60 * Math.cos(angle), y: HEIGHT / 2 + 60 * Math.sin(angle) }
}

function createLine({ from, to, count, firstObservedAt }: Graph['edges'][number], dots: ReadonlyMap<string, Dot>): Line[] {
  const [source, target] = [dots.get(keyOf(from)), dots.get(keyOf(to))]
  if (!source || !target) return []
  const title = svg('title', {}, `together on ${count === 1 ? '1 message' : `${count} messages`}, first ${inFull(firstObservedAt)}`)
  const element = svg('line', { 'stroke-width': (1 + Math.log2(1 + count) * 0.7).toFixed(1) }, title)
  return [{ source, target, element }]
}

function settle(dots: readonly Dot[], lines: readonly Line[]): Simulation<Dot, undefined> {
  const place = () => draw(dots, lines)
  const simulation = forceSimulation<Dot>([...dots])
    .force('link', forceLink<Dot, Line>([...lines]).distance(DISTANCE))
    .force('charge', forceManyBody().strength(-900))
    .force('collide', forceCollide(48))
    .force('x', forceX(WIDTH / 2).strength(0.03))
    .force('y', forceY(HEIGHT / 2).strength(0.1))
    .stop()
  if (wantsLittleMotion() || document.hidden) {
    simulation.tick(SETTLED)
    place()
    return simulation
  }
  return simulation.on('tick', place).restart()
}

function draw(dots: readonly Dot[], lines: readonly Line[]): void {
  for (const dot of dots) {
    dot.x = Math.min(WIDTH - MARGIN.x, Math.max(MARGIN.x, dot.x ?? 0))
    dot.y = Math.min(HEIGHT - MARGIN.y, Math.max(MARGIN.y, dot.y ?? 0))
    dot.element.setAttribute('transform', `translate(${dot.x.toFixed(1)} ${dot.y.toFixed(1)})`)
  }
  for (const { source, target, element } of lines) {
    const ends = { x1: source.x, y1: source.y, x2: target.x, y2: target.y }
    for (const [name, value] of Object.entries(ends)) element.setAttribute(name, (value ?? 0).toFixed(1))
  }
}

/** Colours are by kind; all that is not one of these is told apart by its legend alone. */
const KINDS = ['user_id', 'anonymous_id', 'email', 'phone']
const kindOf = (type: string): string => (KINDS.includes(type) ? type : 'other')

const short = (type: string, value: string): string =>
  type === 'anonymous_id' ? `${value.slice(0, 8)}…` : value.length > 26 ? `${value.slice(0, 25)}…` : value

function legendOf({ nodes }: Graph): HTMLElement[] {
  const types = [...new Set(nodes.map(({ type }) => type))]
  return types.map((type) => {
    const many = nodes.filter((node) => node.type === type).length
    return el('li', { 'data-kind': kindOf(type) }, many > 1 ? `${type} ×${many}` : type)
  })
}

const describe = ({ nodes, edges }: Graph): string =>
  `${nodes.length} identifiers: ${nodes.map(({ type, value }) => `${type} ${value}`).join(', ')}; ${edges.length} pairs were seen together`

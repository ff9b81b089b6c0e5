import type { AudienceFeed, WatchedAudience } from './audience-feed.ts'
import { el, say } from './dom.ts'
import { change, count } from './format.ts'
import { createSparkline } from './sparkline.ts'
import type { View } from './view.ts'

const REDRAW = 1000

interface Card {
  readonly element: HTMLElement
  update(audience: WatchedAudience): void
  /** The line goes on though nothing changes. */
  draw(): void
}

/** Every audience with its size, now and over the last minutes. */
export function overview(feed: AudienceFeed): View {
  const caption = el('span', { class: 'quiet' })
  const grid = el('ul', { class: 'cards', 'aria-labelledby': 'audiences-title' })
  const empty = el('div', {})
  const heading = el(
    'div',
    { class: 'heading' },
    el('h1', { id: 'audiences-title' }, 'Audiences'),
    caption,
    el('a', { class: 'new', href: '#/rule' }, 'Write a rule'),
  )
  const cards = new Map<string, Card>()

  const update = () => {
    const all = feed.all()
    const problem = feed.problem()
    say(caption, problem ?? (all ? captionFor(all) : ''))
    caption.classList.toggle('problem', problem !== null)
    empty.replaceChildren(...instead(all, problem))
    for (const audience of all ?? []) {
      const card = cards.get(audience.id) ?? createCard(audience)
      if (!cards.has(audience.id)) grid.append(card.element)
      cards.set(audience.id, card)
      card.update(audience)
    }
    for (const [id, card] of cards) {
      if (all?.some((audience) => audience.id === id)) continue
      card.element.remove()
      cards.delete(id)
    }
  }
  update()
  const unwatch = feed.watch(update)
  const timer = setInterval(() => document.hidden || cards.forEach((card) => void card.draw()), REDRAW)
  return {
    title: 'Audiences',
    element: el('section', { class: 'overview' }, heading, empty, grid),
    close() {
      unwatch()
      clearInterval(timer)
    },
  }
}

function captionFor(all: readonly WatchedAudience[]): string {
  const computing = all.filter(({ status }) => status === 'COMPUTING').length
  return computing > 0 ? `${computing} of ${all.length} being computed` : `${all.length} · size now, and since you opened this page`
}

function createCard({ key, name, description }: WatchedAudience): Card {
  const title = el('span', { class: 'name' }, name)
  const about = el('span', { class: 'about' }, description ?? key)
  const size = el('span', { class: 'size' })
  const moved = el('span', { class: 'moved' })
  const line = createSparkline()
  const link = el('a', { href: `#/audience/${key}`, class: 'card' }, title, about, el('span', { class: 'figures' }, size, moved), line.element)
  let current: WatchedAudience | undefined
  const draw = () => current && line.draw(current.points)
  return {
    element: el('li', { 'data-audience': key }, link),
    update(audience) {
      const before = current?.size
      current = audience
      say(title, audience.name)
      say(about, audience.description ?? audience.key)
      say(size, count(audience.size))
      say(moved, movement(audience))
      moved.dataset['direction'] = audience.size > audience.openedAt ? 'up' : audience.size < audience.openedAt ? 'down' : 'none'
      link.dataset['status'] = audience.status
      if (before !== undefined && before !== audience.size) flash(size)
      draw()
    },
    draw,
  }
}

function movement({ status, size, openedAt }: WatchedAudience): string {
  switch (status) {
    case 'COMPUTING':
      return 'computing'
    case 'DISABLED':
      return 'switched off'
    case 'FAILED':
      return 'failed'
    case 'LIVE':
      return change(size - openedAt)
  }
}

function flash(element: HTMLElement): void {
  element.classList.remove('flash')
  // Read, so that the animation begins anew.
  void element.offsetWidth
  element.classList.add('flash')
}

/** What stands where there are no cards. */
function instead(all: readonly WatchedAudience[] | undefined, problem: string | null): HTMLElement[] {
  if (all?.length === 0) return [noneYet()]
  return all === undefined && problem === null ? [el('p', { class: 'quiet' }, 'Reading the audiences …')] : []
}

const noneYet = () =>
  el(
    'div',
    { class: 'empty' },
    el('h2', {}, 'No audiences yet'),
    el(
      'p',
      {},
      'This workspace has none. ',
      el('a', { href: '#/rule' }, 'Write the rule of the first one'),
      ', or create it in ',
      el('a', { href: '/graphql' }, 'GraphiQL'),
      ' with createAudience: it appears here by itself.',
    ),
    el('p', {}, el('a', { href: '/docs/rules.md' }, 'How rules are written')),
  )

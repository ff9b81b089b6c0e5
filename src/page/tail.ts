import { TAIL } from './documents.ts'
import { button, el, say } from './dom.ts'
import { gist, inFull, rate as inWords, nameOf, timeOf, titleOf } from './format.ts'
import type { TailSubscription } from './generated/graphql.ts'
import type { Session } from './session.ts'

type Received = TailSubscription['eventReceived']['event']

const MOST = 80
const RATE_OVER = 10_000

/** Events as they are committed, newest first. Answers how to end it. */
export function showTail(session: Session, root: HTMLElement): () => void {
  const list = el('ol', { class: 'events', 'aria-label': 'Events, newest first' })
  const rate = el('span', { class: 'quiet' })
  const waiting = el('p', { class: 'quiet waiting' }, 'Waiting for the first event …')
  let held: Received[] | null = null
  let times: number[] = []

  const show = (events: readonly Received[]) => {
    if (events.length === 0) return
    waiting.remove()
    list.prepend(...events.slice(-MOST).toReversed().map(row))
    while (list.childElementCount > MOST) list.lastElementChild?.remove()
  }
  const pause = button('Pause', { class: 'plain', 'aria-pressed': 'false' }, () => {
    const shown = held
    held = held ? null : []
    pause.setAttribute('aria-pressed', String(held !== null))
    say(pause, held ? 'Go on' : 'Pause')
    if (shown) show(shown)
  })
  root.replaceChildren(el('div', { class: 'heading' }, el('h2', {}, 'Events'), rate, pause), waiting, list)

  const end = session.subscribe(
    TAIL,
    {},
    {
      next({ eventReceived: { event, skipped } }) {
        const now = Date.now()
        times = [...times.filter((at) => at > now - RATE_OVER), ...Array.from({ length: 1 + skipped }, () => now)]
        if (held) held = [...held, event].slice(-MOST)
        else show([event])
      },
      failed: (error) => void waiting.replaceChildren(`The events cannot be shown: ${error.message}`),
    },
  )
  const timer = setInterval(() => {
    times = times.filter((at) => at > Date.now() - RATE_OVER)
    say(rate, held ? `${held.length === MOST ? `${MOST} or more` : held.length} held back` : `${inWords(times.length / (RATE_OVER / 1000))} a second`)
  }, 1000)
  return () => {
    clearInterval(timer)
    end()
    root.replaceChildren()
  }
}

function row({ id, type, name, timestamp, userId, anonymousId, properties, traits, profile }: Received): HTMLElement {
  const who = nameOf({ traits: profile?.traits, userId, anonymousId })
  const about = gist({ ...properties, ...traits })
  const content = [
    el('span', { class: 'what' }, titleOf({ name, type })),
    el('time', { datetime: timestamp, title: inFull(timestamp) }, timeOf(timestamp)),
    el('span', { class: 'who' }, who),
    el('span', { class: 'about' }, about),
  ]
  return el(
    'li',
    { 'data-event': id, 'data-type': type },
    profile ? el('a', { href: `#/person/${profile.id}` }, ...content) : el('span', { class: 'nobody' }, ...content),
  )
}

import { el } from './dom.ts'
import { ago, gist, inFull, plain, titleOf } from './format.ts'
import type { PersonFragment } from './generated/graphql.ts'

type Events = PersonFragment['events']
type Event = Events['nodes'][number]

/** What the person did, newest first; each opens to all that was sent. */
export function personEvents(): { readonly element: HTMLElement; update(events: Events): void } {
  const list = el('ol', { class: 'history' })
  const none = el('p', { class: 'quiet' }, 'No events.')
  const rows = new Map<string, HTMLElement>()
  return {
    element: el('div', {}, list, none),
    update({ nodes }) {
      none.hidden = nodes.length > 0
      const shown = new Set(nodes.map(({ id }) => id))
      for (const [id, row] of rows) {
        if (shown.has(id)) continue
        row.remove()
        rows.delete(id)
      }
      // From the oldest on, so that each goes before the one after it.
      let next: HTMLElement | null = null
      for (const event of nodes.toReversed()) {
        const row: HTMLElement = rows.get(event.id) ?? createRow(event)
        rows.set(event.id, row)
        if (row.parentElement !== list || row.nextElementSibling !== next) list.insertBefore(row, next)
        next = row
      }
    },
  }
}

function createRow({ type, name, timestamp, properties, traits, source }: Event): HTMLElement {
  const sent = { ...properties, ...traits }
  const details = Object.entries(sent).flatMap(([key, value]) => [el('dt', {}, key), el('dd', {}, plain(value))])
  const summary = [
    el('span', { class: 'what' }, titleOf({ name, type })),
    el('span', { class: 'about' }, gist(sent)),
    el('time', { datetime: timestamp, title: inFull(timestamp) }, ago(timestamp)),
  ]
  const foot = el('p', { class: 'quiet' }, `${inFull(timestamp)}${source ? ` · ${source.name}` : ''}`)
  return el('li', { 'data-type': type }, el('details', {}, el('summary', {}, ...summary), el('dl', { class: 'traits' }, ...details), foot))
}

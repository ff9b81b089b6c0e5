import type { AudienceFeed } from './audience-feed.ts'
import { el, on, say } from './dom.ts'
import { explanation } from './explanation.ts'
import type { PersonFragment } from './generated/graphql.ts'
import type { Session } from './session.ts'

/** Every audience of people, with whether the person is in it; opened, it tells why. */
export function whyList(
  session: Session,
  feed: AudienceFeed,
  id: string,
): { readonly element: HTMLElement; update(memberships: PersonFragment['audiences']['nodes']): void } {
  const list = el('ul', { class: 'audiences' })
  const rows = new Map<string, { readonly element: HTMLElement; readonly state: HTMLElement }>()
  const createRow = (key: string, name: string) => {
    const state = el('span', { class: 'standing' })
    const answer = el('div', {})
    const details = el('details', {}, el('summary', {}, el('span', {}, name), state), answer)
    on(details, 'toggle', () => {
      if (!details.open) return
      explanation(session, key, id).then(
        (why) => answer.replaceChildren(why),
        (error: unknown) => say(answer, error instanceof Error ? error.message : String(error)),
      )
    })
    const element = el('li', { 'data-audience': key }, details)
    list.append(element)
    return { element, state }
  }
  return {
    element: list,
    update(memberships) {
      const inside = new Set(memberships.map(({ audience }) => audience.key))
      for (const { key, name, entity } of feed.all() ?? []) {
        if (entity !== 'PROFILE') continue
        const row = rows.get(key) ?? createRow(key, name)
        rows.set(key, row)
        say(row.state, inside.has(key) ? 'in' : 'not in')
        row.element.dataset['in'] = String(inside.has(key))
      }
    },
  }
}

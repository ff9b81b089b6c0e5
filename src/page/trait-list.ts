import { PROVENANCE } from './documents.ts'
import { el, on, say } from './dom.ts'
import { ago, plain } from './format.ts'
import type { Session } from './session.ts'

type Traits = Readonly<Record<string, unknown>>

/** Traits by name; pressing one tells where its value is from. */
export function traitList(session: Session, profileId: string): { readonly element: HTMLElement; update(traits: Traits): void } {
  const element = el('dl', { class: 'traits' })
  const rows = new Map<string, { readonly nodes: readonly HTMLElement[]; readonly value: HTMLElement; readonly origin: HTMLElement }>()

  const createRow = (name: string) => {
    const value = el('span', { class: 'value' })
    const origin = el('span', { class: 'origin quiet' })
    const ask = on(el('button', { type: 'button', class: 'plain', title: 'Where is this from?' }, name), 'click', () => {
      if (origin.textContent) return say(origin, '')
      provenance(session, profileId, name).then(
        (text) => say(origin, text),
        (error: unknown) => say(origin, String(error)),
      )
    })
    return { nodes: [el('dt', {}, ask), el('dd', {}, value, origin)], value, origin }
  }
  const none = el('p', { class: 'quiet' }, 'None yet: nothing has been said about this person.')
  return {
    element: el('div', {}, element, none),
    update(traits) {
      const flat = flatten(traits)
      none.hidden = flat.size > 0
      for (const [name, value] of flat) {
        const row = rows.get(name) ?? createRow(name)
        if (!rows.has(name)) element.append(...row.nodes)
        rows.set(name, row)
        if (row.value.textContent !== value) say(row.origin, '')
        say(row.value, value)
      }
      for (const [name, { nodes }] of rows) {
        if (flat.has(name)) continue
        for (const node of nodes) node.remove()
        rows.delete(name)
      }
    },
  }
}

const flatten = (traits: Traits): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(traits)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, spell(value)]),
  )

/** An object is told by what is in it. */
function spell(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return plain(value)
  return Object.values(value).map(plain).join(', ')
}

async function provenance(session: Session, id: string, name: string): Promise<string> {
  const { profile } = await session.query(PROVENANCE, { id, name })
  const trait = profile?.trait
  if (!trait) return 'no longer there'
  return `${ago(trait.updatedAt)}${trait.source ? `, from ${trait.source.name}` : ''}${trait.kind === 'COMPUTED' ? ', computed' : ''}`
}

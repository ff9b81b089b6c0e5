import { CREATE_AUDIENCE, VIEWER } from './documents.ts'
import { el, on, say } from './dom.ts'
import type { Session } from './session.ts'

/** Saves a rule as an audience, for whose key may write. */
export function saveForm(session: Session): { readonly element: HTMLElement; offer(query: string | null): void } {
  const name = el('input', { id: 'audience-name', placeholder: 'Name of the audience', autocomplete: 'off', required: true })
  const told = el('p', { class: 'problem', role: 'alert' })
  const form = el(
    'form',
    { class: 'save', hidden: true },
    el('label', { for: 'audience-name', class: 'unseen' }, 'Name of the audience'),
    el('div', { class: 'field' }, name, el('button', { type: 'submit' }, 'Create')),
    told,
  )
  let query: string | null = null
  let mayWrite = false
  session.query(VIEWER, {}).then(
    ({ viewer }) => {
      mayWrite = viewer.scopes.includes('write')
      form.hidden = !mayWrite || query === null
    },
    () => {},
  )
  on(form, 'submit', (event) => {
    event.preventDefault()
    if (query === null) return
    const input = { key: keyOf(name.value), name: name.value.trim(), definition: { query } }
    session
      .query(CREATE_AUDIENCE, { input })
      .then(({ createAudience: { audience, userErrors } }) => {
        say(told, userErrors.map(({ message }) => message).join(' '))
        if (audience) location.hash = `#/audience/${audience.key}`
      })
      .catch((error: unknown) => say(told, error instanceof Error ? error.message : String(error)))
  })
  return {
    element: form,
    offer(rule) {
      query = rule
      form.hidden = !mayWrite || rule === null
    },
  }
}

/** `Big spenders` → `big_spenders`. */
const keyOf = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')

import { FIND, FIND_BY_ID } from './documents.ts'
import { el, on, say } from './dom.ts'
import type { Session } from './session.ts'

const LABEL = 'Find a person by user id, e-mail, anonymous id or profile id'

/** A field that opens the person it finds. */
export function searchForm(session: Session): HTMLElement {
  const input = el('input', {
    id: 'search',
    type: 'search',
    placeholder: 'User id, e-mail, anonymous id or profile id',
    autocomplete: 'off',
    spellcheck: 'false',
  })
  const outcome = el('p', { class: 'outcome', role: 'status' })
  const form = el(
    'form',
    { class: 'search', role: 'search' },
    el('label', { for: 'search', class: 'unseen' }, LABEL),
    input,
    el('button', { type: 'submit' }, 'Find'),
    outcome,
  )
  on(input, 'input', () => say(outcome, ''))
  return on(form, 'submit', (event) => {
    event.preventDefault()
    const text = input.value.trim()
    if (text === '') return
    find(session, text)
      .then((id) => {
        say(outcome, id ? '' : `Nobody here is known as “${text}”.`)
        if (id) location.hash = `#/person/${id}`
      })
      .catch((error: unknown) => say(outcome, error instanceof Error ? error.message : String(error)))
  })
}

async function find(session: Session, text: string): Promise<string | null> {
  if (text.startsWith('prof_')) {
    const { profile } = await session.query(FIND_BY_ID, { id: text })
    if (profile) return profile.id
  }
  const { user, email, device } = await session.query(FIND, { text })
  return (user ?? email ?? device)?.id ?? null
}

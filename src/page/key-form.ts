import { el, on, say } from './dom.ts'

export interface KeyFormOptions {
  /** What was wrong with the one before. */
  readonly problem: string | null
  /** Whether there is a demo to look at instead. */
  readonly demo: (() => void) | null
  readonly take: (key: string) => void
}

/** Asks for a key. */
export function keyForm({ problem, demo, take }: KeyFormOptions): HTMLElement {
  const input = el('input', {
    id: 'key-input',
    type: 'password',
    placeholder: 'trb_rk_…',
    autocomplete: 'off',
    spellcheck: 'false',
    required: true,
    'aria-describedby': 'key-note key-problem',
  })
  const told = el('p', { id: 'key-problem', class: 'problem', role: 'alert' })
  const form = el(
    'form',
    {},
    el('label', { for: 'key-input' }, 'Read key of your workspace'),
    el('div', { class: 'field' }, input, el('button', { type: 'submit' }, 'Open')),
    told,
    el('p', { id: 'key-note', class: 'quiet' }, 'npm start prints it. It stays in this tab until you close it, and goes nowhere but to this server.'),
  )
  say(told, problem ?? '')
  on(form, 'submit', (event) => {
    event.preventDefault()
    take(input.value.trim())
  })
  const instead = demo && on(el('button', { type: 'button', class: 'plain' }, 'Look at the demo instead'), 'click', demo)
  return el('section', { class: 'ask' }, el('h1', {}, 'Which workspace?'), form, instead)
}

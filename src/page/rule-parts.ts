import { el, on } from './dom.ts'
import type { PropertyRuleInput, PropertyValueTestInput, WindowInput } from './generated/graphql.ts'

export type Unit = 'minutes' | 'hours' | 'days'

/** Options of a choice: what it is called in a rule, and to people. */
type Options = Readonly<Record<string, string>>

export function choice(label: string, options: Options): HTMLSelectElement {
  return el('select', { 'aria-label': label }, ...Object.entries(options).map(([value, text]) => el('option', { value }, text)))
}

export const field = (label: string, attributes: Readonly<Record<string, string>> = {}): HTMLInputElement =>
  el('input', { 'aria-label': label, placeholder: label, autocomplete: 'off', spellcheck: 'false', ...attributes })

export const amount = (label: string, start: string): HTMLInputElement =>
  el('input', { 'aria-label': label, type: 'number', min: '0', step: 'any', value: start, class: 'amount' })

/** Shows an element only while a choice asks for it. */
export function showWhile(select: HTMLSelectElement, element: HTMLElement, needed: (value: string) => boolean): void {
  const update = () => {
    element.hidden = !needed(select.value)
  }
  on(select, 'change', update)
  update()
}

/** A length of time: `P30D`, `PT12H`. Undefined until it is one. */
export function lengthField(label: string, start: string, unit: Unit): { readonly element: HTMLElement; read(): string | undefined } {
  const number = amount(label, start)
  const units = choice(`${label}, in`, { minutes: 'minutes', hours: 'hours', days: 'days' })
  units.value = unit
  return {
    element: el('span', { class: 'length' }, number, units),
    read() {
      const length = number.valueAsNumber
      if (!(length > 0)) return undefined
      return units.value === 'days' ? `P${length}D` : `PT${length}${units.value === 'hours' ? 'H' : 'M'}`
    },
  }
}

/** When something was done. Undefined until it is said; null: at any time. */
export function windowField(): { readonly element: HTMLElement; read(): WindowInput | null | undefined } {
  const kind = choice('When', { ever: 'at any time', last: 'in the last', ago: 'between' })
  const length = lengthField('How long', '30', 'days')
  const end = lengthField('Until how long ago', '7', 'days')
  const until = el('span', { class: 'length' }, 'and', end.element, 'ago')
  showWhile(kind, length.element, (value) => value !== 'ever')
  showWhile(kind, until, (value) => value === 'ago')
  return {
    element: el('span', { class: 'when' }, kind, length.element, until),
    read() {
      if (kind.value === 'ever') return null
      const [from, to] = [length.read(), end.read()]
      if (kind.value === 'last') return from === undefined ? undefined : { last: from }
      return from && to ? { ago: { from, to } } : undefined
    },
  }
}

const TESTS = {
  eq: 'is',
  neq: 'is not',
  gte: 'is at least',
  lte: 'is at most',
  gt: 'is more than',
  lt: 'is less than',
  contains: 'contains',
  startsWith: 'begins with',
  endsWith: 'ends with',
  in: 'is one of',
  matches: 'matches',
  exists: 'is known',
  absent: 'is not known',
  withinLast: 'is a date in the last days',
  withinNext: 'is a date in the next days',
} as const satisfies Options

type TestName = keyof typeof TESTS

/** A test of a value. Undefined until it is one. */
export function testField(): { readonly elements: readonly HTMLElement[]; read(): PropertyValueTestInput | undefined } {
  const test = choice('Test', TESTS)
  const value = field('value')
  showWhile(test, value, (name) => name !== 'exists' && name !== 'absent')
  return { elements: [test, value], read: () => readTest(test.value as TestName, value.value) }
}

function readTest(test: TestName, text: string): PropertyValueTestInput | undefined {
  if (test === 'exists' || test === 'absent') return { exists: test === 'exists' }
  if (text.trim() === '') return undefined
  switch (test) {
    case 'in':
      return { in: text.split(',').map((one) => scalar(one.trim())) }
    case 'withinLast':
    case 'withinNext':
      return Number(text) > 0 ? only(test, `P${Number(text)}D`) : undefined
    case 'startsWith':
    case 'endsWith':
    case 'matches':
      return only(test, text)
    case 'eq':
    case 'neq':
    case 'gte':
    case 'lte':
    case 'gt':
    case 'lt':
    case 'contains':
      return only(test, scalar(text.trim()))
  }
}

/** The only field that is set; which one is known by its name alone. */
const only = (test: TestName, value: unknown): PropertyValueTestInput => ({ [test]: value }) as unknown as PropertyValueTestInput

/** A number or a truth value where it looks like one; in double quotes it is text. */
function scalar(text: string): string | number | boolean {
  if (/^".*"$/.test(text)) return text.slice(1, -1)
  if (text === 'true' || text === 'false') return text === 'true'
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}

/** Conditions on the properties of an event. Undefined until all are complete; null: there are none. */
export function whereField(): { readonly element: HTMLElement; read(): PropertyRuleInput | null | undefined } {
  const parts = new Map<HTMLElement, () => PropertyRuleInput | undefined>()
  const list = el('span', { class: 'where' })
  const add = changeButton('+ where', {}, () => {
    const path = field('property', { list: 'known-properties' })
    const test = testField()
    const remove = removeButton('Remove this property', () => {
      parts.delete(part)
      part.remove()
    })
    const part = el('span', { class: 'part' }, 'where', path, ...test.elements, remove)
    parts.set(part, () => {
      const is = test.read()
      return path.value && is ? { property: { path: path.value, is } } : undefined
    })
    list.append(part)
    path.focus()
  })
  return {
    element: el('span', { class: 'wheres' }, list, add),
    read() {
      const read = [...parts.values()].map((part) => part())
      if (read.includes(undefined)) return undefined
      const all = read.filter((part) => part !== undefined)
      return all.length > 1 ? { all } : (all[0] ?? null)
    },
  }
}

/** A cross that takes something away. */
export const removeButton = (label: string, remove: () => void): HTMLButtonElement =>
  changeButton('×', { class: 'plain remove', 'aria-label': label, title: label }, remove)

/** A button that adds something to a form, or takes it away: what listens to the form hears of it as of what is typed. */
export function changeButton(label: string, attributes: Readonly<Record<string, string>>, change: () => void): HTMLButtonElement {
  return on(el('button', { type: 'button', class: 'plain', ...attributes }, label), 'click', (event) => {
    const form = (event.currentTarget as HTMLElement).closest('form')
    change()
    form?.dispatchEvent(new Event('input', { bubbles: true }))
  })
}

import { el, on } from './dom.ts'
import type { RuleInput } from './generated/graphql.ts'
import { type Condition, type ConditionKind, createCondition, KINDS, type Reference } from './rule-conditions.ts'
import { changeButton, choice, removeButton } from './rule-parts.ts'

/** Names that are in use, offered while one writes. */
export interface Vocabulary {
  readonly audiences: readonly Reference[]
  readonly events: readonly string[]
  readonly properties: readonly string[]
  readonly traits: readonly string[]
}

/** Conditions by choosing and filling in. `changed` gets the rule after each change; undefined while it is incomplete. */
export function ruleBuilder(vocabulary: Vocabulary, changed: (rule: RuleInput | undefined) => void): HTMLElement {
  const conditions = new Map<HTMLElement, Condition>()
  const join = choice('How many conditions must hold', { all: 'all of these hold', any: 'any of these holds' })
  const list = el('ol', { class: 'conditions' })
  const read = () => {
    const rules = [...conditions.values()].map((condition) => condition.read())
    const complete = rules.filter((rule) => rule !== undefined)
    if (complete.length === 0 || complete.length < rules.length) return undefined
    return complete.length === 1 ? complete[0] : join.value === 'all' ? { all: complete } : { any: complete }
  }
  const add = (kind: ConditionKind) => {
    const select = choice('Kind of condition', KINDS)
    select.value = kind
    const remove = removeButton('Remove this condition', () => {
      conditions.delete(row)
      row.remove()
    })
    const slot = el('div', { class: 'slot' })
    const row = el('li', {}, select, slot, remove)
    const fill = () => {
      const condition = createCondition(select.value as ConditionKind, vocabulary.audiences)
      conditions.set(row, condition)
      slot.replaceChildren(condition.element)
    }
    on(select, 'change', fill)
    fill()
    list.append(row)
  }
  add('did')
  const more = changeButton('+ condition', {}, () => add('did'))
  const form = el('form', { class: 'builder' }, el('p', {}, 'People for whom ', join), list, more, ...lists(vocabulary))
  on(form, 'submit', (event) => event.preventDefault())
  on(form, 'input', () => changed(read()))
  return form
}

const lists = ({ events, properties, traits }: Vocabulary): HTMLElement[] =>
  Object.entries({ events, properties, traits }).map(([kind, names]) =>
    el('datalist', { id: `known-${kind}` }, ...names.map((value) => el('option', { value }))),
  )

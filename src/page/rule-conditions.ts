import { el } from './dom.ts'
import type { MeasureInput, NumberTestInput, RuleInput, SequenceStepInput } from './generated/graphql.ts'
import { amount, changeButton, choice, field, lengthField, removeButton, showWhile, testField, whereField, windowField } from './rule-parts.ts'

/** One condition while it is being written. */
export interface Condition {
  readonly element: HTMLElement
  /** Undefined until it is complete. */
  read(): RuleInput | undefined
}

/** An audience that a rule can refer to. */
export interface Reference {
  readonly key: string
  readonly name: string
}

export type ConditionKind = 'did' | 'didNot' | 'sequence' | 'trait' | 'audience'

export const KINDS: Readonly<Record<ConditionKind, string>> = {
  did: 'did',
  didNot: 'did not',
  sequence: 'did in this order',
  trait: 'has the trait',
  audience: 'is in an audience',
}

export function createCondition(kind: ConditionKind, audiences: readonly Reference[]): Condition {
  switch (kind) {
    case 'did':
      return did()
    case 'didNot':
      return didNot()
    case 'sequence':
      return inOrder()
    case 'trait':
      return hasTrait()
    case 'audience':
      return isIn(audiences)
  }
}

const eventField = () => field('event, such as Order Completed', { list: 'known-events', class: 'event' })

const MEASURES = { EVENTS: 'times', UTC_DAYS: 'different days', sum: 'the sum of', avg: 'the average of', max: 'the highest', min: 'the lowest' }

function did(): Condition {
  const event = eventField()
  const measure = choice('Measure', MEASURES)
  const property = field('property', { list: 'known-properties' })
  const test = choice('How many', { gte: 'at least', lte: 'at most', eq: 'exactly' })
  const number = amount('Number', '1')
  const where = whereField()
  const window = windowField()
  const ofEvents = (value: string) => value === 'EVENTS' || value === 'UTC_DAYS'
  showWhile(measure, property, (value) => !ofEvents(value))
  return {
    element: el('span', { class: 'fields' }, event, test, number, measure, property, window.element, where.element),
    read() {
      const [whereRule, when] = [where.read(), window.read()]
      if (!event.value || Number.isNaN(number.valueAsNumber) || whereRule === undefined || when === undefined) return undefined
      if (!ofEvents(measure.value) && !property.value) return undefined
      return {
        event: {
          name: event.value,
          ...(whereRule && { where: whereRule }),
          ...(when && { window: when }),
          ...(measure.value !== 'EVENTS' && { measure: measureOf(measure.value, property.value) }),
          is: { [test.value]: number.valueAsNumber } as NumberTestInput,
        },
      }
    },
  }
}

const measureOf = (measure: string, property: string): MeasureInput =>
  measure === 'UTC_DAYS' ? { unit: measure } : ({ [measure]: property } as unknown as MeasureInput)

function didNot(): Condition {
  const event = eventField()
  const where = whereField()
  const window = windowField()
  return {
    element: el('span', { class: 'fields' }, event, window.element, where.element),
    read() {
      const [whereRule, when] = [where.read(), window.read()]
      if (!event.value || whereRule === undefined || when === undefined) return undefined
      return { not: { event: { name: event.value, ...(whereRule && { where: whereRule }), ...(when && { window: when }) } } }
    },
  }
}

/** The first step is done; each further one is, or is not, within some time. */
function inOrder(): Condition {
  const first = eventField()
  const steps = new Map<HTMLElement, () => SequenceStepInput | undefined>()
  const list = el('span', { class: 'steps' })
  const add = () => {
    const kind = choice('Then', { did: 'then did', didNot: 'and then did not' })
    const event = eventField()
    const limit = choice('How soon', { any: 'at any time', within: 'within' })
    const length = lengthField('How soon', '1', 'hours')
    showWhile(limit, length.element, (value) => value === 'within')
    const remove = removeButton('Remove this step', () => {
      steps.delete(step)
      step.remove()
    })
    const step = el('span', { class: 'part' }, kind, event, limit, length.element, remove)
    steps.set(step, () => {
      const within = limit.value === 'any' ? null : length.read()
      if (!event.value || within === undefined) return undefined
      return { event: event.value, ...(kind.value === 'didNot' && { did: false }), ...(within && { within }) }
    })
    list.append(step)
  }
  add()
  return {
    element: el('span', { class: 'fields' }, first, list, changeButton('+ step', {}, add)),
    read() {
      const read = [...steps.values()].map((step) => step())
      if (!first.value || read.includes(undefined)) return undefined
      return { sequence: { steps: [{ event: first.value }, ...read.filter((step) => step !== undefined)] } }
    },
  }
}

function hasTrait(): Condition {
  const path = field('trait, such as plan', { list: 'known-traits', class: 'event' })
  const test = testField()
  return {
    element: el('span', { class: 'fields' }, path, ...test.elements),
    read() {
      const is = test.read()
      return path.value && is ? { trait: { path: path.value, is } } : undefined
    },
  }
}

function isIn(audiences: readonly Reference[]): Condition {
  const which = choice('Audience', Object.fromEntries(audiences.map(({ key, name }) => [key, name])))
  const not = el('input', { type: 'checkbox' })
  return {
    element: el('span', { class: 'fields' }, which, el('label', {}, not, 'it is not')),
    read: () => (which.value ? { audience: { key: which.value, member: !not.checked } } : undefined),
  }
}

import type { JsonObject } from '../../json.ts'
import type { CountedText, EventText, StepText, WhereLeaf } from './event-text.ts'
import { isAtLeastOne, isNone, readFunnel } from './funnel.ts'
import { listOf, objectOf, type Written } from './origins.ts'
import { type Tree, treeToJson } from './read-boolean.ts'
import type { Reader } from './reader.ts'

/** The condition that an event makes: that it was done so often, or a sequence that it begins. */
export function eventToJson(reader: Reader, counted: CountedText): JsonObject {
  const { event, measure, is } = counted
  if (event.withinParent) throw reader.mistake(event.withinParent.at, 'there is no outer event that it could be within of')
  if (event.steps.length > 0 || event.occurrence) {
    if (measure) throw reader.mistake(measure.at, 'a sequence, or a first or last event, is there or not; it is not counted')
    const first = { at: event.at, did: true, event: { event: { ...event, window: null, steps: [] }, measure, is } }
    return sequenceToJson(reader, { steps: [first, ...event.steps], window: event.window, at: event.at })
  }
  const funnel = readFunnel(reader, counted)
  if (!funnel) return objectOf({ event: { value: conditionToJson(reader, counted), at: event.at } })
  if (!isAtLeastOne(counted) && !isNone(counted))
    throw reader.mistake(is?.at ?? event.at, 'an event that another one follows is there, as count() >= 1, or not, as count() = 0; it is not counted')
  const sequence = sequenceToJson(reader, { steps: funnel, window: event.window, at: event.at })
  return isNone(counted) ? objectOf({ not: { value: sequence, at: event.at } }) : sequence
}

const conditionToJson = (reader: Reader, { event: { name, type, where, window }, measure, is }: CountedText): JsonObject =>
  objectOf({
    name,
    type,
    where: whereToJson(reader, where),
    window,
    measure: measure?.value ? { value: measure.value, at: measure.at } : null,
    is,
  })

export function sequenceToJson(
  reader: Reader,
  { steps, window, at }: { readonly steps: readonly StepText[]; readonly window: Written<JsonObject> | null; readonly at: number },
): JsonObject {
  const early = steps[0]?.event.event.window
  if (early)
    throw reader.mistake(early.at, 'the first step follows none; the window of the whole sequence stands behind it, as in sequence(…).within(7 days)')
  const list = listOf(steps.map((step) => ({ value: stepToJson(reader, step), at: step.at })))
  return objectOf({ sequence: { value: objectOf({ steps: { value: list, at }, window }), at } })
}

function stepToJson(reader: Reader, { at, did, event: counted }: StepText): JsonObject {
  const { event, measure } = counted
  if (measure) throw reader.mistake(measure.at, 'a step of a sequence is one event; it is not counted')
  if (event.steps.length > 0) throw reader.mistake(event.at, 'the steps of a sequence stand one after another, not within each other')
  if (event.type) throw reader.mistake(event.type.at, "a step of a sequence goes by its name alone, such as event('Page Viewed')")
  return objectOf({
    event: event.name,
    where: whereToJson(reader, event.where),
    within: event.withinParent ?? lastOf(reader, event),
    did: did ? null : { value: false, at },
    occurrence: event.occurrence,
  })
}

function lastOf(reader: Reader, { window }: EventText): Written<string> | null {
  if (!window) return null
  const { last } = window.value
  if (typeof last !== 'string')
    throw reader.mistake(window.at, 'a step of a sequence has within(…), the time since the step before it, and no other window')
  return { value: last, at: window.at }
}

const whereToJson = (reader: Reader, where: Tree<WhereLeaf> | null): Written<JsonObject> | null =>
  where &&
  treeToJson(where, (leaf) => {
    if (leaf.kind === 'test') return leaf.rule
    throw reader.mistake(
      leaf.counted.event.at,
      'an event within where(…) stands there alone or beside AND, and only in a condition that is not a step itself',
    )
  })

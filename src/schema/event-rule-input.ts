import { builder } from './builder.ts'
import { EventTypeRef } from './event-type.ts'
import { NumberTestInput, PropertyValueTestInput } from './value-test-input.ts'

const PropertyTestInput = builder.inputType('PropertyTestInput', {
  description: 'A value of an event, by path, and its test.',
  fields: (t) => ({
    path: t.string({ required: true, description: 'Segments are separated by `.`; `\\.` is a literal dot, `*` any element of a list.' }),
    is: t.field({ type: PropertyValueTestInput, required: true, description: 'The test.' }),
  }),
})

type PropertyTest = typeof PropertyTestInput.$inferInput
interface PropertyRule {
  all?: PropertyRule[] | null
  any?: PropertyRule[] | null
  not?: PropertyRule | null
  property?: PropertyTest | null
  context?: PropertyTest | null
  trait?: PropertyTest | null
}

export const PropertyRuleInput = builder.inputRef<PropertyRule, false>('PropertyRuleInput')
builder.inputType(PropertyRuleInput, {
  description: 'What must hold of the values of one event; exactly one field is set.',
  isOneOf: true,
  fields: (t) => ({
    all: t.field({ type: [PropertyRuleInput], description: 'AND. Empty is true.' }),
    any: t.field({ type: [PropertyRuleInput], description: 'OR. Empty is false.' }),
    not: t.field({ type: PropertyRuleInput, description: 'Plain negation.' }),
    property: t.field({ type: PropertyTestInput, description: 'A test of a property.' }),
    context: t.field({ type: PropertyTestInput, description: 'A test of a value of the context.' }),
    trait: t.field({ type: PropertyTestInput, description: 'A test of a trait that the call itself carried.' }),
  }),
})

const AgoInput = builder.inputType('AgoInput', {
  description: 'From `from` ago to `to` ago; `from` is the longer.',
  fields: (t) => ({
    from: t.field({ type: 'Duration', required: true, description: 'How long ago it begins.' }),
    to: t.field({ type: 'Duration', required: true, description: 'How long ago it ends.' }),
  }),
})

const RangeInput = builder.inputType('RangeInput', {
  description: 'Between two moments.',
  fields: (t) => ({
    from: t.field({ type: 'DateTime', description: 'Where it begins, itself not included; from the beginning if left out.' }),
    to: t.field({ type: 'DateTime', description: 'Where it ends, itself included; now if left out.' }),
  }),
})

export const WindowInput = builder.inputType('WindowInput', {
  description: 'Half-open (start, end]. `last` and `ago` slide with the clock, so members enter and leave as time passes with no new event.',
  isOneOf: true,
  fields: (t) => ({
    last: t.field({ type: 'Duration', description: 'From so long ago until now.' }),
    ago: t.field({ type: AgoInput, description: 'From so long ago until so long ago.' }),
    range: t.field({ type: RangeInput, description: 'Between two moments.' }),
  }),
})

const MeasureUnit = builder.enumType('MeasureUnit', {
  description: 'What can be counted of events.',
  values: {
    EVENTS: { description: 'The events.' },
    UTC_DAYS: { description: 'The calendar days in UTC with such an event.' },
  },
})

const MeasureInput = builder.inputType('MeasureInput', {
  description: 'A property by path, or a unit. Without any matching event, sum, uniqueCount and units are 0, and a test on avg, min or max is false.',
  isOneOf: true,
  fields: (t) => ({
    unit: t.field({ type: MeasureUnit, description: 'A number of events, or of days.' }),
    sum: t.string({ description: 'The sum of a property; what is no number is skipped.' }),
    avg: t.string({ description: 'The average of a property.' }),
    min: t.string({ description: 'The smallest number of a property.' }),
    max: t.string({ description: 'The largest number of a property.' }),
    uniqueCount: t.string({ description: 'How many different values a property has.' }),
  }),
})

export const EventRuleInput = builder.inputType('EventRuleInput', {
  description: 'The number (or another measure) of matching events inside the window passes the test. At least one of `name` and `type`.',
  fields: (t) => ({
    type: t.field({ type: EventTypeRef, description: 'The kind of call.' }),
    name: t.string({ description: 'The name of the event.' }),
    where: t.field({ type: PropertyRuleInput, description: 'What else must hold of the event.' }),
    window: t.field({ type: WindowInput, description: 'Default: from the beginning until now.' }),
    measure: t.field({ type: MeasureInput, description: 'Default: the number of events.' }),
    is: t.field({ type: NumberTestInput, description: 'Default: gte 1.' }),
  }),
})

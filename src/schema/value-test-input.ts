import { builder } from './builder.ts'

const NumberRangeInput = builder.inputType('NumberRangeInput', {
  description: 'Both included.',
  fields: (t) => ({
    from: t.float({ required: true, description: 'The smallest number that passes.' }),
    to: t.float({ required: true, description: 'The largest number that passes.' }),
  }),
})

export const NumberTestInput = builder.inputType('NumberTestInput', {
  description: 'A test of a number.',
  isOneOf: true,
  fields: (t) => ({
    eq: t.float({ description: 'Equal.' }),
    neq: t.float({ description: 'Not equal.' }),
    gt: t.float({ description: 'Greater.' }),
    gte: t.float({ description: 'Greater or equal.' }),
    lt: t.float({ description: 'Less.' }),
    lte: t.float({ description: 'Less or equal.' }),
    between: t.field({ type: NumberRangeInput, description: 'Within a range, its ends included.' }),
  }),
})

type FieldBuilder = Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0]

const tests = (t: FieldBuilder) => ({
  eq: t.field({ type: 'JSONScalar', description: 'Equal, and of the same type.' }),
  neq: t.field({ type: 'JSONScalar', description: 'Present and not equal; another type is not equal.' }),
  gt: t.field({ type: 'OrderedValue', description: 'Greater: between two numbers, or two strings by code point.' }),
  gte: t.field({ type: 'OrderedValue', description: 'Greater or equal.' }),
  lt: t.field({ type: 'OrderedValue', description: 'Less.' }),
  lte: t.field({ type: 'OrderedValue', description: 'Less or equal.' }),
  between: t.field({ type: NumberRangeInput, description: 'A number within a range, its ends included.' }),
  in: t.field({ type: ['JSONScalar'], description: 'Equal to one of these; to none of an empty list.' }),
  nin: t.field({ type: ['JSONScalar'], description: 'Present and equal to none of these.' }),
  contains: t.field({ type: 'JSONScalar', description: 'A substring of a string, or an element of a list.' }),
  notContains: t.field({ type: 'JSONScalar', description: 'A string or a list without it.' }),
  startsWith: t.string({ description: 'A string that begins so.' }),
  endsWith: t.string({ description: 'A string that ends so.' }),
  matches: t.string({ description: 'A whole-string RE2 pattern.' }),
  exists: t.boolean({ description: 'Whether there is a value; null is none.' }),
  before: t.field({ type: 'DateTime', description: 'A date before this moment.' }),
  after: t.field({ type: 'DateTime', description: 'A date after this moment.' }),
})

export const ValueTestInput = builder.inputType('ValueTestInput', {
  description: 'Every test is false when the value is missing or of another type, except `exists: false`.',
  isOneOf: true,
  fields: (t) => ({
    ...tests(t),
    withinLast: t.field({ type: 'Duration', description: 'A date at most so long ago.' }),
    beforeLast: t.field({ type: 'Duration', description: 'A date longer ago.' }),
    withinNext: t.field({ type: 'Duration', description: 'A date at most so far ahead.' }),
    afterNext: t.field({ type: 'Duration', description: 'A date further ahead.' }),
    eqTrait: t.string({ description: 'Equal to another trait of the same profile, by path.' }),
    gtTrait: t.string({ description: 'Greater than another trait: between two numbers, or two strings by code point.' }),
    ltTrait: t.string({ description: 'Less than another trait.' }),
  }),
})

export const PropertyValueTestInput = builder.inputType('PropertyValueTestInput', {
  description: "The same for the values of an event; relative dates count from the event's own timestamp.",
  isOneOf: true,
  fields: (t) => ({
    ...tests(t),
    withinLast: t.field({ type: 'Duration', description: 'A date at most so long before the event.' }),
    beforeLast: t.field({ type: 'Duration', description: 'A date longer before the event.' }),
    withinNext: t.field({ type: 'Duration', description: 'A date at most so long after the event.' }),
    afterNext: t.field({ type: 'Duration', description: 'A date longer after the event.' }),
  }),
})

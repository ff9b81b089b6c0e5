import type { Json } from '../engine/json.ts'
import { builder } from './builder.ts'
import { LimitPeriod } from './identity-rules.ts'
import { storable } from './storable.ts'

const IdentifierLimitInput = builder.inputType('IdentifierLimitInput', {
  description: 'How many values of a type a profile may hold.',
  fields: (t) => ({
    count: t.int({ required: true, description: 'So many: 1 to 1000.' }),
    period: t.field({ type: LimitPeriod, required: true, defaultValue: 'EVER', description: 'First seen in one such period.' }),
  }),
})

const IdentifierReplacementInput = builder.inputType('IdentifierReplacementInput', {
  description: 'What is replaced in a value before it is matched.',
  fields: (t) => ({
    pattern: t.string({ required: true, description: 'In the syntax of RE2; all that it matches is replaced.' }),
    replacement: t.string({ required: true, description: 'By what: `$1` to `$9` are groups, `$0` is the whole match, `$$` is a dollar.' }),
  }),
})

const IdentifierNormalisationInput = builder.inputType('IdentifierNormalisationInput', {
  description: 'How a value is made equal to others that mean the same. What is left out is as it is by default for the type.',
  fields: (t) => ({
    trim: t.boolean({ description: 'White space around it is left out. Default: true for `email` and parts of combined keys.' }),
    lowerCase: t.boolean({ description: 'It is in lower case. Default: true for `email` and parts of combined keys.' }),
    removePlusTag: t.boolean({ description: 'Of an e-mail address, what stands between a + and the @ is left out. Default: false.' }),
    e164: t.boolean({ description: 'A phone number that parses is in E.164. Default: true for `phone`.' }),
    defaultCountry: t.string({ description: 'The country of phone numbers without a leading +, such as `DE`. Default: none.' }),
    replacements: t.field({ type: [IdentifierReplacementInput], description: 'Last, in this order. Default: none.' }),
  }),
})

const BlockedValuesInput = builder.inputType('BlockedValuesInput', {
  description:
    'Values that identify nobody, as they are once they are normalised. A list that is left out is as it is by default; an empty one blocks nothing.',
  fields: (t) => ({
    values: t.stringList({ description: 'These, exactly.' }),
    anyCase: t.stringList({ description: 'These, in upper, lower and mixed case.' }),
    patterns: t.stringList({ description: 'Whatever one of these matches as a whole, in the syntax of RE2.' }),
  }),
})

const IdentifierTypeRuleInput = builder.inputType('IdentifierTypeRuleInput', {
  description: 'How the identifiers of a type make profiles. What is left out is as it is by default for the type.',
  fields: (t) => ({
    type: t.string({ required: true, description: 'The type: built in, or your own.' }),
    builtIn: t.boolean({
      description: 'Whether it is read from where SDKs put it. Default: true but for the identifiers of devices and of Google Analytics.',
    }),
    paths: t.stringList({
      description: 'Where else in an event it is read from: a path that begins with `traits.`, `properties.` or `context.`. Default: nowhere.',
    }),
    joins: t.boolean({
      description: 'Whether it finds and joins profiles; if not, it stays on the event and is no identifier of anybody. Default: true.',
    }),
    limit: t.field({
      type: IdentifierLimitInput,
      description:
        'How many values a profile may hold. Default: 5, of `user_id` and `group_id` 1. With more than one `group_id` messages merge accounts.',
    }),
    priority: t.int({ description: 'The lower, the stronger: 1 to 1000. Default: 3, of `user_id` 1, of `email` 2.' }),
    normalisation: t.field({ type: IdentifierNormalisationInput, description: 'How values are matched.' }),
    blocked: t.field({
      type: BlockedValuesInput,
      description: 'Values that identify nobody, beside those that are blocked for every type. Default: none.',
    }),
  }),
})

const OtherTypesRuleInput = builder.inputType('OtherTypesRuleInput', {
  description: 'How the identifiers of every other type make profiles.',
  fields: (t) => ({
    joins: t.boolean({ description: 'As of a type. Default: true.' }),
    limit: t.field({ type: IdentifierLimitInput, description: 'As of a type. Default: 5.' }),
    priority: t.int({ description: 'As of a type. Default: 3.' }),
    normalisation: t.field({ type: IdentifierNormalisationInput, description: 'As of a type.' }),
  }),
})

const CombinedKeyPartInput = builder.inputType('CombinedKeyPartInput', {
  description: 'One of the fields that must agree.',
  fields: (t) => ({
    path: t.string({ required: true, description: 'Where in an event it is: a path that begins with `traits.`, `properties.` or `context.`.' }),
    normalisation: t.field({ type: IdentifierNormalisationInput, description: 'How it is compared. Default: trimmed, in lower case.' }),
  }),
})

const CombinedKeyInput = builder.inputType('CombinedKeyInput', {
  description: 'An identifier that is made of several fields of one event, and is there only where all of them are.',
  fields: (t) => ({
    type: t.string({ required: true, description: 'The type that it has among the identifiers of a profile; none that is built in.' }),
    parts: t.field({ type: [CombinedKeyPartInput], required: true, description: 'The fields: 2 to 10.' }),
    joins: t.boolean({ description: 'As of a type. Default: true.' }),
    limit: t.field({ type: IdentifierLimitInput, description: 'As of a type. Default: 5.' }),
    priority: t.int({ description: 'As of a type. Default: 3.' }),
  }),
})

export const IdentityRulesInput = builder.inputType('IdentityRulesInput', {
  description: 'The rules by which identifiers make profiles. What is left out is as it is by default.',
  fields: (t) => ({
    types: t.field({ type: [IdentifierTypeRuleInput], description: 'Of the types that are not as they are by default.' }),
    otherTypes: t.field({ type: OtherTypesRuleInput, description: 'Of every other type.' }),
    combinedKeys: t.field({ type: [CombinedKeyInput], description: 'Identifiers made of several fields. Default: none.' }),
    blocked: t.field({ type: BlockedValuesInput, description: 'Values that identify nobody, whatever their type.' }),
    mostMerges: t.int({ description: 'Of so many merges a profile may be made: 0 to 1000. Default: 100.' }),
    mostIdentifiers: t.int({ description: 'So many identifiers a profile may hold, of all types: 1 to 10000. Default: 1000.' }),
    joinIdentified: t.boolean({
      description: 'Whether a message may join two profiles that have a `user_id` each, where the limits allow it. Default: false.',
    }),
  }),
})

/** As the engine reads them: storable. */
export function rulesOf(input: typeof IdentityRulesInput.$inferInput): unknown {
  const copy = (value: Json): Json => {
    if (typeof value === 'string') return storable(value)
    if (Array.isArray(value)) return value.map(copy)
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]))
    return value
  }
  return copy(JSON.parse(JSON.stringify(input)) as Json)
}

import { builder } from './builder.ts'
import { PropertyRuleInput, WindowInput } from './event-rule-input.ts'
import { RuleInput } from './rule-input.ts'

const EventSelectionInput = builder.inputType('EventSelectionInput', {
  description: 'Which events are counted.',
  fields: (t) => ({
    event: t.string({ required: true, description: 'The name of the event.' }),
    where: t.field({ type: PropertyRuleInput, description: 'What else must hold of the event.' }),
    window: t.field({ type: WindowInput, description: 'Default: from the beginning until now.' }),
  }),
})

const PropertyAggregateInput = builder.inputType('PropertyAggregateInput', {
  description: 'A property of events, and which events.',
  fields: (t) => ({
    event: t.string({ required: true, description: 'The name of the event.' }),
    property: t.string({ required: true, description: 'By path: segments are separated by `.`, `\\.` is a literal dot, `*` any element of a list.' }),
    where: t.field({ type: PropertyRuleInput, description: 'What else must hold of the event.' }),
    window: t.field({ type: WindowInput, description: 'Default: from the beginning until now.' }),
    minFrequency: t.int({ description: 'Of `mode`: how often a value must be there at least. Default: 2.' }),
  }),
})

const ScoreRuleInput = builder.inputType('ScoreRuleInput', {
  description: 'The points of a rule.',
  fields: (t) => ({
    rule: t.field({ type: RuleInput, required: true, description: 'The rule.' }),
    points: t.float({ required: true, description: 'What it adds as long as it holds; may be negative.' }),
  }),
})

const ScoreEventInput = builder.inputType('ScoreEventInput', {
  description: 'The points of each event.',
  fields: (t) => ({
    event: t.string({ required: true, description: 'The name of the event.' }),
    where: t.field({ type: PropertyRuleInput, description: 'What else must hold of the event.' }),
    points: t.float({ required: true, description: 'What each event adds when it happens; may be negative.' }),
    halfLife: t.field({ type: 'Duration', description: 'After so long half of the points are left. Default: they stay.' }),
  }),
})

const ScoreInput = builder.inputType('ScoreInput', {
  description: 'The sum of the points of rules and events, kept within limits.',
  fields: (t) => ({
    rules: t.field({ type: [ScoreRuleInput], description: 'The points of every rule that holds.' }),
    events: t.field({ type: [ScoreEventInput], description: 'The points of events.' }),
    max: t.float({ description: 'The score is never higher.' }),
    min: t.float({ description: 'The score is never lower.' }),
  }),
})

export const ComputedTraitDefinitionInput = builder.inputType('ComputedTraitDefinitionInput', {
  description:
    'How a trait is computed; exactly one field is set. Without any matching event `count` and `uniqueCount` are 0, `uniqueList` is empty and a score 0; of the others there is none.',
  isOneOf: true,
  fields: (t) => ({
    count: t.field({ type: EventSelectionInput, description: 'How many events there are.' }),
    sum: t.field({ type: PropertyAggregateInput, description: 'The sum of a property; what is no number is skipped.' }),
    avg: t.field({ type: PropertyAggregateInput, description: 'The average of a property.' }),
    min: t.field({ type: PropertyAggregateInput, description: 'The smallest number of a property.' }),
    max: t.field({ type: PropertyAggregateInput, description: 'The largest number of a property.' }),
    first: t.field({ type: PropertyAggregateInput, description: 'The value of the earliest event that has one.' }),
    last: t.field({ type: PropertyAggregateInput, description: 'The value of the latest event that has one.' }),
    mode: t.field({ type: PropertyAggregateInput, description: 'The most frequent value; ties go to the smallest.' }),
    uniqueList: t.field({ type: PropertyAggregateInput, description: 'The different values, in order.' }),
    uniqueCount: t.field({ type: PropertyAggregateInput, description: 'How many different values there are.' }),
    score: t.field({ type: ScoreInput, description: 'A weighted score: the points of every rule that holds, plus decaying points per event.' }),
    formula: t.string({
      description:
        'An arithmetic formula over other traits: numbers, traits by path (in quotes where a name is not made of letters, digits and _), + - * /, parentheses, and abs, ceil, coalesce, floor, max, min, round. Without one of its traits there is none.',
    }),
  }),
})

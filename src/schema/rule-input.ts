import { builder } from './builder.ts'
import { EventRuleInput } from './event-rule-input.ts'
import { SequenceRuleInput } from './sequence-rule-input.ts'
import { NumberTestInput, ValueTestInput } from './value-test-input.ts'

const TraitRuleInput = builder.inputType('TraitRuleInput', {
  description: 'A test of a trait.',
  fields: (t) => ({
    path: t.string({
      required: true,
      description: 'The name of the trait; segments of a path are separated by `.`, `\\.` is a literal dot, `*` any element of a list.',
    }),
    is: t.field({ type: ValueTestInput, required: true, description: 'The test.' }),
  }),
})

const IdentifierRuleInput = builder.inputType('IdentifierRuleInput', {
  description: 'As many identifiers of this type as pass the test. Default: at least one.',
  fields: (t) => ({
    type: t.string({ required: true, description: 'The type, such as `email`.' }),
    count: t.field({ type: NumberTestInput, description: 'The test of their number.' }),
  }),
})

const AudienceRuleInput = builder.inputType('AudienceRuleInput', {
  description: 'Membership in another audience.',
  fields: (t) => ({
    key: t.string({ required: true, description: 'The key of that audience.' }),
    member: t.boolean({ required: true, defaultValue: true, description: 'In it, or not in it.' }),
  }),
})

interface Rule {
  all?: Rule[] | null
  any?: Rule[] | null
  not?: Rule | null
  trait?: typeof TraitRuleInput.$inferInput | null
  event?: typeof EventRuleInput.$inferInput | null
  sequence?: typeof SequenceRuleInput.$inferInput | null
  audience?: typeof AudienceRuleInput.$inferInput | null
  identifier?: typeof IdentifierRuleInput.$inferInput | null
  related?: RelatedRule | null
}

interface RelatedRule {
  quantifier?: 'ANY' | 'ALL' | 'NONE'
  rule: Rule
}

const RelatedRuleInput = builder.inputRef<RelatedRule, false>('RelatedRuleInput')

export const RuleInput = builder.inputRef<Rule, false>('RuleInput')
builder.inputType(RuleInput, {
  description:
    'One boolean rule; exactly one field is set. The same language defines audiences, filters of computed traits, journey conditions and profile searches.',
  isOneOf: true,
  fields: (t) => ({
    all: t.field({ type: [RuleInput], description: 'AND. Empty is true.' }),
    any: t.field({ type: [RuleInput], description: 'OR. Empty is false.' }),
    not: t.field({ type: RuleInput, description: 'Plain negation: a rule is never unknown.' }),
    trait: t.field({ type: TraitRuleInput, description: 'A test of a trait.' }),
    event: t.field({ type: EventRuleInput, description: 'What was done, how often, when.' }),
    sequence: t.field({ type: SequenceRuleInput, description: 'THEN: steps in order.' }),
    audience: t.field({ type: AudienceRuleInput, description: 'Membership in another audience.' }),
    identifier: t.field({ type: IdentifierRuleInput, description: 'By what a profile is known.' }),
    related: t.field({ type: RelatedRuleInput, description: 'About the accounts of a person, or the members of an account.' }),
  }),
})

const Quantifier = builder.enumType('Quantifier', {
  description: 'Of how many of those related the rule must hold.',
  values: {
    ANY: { description: 'Of at least one.' },
    ALL: { description: 'Of every one; also where there are none.' },
    NONE: { description: 'Of none; also where there are none.' },
  },
})

builder.inputType(RelatedRuleInput, {
  description: 'A rule about the accounts of a person, or about the people of an account.',
  fields: (t) => ({
    quantifier: t.field({ type: Quantifier, required: true, defaultValue: 'ANY', description: 'Of how many of them it must hold.' }),
    rule: t.field({ type: RuleInput, required: true, description: 'The rule.' }),
  }),
})

export const AudienceDefinitionInput = builder.inputType('AudienceDefinitionInput', {
  description: 'A rule, in either spelling.',
  isOneOf: true,
  fields: (t) => ({
    rule: t.field({ type: RuleInput, description: 'A rule.' }),
    query: t.string({ description: "A rule in the text language, such as `event('Order Completed').within(30 days).count() >= 2`." }),
  }),
})

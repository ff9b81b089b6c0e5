import type { Blocked, CombinedKey, Limit, Normalisation, PERIODS, SharedRule, TypeRule } from '../engine/identity/rule-set.ts'
import { readRulesVersion, type StoredRules } from '../engine/identity/rules-history.ts'
import { builder } from './builder.ts'

export const LimitPeriod = builder.enumType('LimitPeriod', {
  description:
    'In what time the values of a type are counted. Periods are those of the calendar, in UTC; a value counts in that in which it was first seen.',
  values: {
    EVER: { description: 'All that it holds.' },
    YEAR: { description: 'A calendar year.' },
    MONTH: { description: 'A calendar month.' },
    WEEK: { description: 'A week, from Monday.' },
    DAY: { description: 'A day.' },
  } satisfies Record<(typeof PERIODS)[number], object>,
})

const IdentifierLimit = builder.objectRef<Limit>('IdentifierLimit').implement({
  description: 'How many values of a type a profile may hold.',
  fields: (t) => ({
    count: t.exposeInt('count', { description: 'So many.' }),
    period: t.expose('period', { type: LimitPeriod, description: 'First seen in one such period.' }),
  }),
})

const IdentifierReplacement = builder.objectRef<Normalisation['replacements'][number]>('IdentifierReplacement').implement({
  description: 'What is replaced in a value before it is matched.',
  fields: (t) => ({
    pattern: t.exposeString('pattern', { description: 'In the syntax of RE2; all that it matches is replaced.' }),
    replacement: t.exposeString('replacement', { description: 'By what: `$1` to `$9` are groups, `$0` is the whole match, `$$` is a dollar.' }),
  }),
})

const IdentifierNormalisation = builder.objectRef<Normalisation>('IdentifierNormalisation').implement({
  description: 'How a value is made equal to others that mean the same, before it is matched; the steps are taken in this order.',
  fields: (t) => ({
    trim: t.exposeBoolean('trim', { description: 'White space around it is left out.' }),
    lowerCase: t.exposeBoolean('lowerCase', { description: 'It is in lower case.' }),
    removePlusTag: t.exposeBoolean('removePlusTag', { description: 'Of an e-mail address, what stands between a + and the @ is left out.' }),
    e164: t.exposeBoolean('e164', { description: 'A phone number that parses is in E.164.' }),
    defaultCountry: t.exposeString('defaultCountry', {
      nullable: true,
      description: 'The country of phone numbers without a leading +, such as `DE`; null: they stay as they are sent.',
    }),
    replacements: t.field({ type: [IdentifierReplacement], description: 'Last, in this order.', resolve: ({ replacements }) => [...replacements] }),
  }),
})

const BlockedValues = builder.objectRef<Blocked>('BlockedValues').implement({
  description: 'Values that identify nobody, as they are once they are normalised.',
  fields: (t) => ({
    values: t.stringList({ description: 'These, exactly.', resolve: ({ values }) => [...values] }),
    anyCase: t.stringList({ description: 'These, in upper, lower and mixed case.', resolve: ({ anyCase }) => [...anyCase] }),
    patterns: t.stringList({
      description: 'Whatever one of these matches as a whole, in the syntax of RE2.',
      resolve: ({ patterns }) => [...patterns],
    }),
  }),
})

const IdentifierTypeRule = builder.objectRef<TypeRule>('IdentifierTypeRule').implement({
  description: 'How the identifiers of a type make profiles.',
  fields: (t) => ({
    type: t.exposeString('type', { description: 'The type.' }),
    builtIn: t.exposeBoolean('builtIn', { description: 'Whether it is read from where SDKs put it; the guide has the places.' }),
    paths: t.stringList({ description: 'Where else in an event it is read from, such as `traits.crmId`.', resolve: ({ paths }) => [...paths] }),
    joins: t.exposeBoolean('joins', {
      description: 'Whether it finds and joins profiles; if not, it stays on the event and is no identifier of anybody.',
    }),
    limit: t.expose('limit', { type: IdentifierLimit, description: 'How many values a profile may hold.' }),
    priority: t.exposeInt('priority', {
      description: 'The lower, the stronger: the weakest is left out first. Of two that are equal the alphabetically first type is the stronger.',
    }),
    normalisation: t.expose('normalisation', { type: IdentifierNormalisation, description: 'How values are matched.' }),
    blocked: t.expose('blocked', { type: BlockedValues, description: 'Values that identify nobody, beside those that are blocked for every type.' }),
  }),
})

const OtherTypesRule = builder.objectRef<SharedRule>('OtherTypesRule').implement({
  description: 'How the identifiers of every other type make profiles, which messages carry in `context.externalIds`.',
  fields: (t) => ({
    joins: t.exposeBoolean('joins', { description: 'As of a type.' }),
    limit: t.expose('limit', { type: IdentifierLimit, description: 'As of a type.' }),
    priority: t.exposeInt('priority', { description: 'As of a type.' }),
    normalisation: t.expose('normalisation', { type: IdentifierNormalisation, description: 'As of a type.' }),
  }),
})

const CombinedKeyPart = builder.objectRef<CombinedKey['parts'][number]>('CombinedKeyPart').implement({
  description: 'One of the fields that must agree.',
  fields: (t) => ({
    path: t.exposeString('path', { description: 'Where in an event it is, such as `traits.lastName`.' }),
    normalisation: t.expose('normalisation', { type: IdentifierNormalisation, description: 'How it is compared.' }),
  }),
})

const CombinedKeyRef = builder.objectRef<CombinedKey>('CombinedKey').implement({
  description:
    'An identifier that is made of several fields of one event, and is there only where all of them are: two people meet by it when all of them agree.',
  fields: (t) => ({
    type: t.exposeString('type', { description: 'The type that it has among the identifiers of a profile.' }),
    parts: t.field({ type: [CombinedKeyPart], description: 'The fields.', resolve: ({ parts }) => [...parts] }),
    joins: t.exposeBoolean('joins', { description: 'As of a type.' }),
    limit: t.expose('limit', { type: IdentifierLimit, description: 'As of a type.' }),
    priority: t.exposeInt('priority', { description: 'As of a type.' }),
  }),
})

export const IdentityRulesRef = builder.objectRef<StoredRules>('IdentityRules').implement({
  description: 'The rules by which identifiers make profiles.',
  fields: (t) => ({
    version: t.exposeInt('version', { description: 'Grows by one with each change; 0: the defaults, which nobody has changed.' }),
    changedAt: t.expose('changedAt', { type: 'DateTime', nullable: true, description: 'When they were made; null: they are the defaults.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why, where somebody said so.' }),
    types: t.field({ type: [IdentifierTypeRule], description: 'The rules of types, built in and your own.', resolve: ({ set }) => [...set.types] }),
    otherTypes: t.field({ type: OtherTypesRule, description: 'The rule of every other type.', resolve: ({ set }) => set.otherTypes }),
    combinedKeys: t.field({
      type: [CombinedKeyRef],
      description: 'Identifiers made of several fields.',
      resolve: ({ set }) => [...set.combinedKeys],
    }),
    blocked: t.field({ type: BlockedValues, description: 'Values that identify nobody, whatever their type.', resolve: ({ set }) => set.blocked }),
    mostMerges: t.int({
      description: 'Of so many merges a profile may be made; beyond them messages join nothing.',
      resolve: ({ set }) => set.mostMerges,
    }),
    mostIdentifiers: t.int({ description: 'So many identifiers a profile may hold, of all types.', resolve: ({ set }) => set.mostIdentifiers }),
    joinIdentified: t.boolean({
      description: 'Whether a message may join two profiles that have a `user_id` each, where the limits allow it.',
      resolve: ({ set }) => set.joinIdentified,
    }),
  }),
})

builder.queryField('identityRules', (t) =>
  t.field({
    type: IdentityRulesRef,
    nullable: true,
    description: 'The rules by which identifiers make profiles. Null: there never was such a version.',
    args: { version: t.arg.int({ description: 'The rules of this version. Default: those in force.' }) },
    resolve: (_root, { version }, { db, credential }) => readRulesVersion(db.pool, credential.workspaceId, version ?? null),
  }),
)

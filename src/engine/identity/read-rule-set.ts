import { RE2JS } from 're2js'
import { z } from 'zod'
import { parsePath } from '../rules/path.ts'
import { type Blocked, type Limit, type Normalisation, PERIODS, type RuleSet, type SharedRule, type TypeRule } from './rule-set.ts'

const MOST_TYPES = 100
const MOST_VALUES = 1000
const LONGEST = 500

const AS_SENT: Normalisation = { trim: false, lowerCase: false, removePlusTag: false, e164: false, defaultCountry: null, replacements: [] }
const FOLDED: Normalisation = { ...AS_SENT, trim: true, lowerCase: true }
const OTHERS: SharedRule = { limit: { count: 5, period: 'EVER' }, priority: 3, joins: true, normalisation: AS_SENT }
const NOTHING: Blocked = { values: [], anyCase: [], patterns: [] }

type Defaults = Omit<TypeRule, 'type'>
const defaults = (rule: Partial<Defaults>): Defaults => ({ ...OTHERS, builtIn: false, paths: [], blocked: NOTHING, ...rule })

const ONE = { count: 1, period: 'EVER' } as const

/** The types that SDKs have a place for. Those of devices are read only where a workspace says so. */
const BUILT_IN: Readonly<Record<string, Defaults>> = {
  user_id: defaults({ builtIn: true, limit: ONE, priority: 1 }),
  email: defaults({ builtIn: true, priority: 2, normalisation: FOLDED }),
  anonymous_id: defaults({ builtIn: true }),
  phone: defaults({ builtIn: true, normalisation: { ...AS_SENT, e164: true } }),
  'android.id': defaults({}),
  'android.idfa': defaults({}),
  'android.push_token': defaults({}),
  'ios.id': defaults({}),
  'ios.idfa': defaults({}),
  'ios.push_token': defaults({}),
  ga_client_id: defaults({}),
  group_id: defaults({ builtIn: true, limit: ONE }),
}

const quoted = (values: readonly string[]) => values.flatMap((value) => [value, `'${value}'`, `"${value}"`])

/** What programs send for want of a value. */
const BLOCKED: Blocked = {
  values: ['-1', ...quoted(['null', 'NaN', '[object Object]', '0'])],
  anyCase: quoted(['anonymous', 'guest', 'undefined']),
  patterns: ['[0-]*'],
}

const text = z.string().min(1, 'It is empty.').max(LONGEST, `It has more than ${LONGEST} characters.`)

const pattern = text.superRefine((value, context) => {
  try {
    RE2JS.compile(value)
  } catch (error) {
    context.addIssue(`This is no pattern of RE2: ${error instanceof Error ? error.message : String(error)}.`)
  }
})

// What zod calls an issue that is none of its own.
const OWN = 'custom'

const ROOTS = ['traits', 'properties', 'context']

const path = text.superRefine((value, context) => {
  const keys = parsePath(value)
  const [root, ...rest] = keys ?? []
  if (!keys || rest.length === 0 || root?.kind !== 'key' || !ROOTS.includes(root.key) || rest.some(({ kind }) => kind === 'any'))
    context.addIssue('A path begins with traits, properties or context and names a field of it, such as traits.crmId.')
})

const flag = (byDefault: boolean) =>
  z
    .boolean()
    .nullish()
    .transform((value) => value ?? byDefault)
const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(MOST_VALUES, `There are more than ${MOST_VALUES}.`)

const limit = (byDefault: Limit) =>
  z
    .strictObject({
      count: z.int().min(1, 'A profile holds at least 1.').max(1000, 'A profile holds at most 1000.'),
      period: z.enum(PERIODS).nullish(),
    })
    .nullish()
    .transform((value) => (value ? { count: value.count, period: value.period ?? 'EVER' } : byDefault))

const priority = (byDefault: number) =>
  z
    .int()
    .min(1, 'Priorities begin with 1.')
    .max(1000, 'Priorities end with 1000.')
    .nullish()
    .transform((value) => value ?? byDefault)

const replacement = z.strictObject({ pattern, replacement: z.string().max(LONGEST, `It has more than ${LONGEST} characters.`) })

const normalisation = (byDefault: Normalisation) =>
  z
    .strictObject({
      trim: flag(byDefault.trim),
      lowerCase: flag(byDefault.lowerCase),
      removePlusTag: flag(byDefault.removePlusTag),
      e164: flag(byDefault.e164),
      defaultCountry: z
        .string()
        .regex(/^[A-Z]{2}$/, 'A country is two capital letters, such as DE.')
        .nullish()
        .transform((value) => value ?? byDefault.defaultCountry),
      replacements: z
        .array(replacement)
        .max(20, 'There are more than 20.')
        .nullish()
        .transform((value) => value ?? byDefault.replacements),
    })
    .nullish()
    .transform((value) => value ?? byDefault)

const blocked = (byDefault: Blocked) =>
  z
    .strictObject({
      values: list(z.string())
        .nullish()
        .transform((value) => value ?? byDefault.values),
      anyCase: list(z.string())
        .nullish()
        .transform((value) => value ?? byDefault.anyCase),
      patterns: z
        .array(pattern)
        .max(100, 'There are more than 100.')
        .nullish()
        .transform((value) => value ?? byDefault.patterns),
    })
    .nullish()
    .transform((value) => value ?? byDefault)

const shared = (byDefault: SharedRule) => ({
  limit: limit(byDefault.limit),
  priority: priority(byDefault.priority),
  joins: flag(byDefault.joins),
})

const typeOf = (type: string, byDefault: Defaults) =>
  z.strictObject({
    type: z.literal(type),
    ...shared(byDefault),
    normalisation: normalisation(byDefault.normalisation),
    builtIn: flag(byDefault.builtIn),
    paths: z
      .array(path)
      .max(20, 'There are more than 20.')
      .nullish()
      .transform((value) => value ?? byDefault.paths),
    blocked: blocked(byDefault.blocked),
  })

const KNOWN = new Map(Object.entries(BUILT_IN).map(([type, byDefault]) => [type, typeOf(type, byDefault)]))

/** What is left out is as it is by default for its type. */
const typeRule = z.looseObject({ type: text }).transform((value, context): TypeRule => {
  const read = (KNOWN.get(value.type) ?? typeOf(value.type, defaults({}))).safeParse(value)
  for (const issue of read.error?.issues ?? []) context.addIssue({ code: OWN, path: issue.path, message: issue.message })
  return read.data ?? z.NEVER
})

const combinedKey = z.strictObject({
  type: text,
  parts: z
    .array(z.strictObject({ path, normalisation: normalisation(FOLDED) }))
    .min(2, 'A combined key has at least two parts.')
    .max(10, 'A combined key has at most 10 parts.'),
  ...shared(OTHERS),
})

const RULE_SET = z
  .strictObject({
    types: z.array(typeRule).max(MOST_TYPES, `There are more than ${MOST_TYPES}.`).nullish(),
    otherTypes: z
      .strictObject({ ...shared(OTHERS), normalisation: normalisation(OTHERS.normalisation) })
      .nullish()
      .transform((value) => value ?? OTHERS),
    combinedKeys: z.array(combinedKey).max(20, 'There are more than 20.').nullish(),
    blocked: blocked(BLOCKED),
    mostMerges: z.int().min(0, 'It is less than 0.').max(1000, 'It is more than 1000.').nullish(),
    mostIdentifiers: z.int().min(1, 'A profile holds at least 1.').max(10_000, 'It is more than 10000.').nullish(),
    joinIdentified: flag(false),
  })
  .superRefine(({ types, combinedKeys }, context) => {
    const seen = new Set<string>(['group_id'])
    for (const [i, { type, ...rule }] of (types ?? []).entries()) {
      if (type !== 'group_id' && seen.has(type))
        context.addIssue({ code: OWN, path: ['types', i, 'type'], message: `There are two rules for ${type}.` })
      seen.add(type)
      if (type === 'group_id' && (rule.paths.length > 0 || !rule.joins))
        context.addIssue({ code: OWN, path: ['types', i], message: 'An account is found by its group_id, as it is sent.' })
    }
    for (const [i, { type }] of (combinedKeys ?? []).entries()) {
      if (seen.has(type) || type in BUILT_IN)
        context.addIssue({ code: OWN, path: ['combinedKeys', i, 'type'], message: `There are two rules for ${type}.` })
      seen.add(type)
    }
  })
  .transform(
    ({ types, combinedKeys, mostMerges, mostIdentifiers, ...rules }): RuleSet => ({
      ...rules,
      types: withBuiltIn(types ?? []),
      combinedKeys: combinedKeys ?? [],
      mostMerges: mostMerges ?? 100,
      mostIdentifiers: mostIdentifiers ?? 1000,
    }),
  )

function withBuiltIn(types: readonly TypeRule[]): readonly TypeRule[] {
  const given = new Map(types.map((rule) => [rule.type, rule]))
  const builtIn = Object.entries(BUILT_IN).map(([type, rule]) => given.get(type) ?? { type, ...rule })
  return [...builtIn, ...types.filter(({ type }) => !(type in BUILT_IN))]
}

/** What is wrong with rules, and where. */
export interface RuleFault {
  readonly path: readonly string[]
  readonly message: string
}

/** Completes rules; of those that cannot be taken says the first fault. */
export function parseRuleSet(input: unknown): RuleSet | RuleFault {
  const read = RULE_SET.safeParse(input)
  if (read.success) return read.data
  const [issue] = read.error.issues
  return { path: (issue?.path ?? []).map(String), message: issue?.message ?? 'These are no rules.' }
}

/** Also the rules as they were stored once: complete ones stay as they are. */
export function readRuleSet(input: unknown): RuleSet {
  const rules = parseRuleSet(input)
  if ('path' in rules) throw new Error(`The rules at ${rules.path.join('.')}: ${rules.message}`)
  return rules
}

export const DEFAULT_RULE_SET: RuleSet = readRuleSet({})

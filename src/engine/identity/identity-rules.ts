import { RE2JS } from 're2js'
import type { Message } from '../ingest/message.ts'
import { isObject, type Json } from '../json.ts'
import { parsePath } from '../rules/path.ts'
import { compileNormalisation } from './normalise.ts'
import { DEFAULT_RULE_SET } from './read-rule-set.ts'
import type { Blocked, CombinedKey, Period, RuleSet } from './rule-set.ts'

/** What of a message identifiers are read from. */
export type Carrier = Pick<Message, 'type' | 'userId' | 'anonymousId' | 'groupId' | 'traits' | 'properties' | 'context'>

/** The values at a place of a message. */
export type Reader = (message: Carrier) => readonly (Json | undefined)[]

/** The rules of a workspace, compiled: what every message is asked. */
export interface IdentityRules {
  /** 0: nobody has changed them. */
  readonly version: number
  readonly set: RuleSet
  /** How many values of a type a profile may hold, in each of its periods. */
  limit(type: string): number
  /**
   * What a value counts in that was first seen at a moment: its type, or one period of its type. Periods are those of the calendar in UTC,
   * weeks begin on Monday.
   */
  bucket(type: string, at: number): string
  /** The periods of the types; null: all values count for ever. */
  readonly periods: Periods | null
  /** The lower, the stronger; of two with the same priority the alphabetically first type is the stronger. */
  priority(type: string): number
  /** Whether values of the type find people at all. */
  joins(type: string): boolean
  /** As a value is matched. */
  normalise(type: string, value: string): string
  /** Whether a value, normalised, identifies nobody, such as "null" or "0". */
  blocks(type: string, value: string): boolean
  /** Whether the type is read from where SDKs put it. */
  builtIn(type: string): boolean
  readonly readsDevice: boolean
  readonly places: readonly { readonly type: string; readonly read: Reader }[]
  readonly combined: readonly CompiledKey[]
  readonly mostMerges: number
  readonly mostIdentifiers: number
  readonly joinIdentified: boolean
  /** Longer values identify nobody. */
  readonly longest: number
}

export interface Periods {
  readonly types: ReadonlyMap<string, Period>
  /** Of every other type. */
  readonly others: Period
}

export interface CompiledKey {
  readonly type: string
  readonly parts: readonly { readonly read: Reader; readonly normalise: (value: string) => string }[]
}

/** No type has it: it is no character of a text that is stored. */
const BETWEEN = '\u0000'

/** The type of a bucket. */
export const typeOfBucket = (bucket: string): string => bucket.split(BETWEEN, 1)[0] ?? bucket

export const bucketOf = (type: string, period: string | null): string => (period === null ? type : type + BETWEEN + period)

const LONGEST = 500

export function compileRules(version: number, set: RuleSet): IdentityRules {
  const types = new Map(set.types.map((rule) => [rule.type, { ...rule, steps: compileNormalisation(rule.normalisation) }]))
  const combined = new Map(set.combinedKeys.map((rule) => [rule.type, rule]))
  const others = compileNormalisation(set.otherTypes.normalisation)
  const ruleOf = (type: string) => types.get(type) ?? combined.get(type) ?? set.otherTypes
  const blocksAll = compileBlocked(set.blocked)
  const blocksType = new Map(set.types.filter(({ blocked }) => !isEmpty(blocked)).map(({ type, blocked }) => [type, compileBlocked(blocked)]))
  return {
    version,
    set,
    limit: (type) => ruleOf(type).limit.count,
    bucket(type, at) {
      const { period } = ruleOf(type).limit
      return period === 'EVER' ? type : bucketOf(type, startOf(period, at))
    },
    periods: periodsOf(set),
    priority: (type) => ruleOf(type).priority,
    joins: (type) => ruleOf(type).joins,
    normalise(type, value) {
      const rule = types.get(type)
      const steps = rule ? rule.steps : combined.has(type) ? undefined : others
      return steps ? steps(value) : value
    },
    blocks: (type, value) => value === '' || blocksAll(value) || (blocksType.get(type)?.(value) ?? false),
    builtIn: (type) => types.get(type)?.builtIn ?? false,
    readsDevice: set.types.some(({ type, builtIn }) => builtIn && (/^(android|ios)\./.test(type) || type === 'ga_client_id')),
    places: set.types.flatMap(({ type, paths }) => paths.map((path) => ({ type, read: readerOf(path) }))),
    combined: set.combinedKeys.map(compileKey),
    mostMerges: set.mostMerges,
    mostIdentifiers: set.mostIdentifiers,
    joinIdentified: set.joinIdentified,
    longest: LONGEST,
  }
}

function periodsOf({ types, combinedKeys, otherTypes }: RuleSet): Periods | null {
  const byType = new Map([...types, ...combinedKeys].map(({ type, limit }) => [type, limit.period]))
  const others = otherTypes.limit.period
  return others === 'EVER' && [...byType.values()].every((period) => period === 'EVER') ? null : { types: byType, others }
}

const isEmpty = ({ values, anyCase, patterns }: Blocked): boolean => values.length + anyCase.length + patterns.length === 0

/** Known to take linear time in every engine: asked of each value of each message, where RE2 in JavaScript would be felt. */
const NATIVE: ReadonlyMap<string, RegExp> = new Map([['[0-]*', /^[0-]*$/]])

function compileBlocked({ values, anyCase, patterns }: Blocked): (value: string) => boolean {
  const exact = new Set(values)
  const lower = new Set(anyCase.map((value) => value.toLowerCase()))
  const longest = Math.max(0, ...[...lower].map((value) => value.length))
  const tests = patterns.map((pattern): ((value: string) => boolean) => {
    const native = NATIVE.get(pattern)
    if (native) return (value) => native.test(value)
    const compiled = RE2JS.compile(pattern)
    return (value) => compiled.matches(value)
  })
  return (value) => exact.has(value) || (value.length <= longest && lower.has(value.toLowerCase())) || tests.some((test) => test(value))
}

function compileKey({ type, parts }: CombinedKey): CompiledKey {
  return {
    type,
    parts: parts.map(({ path, normalisation }) => ({
      read: readerOf(path),
      normalise: compileNormalisation(normalisation) ?? ((value) => value),
    })),
  }
}

/** Traits are those of identify calls and, of every call, those of its context. */
function readerOf(path: string): Reader {
  const [root, ...keys] = (parsePath(path) ?? []).map((segment) => (segment.kind === 'key' ? segment.key : ''))
  const at = (value: Json | undefined): Json | undefined =>
    keys.reduce<Json | undefined>((found, key) => (isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined), value)
  switch (root) {
    case 'traits':
      return ({ type, traits, context }) => [type === 'GROUP' ? undefined : at(traits ?? undefined), at(context['traits'])]
    case 'properties':
      return ({ properties }) => [at(properties)]
    case 'context':
      return ({ context }) => [at(context)]
    default:
      throw new Error(`No identifier is read from ${path}.`)
  }
}

/** The first day of the period, as a date. */
function startOf(period: Exclude<Period, 'EVER'>, at: number): string {
  const day = new Date(at)
  switch (period) {
    case 'YEAR':
      day.setUTCMonth(0, 1)
      break
    case 'MONTH':
      day.setUTCDate(1)
      break
    case 'WEEK':
      day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
      break
    case 'DAY':
      break
  }
  return day.toISOString().slice(0, 10)
}

export const DEFAULT_RULES: IdentityRules = compileRules(0, DEFAULT_RULE_SET)

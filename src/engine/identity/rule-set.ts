/** How identifiers make profiles in a workspace: the whole of it, nothing left out. */
export interface RuleSet {
  readonly types: readonly TypeRule[]
  /** Of every type that is not among them. */
  readonly otherTypes: SharedRule
  readonly combinedKeys: readonly CombinedKey[]
  /** Values that identify nobody, whatever their type. */
  readonly blocked: Blocked
  readonly mostMerges: number
  readonly mostIdentifiers: number
  /** Whether a message may join two profiles that hold a user id each. */
  readonly joinIdentified: boolean
}

export const PERIODS = ['EVER', 'YEAR', 'MONTH', 'WEEK', 'DAY'] as const
export type Period = (typeof PERIODS)[number]

export interface Limit {
  readonly count: number
  readonly period: Period
}

export interface SharedRule {
  readonly limit: Limit
  /** The lower, the stronger. */
  readonly priority: number
  /** Otherwise its values find nobody and are held by nobody; they stay on the event. */
  readonly joins: boolean
  readonly normalisation: Normalisation
}

export interface TypeRule extends SharedRule {
  readonly type: string
  /** Whether it is read from where SDKs put it. */
  readonly builtIn: boolean
  /** Where else it is read from. */
  readonly paths: readonly string[]
  readonly blocked: Blocked
}

/** Steps in this order. */
export interface Normalisation {
  readonly trim: boolean
  readonly lowerCase: boolean
  readonly removePlusTag: boolean
  readonly e164: boolean
  /** Of numbers without a leading +. */
  readonly defaultCountry: string | null
  readonly replacements: readonly { readonly pattern: string; readonly replacement: string }[]
}

export interface Blocked {
  readonly values: readonly string[]
  /** Also in other cases. */
  readonly anyCase: readonly string[]
  /** RE2, over the whole value. */
  readonly patterns: readonly string[]
}

/** An identifier made of several fields of one message: there only where all of them are. */
export interface CombinedKey extends Omit<SharedRule, 'normalisation'> {
  readonly type: string
  readonly parts: readonly { readonly path: string; readonly normalisation: Normalisation }[]
}

import type { Identifier } from './identifier.ts'

/** The rules by which identifiers make profiles; the defaults are those of Segment's Unify. */
export interface IdentityRules {
  /** How many values of a type a profile may hold. */
  limit(type: string): number
  /** The lower, the stronger; of two with the same priority the alphabetically first type is the stronger. */
  priority(type: string): number
  /** Whether a value identifies nobody, such as "null" or "0". */
  blocks(identifier: Identifier): boolean
  readonly mostMerges: number
  readonly mostIdentifiers: number
  /** Longer values identify nobody. */
  readonly longest: number
}

const BLOCKED = new Set(['-1', 'null', 'anonymous'])

export const DEFAULT_RULES: IdentityRules = {
  limit: (type) => (type === 'user_id' || type === 'group_id' ? 1 : 5),
  priority: (type) => (type === 'user_id' ? 1 : type === 'email' ? 2 : 3),
  blocks: ({ value }) => BLOCKED.has(value) || /^[0-]*$/.test(value),
  mostMerges: 100,
  mostIdentifiers: 1000,
  longest: 500,
}

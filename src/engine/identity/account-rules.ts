import { GROUP_ID } from './identifier.ts'
import type { IdentityRules } from './identity-rules.ts'

const MOST_VALUES = 5

/** Whoever receives an account would take them for a person's. */
const OF_PEOPLE: ReadonlySet<string> = new Set(['user_id', 'anonymous_id', 'email', 'phone'])

// No rule names it, so that what holds of it holds of all types.
const NO_TYPE = ''

/**
 * How accounts are found, whatever a workspace says of people's types: the group id is the strongest, then come the types of its own, equal among each
 * other and matched as they are sent. Of a workspace's rules only what it blocks for all types holds here too, and its rule for group ids; the limit
 * of that one says whether messages merge accounts, because each has a group id.
 */
export function accountRules(rules: IdentityRules): IdentityRules {
  const known = KNOWN.get(rules) ?? ofAccounts(rules)
  KNOWN.set(rules, known)
  return known
}

// Asked for each message.
const KNOWN = new WeakMap<IdentityRules, IdentityRules>()

const ofAccounts = (rules: IdentityRules): IdentityRules => ({
  ...rules,
  limit: (type) => (type === GROUP_ID ? rules.limit(type) : MOST_VALUES),
  bucket: (type) => type,
  priority: (type) => (type === GROUP_ID ? 1 : 2),
  joins: (type) => !OF_PEOPLE.has(type),
  normalise: (type, value) => (type === GROUP_ID ? rules.normalise(type, value) : value),
  blocks: (type, value) => rules.blocks(type === GROUP_ID ? type : NO_TYPE, value),
})

import type { Decision } from './resolve.ts'

/**
 * What an event keeps of a decision: what cannot be told from its own fields and the rules. An event that only found its one profile keeps nothing,
 * and most others little.
 */
export interface StoredDecision {
  readonly matched?: readonly string[]
  /** All of its identifiers but those that were left out are new, and so is the profile. */
  readonly created?: true
  /** Hashes. */
  readonly added?: readonly string[]
  readonly demoted?: Decision['demoted']
  readonly refused?: NonNullable<Decision['refused']>
  readonly left?: readonly string[]
  readonly accountCreated?: true
}

export function storedDecision(person: Decision | undefined, account: Decision | undefined): StoredDecision | null {
  if (!person && !account?.created) return null
  const { matched = [], created = false, added = [], demoted = [], refused = null, left = [] } = person ?? {}
  return {
    ...(matched.length > 0 && { matched }),
    ...(created && { created }),
    ...(added.length > 0 && !created && { added }),
    ...(demoted.length > 0 && { demoted }),
    ...(refused !== null && { refused }),
    ...(left.length > 0 && { left }),
    ...(account?.created && { accountCreated: true }),
  }
}

import type { Decision } from './resolve.ts'

/**
 * What an event keeps of a decision: what cannot be told from its own fields and the rules. An event that only found its one profile keeps nothing,
 * and most others little.
 */
export interface StoredDecision extends StoredPart {
  /** About its account. */
  readonly account?: StoredPart
  /** What older events keep instead of an account that was created. */
  readonly accountCreated?: true
}

export interface StoredPart {
  readonly matched?: readonly string[]
  /** All of its identifiers but those that were left out are new, and so is the profile. */
  readonly created?: true
  /** Hashes. */
  readonly added?: readonly string[]
  readonly demoted?: Decision['demoted']
  readonly refused?: NonNullable<Decision['refused']>
  readonly left?: readonly string[]
}

export function storedDecision(person: Decision | undefined, account: Decision | undefined): StoredDecision | null {
  return person || account ? { ...(person && storedPart(person)), ...(account && { account: storedPart(account) }) } : null
}

function storedPart({ matched, created, added, demoted, refused, left }: Decision): StoredPart {
  return {
    ...(matched.length > 0 && { matched }),
    ...(created && { created }),
    ...(added.length > 0 && !created && { added }),
    ...(demoted.length > 0 && { demoted }),
    ...(refused !== null && { refused }),
    ...(left.length > 0 && { left }),
  }
}

import { whyNot } from './claims.ts'
import { accountIdentifier, type Identifier, personIdentifiers } from './identifier.ts'
import type { Carrier, IdentityRules } from './identity-rules.ts'
import type { StoredDecision } from './stored-decision.ts'

export const FATES = ['FOUND', 'ADDED', 'LEFT_OUT', 'REFUSED', 'BLOCKED', 'TOO_LONG', 'NOT_JOINING'] as const
export type Fate = (typeof FATES)[number]

/** What became of an identifier that a message carried. */
export interface DecidedIdentifier extends Pick<Identifier, 'type' | 'value' | 'raw'> {
  readonly fate: Fate
  /** In words, where it did not count. */
  readonly reason: string | null
  /** Of what the profile would have held too many. */
  readonly limitedBy: string | null
}

export const OUTCOMES = ['NOBODY', 'FOUND', 'EXTENDED', 'CREATED', 'MERGED'] as const

export interface ExplainedDecision {
  readonly outcome: (typeof OUTCOMES)[number]
  readonly identifiers: readonly DecidedIdentifier[]
  /** The profiles that it met, under the ids that they had. */
  readonly matched: readonly string[]
  /** Why profiles that met did not become one, or nothing was added. */
  readonly refused: StoredDecision['refused'] | null
}

export interface DecidedEvent extends Carrier {
  readonly profileId: string | null
  readonly identity: StoredDecision | null
}

/** How it was decided whom an event is about: what was kept of it, and what its own fields say by the rules that it was resolved by. */
export function explainDecision(workspaceId: string, event: DecidedEvent, rules: IdentityRules): ExplainedDecision {
  const { identity, profileId } = event
  const people = personIdentifiers(workspaceId, event, rules).map((one) => decided(one, identity ?? {}, rules))
  const account = accountIdentifier(workspaceId, event, rules)
  const group = account && decided(account, identity?.accountCreated ? { added: [account.hash] } : {}, rules)
  // What keeps nothing found the one profile that it belongs to.
  const matched = identity?.matched ?? (identity?.created || profileId === null ? [] : [profileId])
  const refused = identity?.refused ?? null
  return { outcome: outcomeOf(people, { event, matched, refused }), identifiers: [...people, ...(group ? [group] : [])], matched, refused }
}

function outcomeOf(
  people: readonly DecidedIdentifier[],
  { event: { identity }, matched, refused }: { readonly event: DecidedEvent } & Pick<ExplainedDecision, 'matched' | 'refused'>,
): ExplainedDecision['outcome'] {
  if (identity?.created) return 'CREATED'
  if (people.every(({ fate }) => fate === 'BLOCKED' || fate === 'TOO_LONG' || fate === 'NOT_JOINING')) return 'NOBODY'
  if (refused === null && matched.length > 1) return 'MERGED'
  return people.some(({ fate }) => fate === 'ADDED') ? 'EXTENDED' : 'FOUND'
}

function decided({ type, value, raw, hash }: Identifier, decision: StoredDecision, rules: IdentityRules): DecidedIdentifier {
  const fate = (name: Fate, reason: string | null = null, limitedBy: string | null = null) => ({ type, value, raw, fate: name, reason, limitedBy })
  const why = whyNot({ type, value }, rules)
  if (why?.kind === 'apart') return fate('NOT_JOINING', `By the rules a ${type} joins nobody.`)
  if (why) return fate(why.code === 'identifier_blocked' ? 'BLOCKED' : 'TOO_LONG', why.message)
  const demoted = decision.demoted?.find((one) => one.hash === hash)
  if (demoted?.limited)
    return fate('LEFT_OUT', `The profile would have held more than ${rules.limit(demoted.limited)} ${demoted.limited}.`, demoted.limited)
  if (demoted) return fate('LEFT_OUT', 'It would have joined two profiles that have a user_id each.')
  if (decision.left?.includes(hash)) return fate('REFUSED', REFUSED[decision.refused ?? 'cannot_link'])
  return fate(decision.created || decision.added?.includes(hash) ? 'ADDED' : 'FOUND')
}

const REFUSED: Readonly<Record<NonNullable<StoredDecision['refused']>, string>> = {
  merge_limit: 'The profile would have been made of more merges than it may.',
  mapping_limit: 'The profile would have held more identifiers than it may.',
  cannot_link: 'The profiles were split; only mergeProfiles joins them again.',
}

import { accountRules } from './account-rules.ts'
import { whyNot } from './claims.ts'
import { accountIdentifiers, type Identifier, personIdentifiers } from './identifier.ts'
import type { Carrier, IdentityRules } from './identity-rules.ts'
import type { Entity } from './lock-profiles.ts'
import type { StoredDecision, StoredPart } from './stored-decision.ts'

export const FATES = ['FOUND', 'ADDED', 'LEFT_OUT', 'REFUSED', 'BLOCKED', 'TOO_LONG', 'NOT_JOINING', 'UNKNOWN'] as const
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

/** About the person of an event, or about its account. */
export interface ExplainedPart {
  readonly outcome: (typeof OUTCOMES)[number]
  readonly identifiers: readonly DecidedIdentifier[]
  /** The profiles that it met, under the ids that they had. */
  readonly matched: readonly string[]
  /** Why profiles that met did not become one, or nothing was added. */
  readonly refused: StoredDecision['refused'] | null
}

export interface ExplainedDecision extends ExplainedPart {
  /** Null: it names none. */
  readonly account: ExplainedPart | null
}

export interface DecidedEvent extends Carrier {
  readonly profileId: string | null
  readonly accountId: string | null
  readonly identity: StoredDecision | null
}

/** How it was decided whom an event is about: what was kept of it, and what its own fields say by the rules that it was resolved by. */
export function explainDecision(workspaceId: string, event: DecidedEvent, rules: IdentityRules): ExplainedDecision {
  const identity = event.identity ?? {}
  const person = explain('PROFILE', { carried: personIdentifiers(workspaceId, event, rules), found: event.profileId, decision: identity, rules })
  const ofAccounts = accountRules(rules)
  const carried = accountIdentifiers(workspaceId, event, ofAccounts)
  const decision = identity.account ?? (identity.accountCreated ? { created: true } : {})
  const account = carried.length === 0 ? null : explain('ACCOUNT', { carried, found: event.accountId, decision, rules: ofAccounts })
  return { ...person, identifiers: [...person.identifiers, ...(account?.identifiers ?? [])], account }
}

interface Kept {
  readonly carried: readonly Identifier[]
  /** The profile that it belongs to since. */
  readonly found: string | null
  readonly decision: StoredPart
  readonly rules: IdentityRules
}

function explain(entity: Entity, kept: Kept): ExplainedPart {
  const { decision, found } = kept
  const identifiers = kept.carried.map((one) => decided(entity, one, kept))
  // What keeps nothing found the one profile that it belongs to.
  const matched = decision.matched ?? (decision.created || found === null ? [] : [found])
  const refused = decision.refused ?? null
  return { outcome: outcomeOf(identifiers, { decision, matched, refused }), identifiers, matched, refused }
}

const WITHOUT: ReadonlySet<Fate> = new Set(['BLOCKED', 'TOO_LONG', 'NOT_JOINING', 'UNKNOWN'])

function outcomeOf(
  identifiers: readonly DecidedIdentifier[],
  { decision, matched, refused }: Pick<Kept, 'decision'> & Pick<ExplainedPart, 'matched' | 'refused'>,
): ExplainedPart['outcome'] {
  if (decision.created) return 'CREATED'
  if (identifiers.every(({ fate }) => WITHOUT.has(fate))) return 'NOBODY'
  if (refused === null && matched.length > 1) return 'MERGED'
  return identifiers.some(({ fate }) => fate === 'ADDED') ? 'EXTENDED' : 'FOUND'
}

function decided(entity: Entity, { type, value, raw, hash }: Identifier, { decision, found, rules }: Kept): DecidedIdentifier {
  const fate = (name: Fate, reason: string | null = null, limitedBy: string | null = null) => ({ type, value, raw, fate: name, reason, limitedBy })
  const why = whyNot({ type, value }, rules)
  if (why?.kind === 'apart') return fate('NOT_JOINING', `By the rules a ${type} joins nobody.`)
  if (why) return fate(why.code === 'identifier_blocked' ? 'BLOCKED' : 'TOO_LONG', why.message)
  if (entity === 'ACCOUNT' && found === null) return fate('UNKNOWN', 'No account had it, and only a group_id makes one.')
  const demoted = decision.demoted?.find((one) => one.hash === hash)
  const noun = entity === 'ACCOUNT' ? 'account' : 'profile'
  if (demoted?.limited)
    return fate('LEFT_OUT', `The ${noun} would have held more than ${rules.limit(demoted.limited)} ${demoted.limited}.`, demoted.limited)
  if (demoted && entity === 'ACCOUNT') return fate('LEFT_OUT', 'It would have joined two accounts, and by the rules messages do not.')
  if (demoted) return fate('LEFT_OUT', 'It would have joined two profiles that have a user_id each.')
  if (decision.left?.includes(hash)) return fate('REFUSED', REFUSED[decision.refused ?? 'cannot_link'])
  return fate(decision.created || decision.added?.includes(hash) ? 'ADDED' : 'FOUND')
}

const REFUSED: Readonly<Record<NonNullable<StoredDecision['refused']>, string>> = {
  merge_limit: 'It would have been made of more merges than it may.',
  mapping_limit: 'It would have held more identifiers than it may.',
  cannot_link: 'They were split; only a merge by hand joins them again.',
}

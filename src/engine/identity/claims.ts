import type { Message } from '../ingest/message.ts'
import type { Refusal } from '../refusal.ts'
import { accountRules } from './account-rules.ts'
import { accountIdentifiers, type Identifier, personIdentifiers } from './identifier.ts'
import type { IdentityRules } from './identity-rules.ts'
import type { Claim, IdentityRefusal } from './resolve.ts'

/** What the identity stage is to find out about a message; without identifiers there is nothing to claim. */
export interface MessageClaims {
  readonly message: Message
  readonly person: Claim | undefined
  readonly account: Claim | undefined
}

/** Extracts and normalises the identifiers of a message, leaving out those that identify nobody. */
export function claimsOf(
  workspaceId: string,
  message: Message,
  rules: IdentityRules,
): { readonly claims: MessageClaims; readonly refusals: readonly Refusal[] } {
  const refusals: Refusal[] = []
  const allowedBy = (own: IdentityRules) => (identifier: Identifier) => {
    const why = whyNot(identifier, own)
    if (why?.kind === 'refused')
      refusals.push({
        ...{ kind: 'IDENTIFIER', code: why.code, message: why.message },
        ...{ sourceId: message.sourceId, messageId: message.messageId, identifiers: [], sample: sampleOf([identifier]) },
      })
    return !why
  }
  const claim = (entity: Claim['entity'], identifiers: readonly Identifier[]): Claim | undefined =>
    identifiers.length === 0
      ? undefined
      : { entity, identifiers, messageId: message.messageId, sourceId: message.sourceId, timestamp: message.timestamp }
  const ofAccounts = accountRules(rules)
  return {
    claims: {
      message,
      person: claim('PROFILE', personIdentifiers(workspaceId, message, rules).filter(allowedBy(rules))),
      account: claim('ACCOUNT', accountIdentifiers(workspaceId, message, ofAccounts).filter(allowedBy(ofAccounts))),
    },
    refusals,
  }
}

/** Why an identifier of a message finds nobody: because a rule says that its type does not join, or because its value is none. */
export type WhyNot =
  | { readonly kind: 'apart' }
  | { readonly kind: 'refused'; readonly code: 'identifier_too_long' | 'identifier_blocked'; readonly message: string }

export function whyNot({ type, value }: Pick<Identifier, 'type' | 'value'>, rules: IdentityRules): WhyNot | undefined {
  if (value.length > rules.longest)
    return {
      kind: 'refused',
      code: 'identifier_too_long',
      message: `The ${type} has ${value.length} characters; ${rules.longest} is the most. It identifies nobody.`,
    }
  if (rules.blocks(type, value))
    return { kind: 'refused', code: 'identifier_blocked', message: `The ${type} "${value}" is blocked: it identifies nobody.` }
  return rules.joins(type) ? undefined : { kind: 'apart' }
}

const sampleOf = (identifiers: readonly Identifier[]) => identifiers.map(({ type, value }) => ({ type, value: value.slice(0, 100) }))

export function identityRefusal({ kind, code, message, claim, identifiers }: IdentityRefusal): Refusal {
  return {
    ...{ kind, code, message, sourceId: claim.sourceId, messageId: claim.messageId },
    identifiers: claim.identifiers.map((one) => one.hash),
    sample: sampleOf(identifiers),
  }
}

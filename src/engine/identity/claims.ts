import type { Message } from '../ingest/message.ts'
import type { Refusal } from '../refusal.ts'
import { accountIdentifier, type Identifier, personIdentifiers } from './identifier.ts'
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
  const allowed = (identifier: Identifier) => {
    const why = whyNot(identifier, rules)
    if (why)
      refusals.push({
        kind: 'IDENTIFIER',
        ...why,
        sourceId: message.sourceId,
        messageId: message.messageId,
        identifiers: [],
        sample: sampleOf([identifier]),
      })
    return !why
  }
  const claim = (entity: Claim['entity'], identifiers: readonly Identifier[]): Claim | undefined =>
    identifiers.length === 0
      ? undefined
      : { entity, identifiers, messageId: message.messageId, sourceId: message.sourceId, timestamp: message.timestamp }
  const group = accountIdentifier(workspaceId, message)
  return {
    claims: {
      message,
      person: claim('PROFILE', personIdentifiers(workspaceId, message).filter(allowed)),
      account: claim('ACCOUNT', group && allowed(group) ? [group] : []),
    },
    refusals,
  }
}

function whyNot(identifier: Identifier, rules: IdentityRules): { readonly code: string; readonly message: string } | undefined {
  if (identifier.value.length > rules.longest)
    return {
      code: 'identifier_too_long',
      message: `The ${identifier.type} has ${identifier.value.length} characters; ${rules.longest} is the most. It identifies nobody.`,
    }
  if (rules.blocks(identifier))
    return { code: 'identifier_blocked', message: `The ${identifier.type} "${identifier.value}" is blocked: it identifies nobody.` }
  return undefined
}

const sampleOf = (identifiers: readonly Identifier[]) => identifiers.map(({ type, value }) => ({ type, value: value.slice(0, 100) }))

export function identityRefusal({ kind, code, message, claim, identifiers }: IdentityRefusal): Refusal {
  return {
    ...{ kind, code, message, sourceId: claim.sourceId, messageId: claim.messageId },
    identifiers: claim.identifiers.map((one) => one.hash),
    sample: sampleOf(identifiers),
  }
}

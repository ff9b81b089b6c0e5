import {
  type DecidedIdentifier,
  type ExplainedDecision,
  type ExplainedPart,
  explainDecision,
  type FATES,
  type OUTCOMES,
} from '../engine/identity/explain-decision.ts'
import { readRulesVersion, type StoredRules } from '../engine/identity/rules-history.ts'
import { readRules } from '../engine/identity/rules-in-force.ts'
import type { StoredEvent } from '../engine/profiles/events-of.ts'
import { batched } from './batch.ts'
import { builder } from './builder.ts'
import type { SchemaContext } from './context.ts'
import { printUuid } from './global-id.ts'
import { IdentityRulesRef } from './identity-rules.ts'

const IdentityOutcome = builder.enumType('IdentityOutcome', {
  description: 'What an event did to the profiles, or to the accounts.',
  values: {
    NOBODY: { description: 'It carried nothing that identifies, and belongs to nobody; or, of what it carried, no account had anything.' },
    FOUND: { description: 'It found its profile, or account, and changed nothing.' },
    EXTENDED: { description: 'It found its profile, or account, and brought new identifiers.' },
    CREATED: { description: 'It made a profile, or an account.' },
    MERGED: { description: 'It met several profiles, or accounts, which became one.' },
  } satisfies Record<(typeof OUTCOMES)[number], object>,
})

const IdentifierFate = builder.enumType('IdentifierFate', {
  description: 'What became of an identifier that an event carried.',
  values: {
    FOUND: { description: 'It was known.' },
    ADDED: { description: 'It was new, and belongs to the profile since.' },
    LEFT_OUT: { description: 'It was the weakest of the event when the profile, or the account, would have exceeded a limit.' },
    REFUSED: { description: 'It was not joined or added, because the profiles stay apart or a hard limit was reached.' },
    BLOCKED: { description: 'Its value identifies nobody.' },
    TOO_LONG: { description: 'Its value is too long to identify anybody.' },
    NOT_JOINING: { description: 'By the rules its type joins nobody.' },
    UNKNOWN: { description: 'No account had it, and only a group id makes one.' },
  } satisfies Record<(typeof FATES)[number], object>,
})

const DecidedIdentifierRef = builder.objectRef<DecidedIdentifier>('DecidedIdentifier').implement({
  description: 'An identifier that an event carried, and what became of it.',
  fields: (t) => ({
    type: t.exposeString('type', { description: 'Its type.' }),
    raw: t.exposeString('raw', { description: 'As it was sent; of a combined key its value.' }),
    value: t.exposeString('value', { description: 'As it was matched.' }),
    fate: t.expose('fate', { type: IdentifierFate, description: 'What became of it.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why it did not count; null: it did.' }),
    limitedBy: t.exposeString('limitedBy', {
      nullable: true,
      description: 'Where it was left out: the type of which the profile would have held too many.',
    }),
  }),
})

interface Explained extends ExplainedDecision {
  readonly version: number
}

const loadRules = batched<number, StoredRules | null>(async ({ db, credential }, versions) => {
  const distinct = new Map([...new Set(versions)].map((version) => [version, readRulesVersion(db.pool, credential.workspaceId, version)]))
  return Promise.all(versions.map((version) => distinct.get(version) ?? null))
})

const AccountDecisionRef = builder.objectRef<ExplainedPart>('AccountDecision').implement({
  description: 'How it was decided which account an event names.',
  fields: (t) => ({
    outcome: t.expose('outcome', { type: IdentityOutcome, description: 'What it did to the accounts.' }),
    identifiers: t.field({
      type: [DecidedIdentifierRef],
      description: 'What it carried of its account, with what became of each.',
      resolve: ({ identifiers }) => [...identifiers],
    }),
    matchedAccountIds: t.idList({
      description: 'The accounts that it met, under the ids that they had then; each answers with what it has become.',
      resolve: ({ matched }) => matched.map((id) => printUuid('acct', id)),
    }),
    refusal: t.string({
      nullable: true,
      description: 'The code of the refusal for which accounts that met did not become one, or nothing was added.',
      resolve: ({ refused }) => refused ?? null,
    }),
  }),
})

export const IdentityDecisionRef = builder.objectRef<Explained>('IdentityDecision').implement({
  description: 'How it was decided whom an event is about: as it was when the event took effect, whatever has been merged or split since.',
  fields: (t) => ({
    outcome: t.expose('outcome', { type: IdentityOutcome, description: 'What it did to the profiles.' }),
    identifiers: t.field({
      type: [DecidedIdentifierRef],
      description: 'What it carried, with what became of each; those of its account come last.',
      resolve: ({ identifiers }) => [...identifiers],
    }),
    matchedProfileIds: t.idList({
      description: 'The profiles that it met, under the ids that they had then; each answers with what it has become.',
      resolve: ({ matched }) => matched.map((id) => printUuid('prof', id)),
    }),
    refusal: t.string({
      nullable: true,
      description: 'The code of the refusal for which profiles that met did not become one, or nothing was added.',
      resolve: ({ refused }) => refused ?? null,
    }),
    account: t.expose('account', { type: AccountDecisionRef, nullable: true, description: 'The same of its account; null: it names none.' }),
    rules: t.field({
      type: IdentityRulesRef,
      nullable: true,
      description: 'The rules by which it was decided.',
      resolve: ({ version }, _args, context) => loadRules(context, version),
    }),
  }),
})

export async function loadDecision({ db, credential }: SchemaContext, event: StoredEvent): Promise<Explained> {
  const version = event.identityVersion ?? 0
  const rules = await readRules(db.pool, credential.workspaceId, version)
  return { ...explainDecision(credential.workspaceId, event, rules), version }
}

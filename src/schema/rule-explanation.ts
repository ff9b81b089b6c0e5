import { readRule } from '../engine/audiences/ask-rule.ts'
import { type Explanation, explainRule } from '../engine/audiences/explain.ts'
import { readEventsAt } from '../engine/profiles/events-of.ts'
import type { Profile } from '../engine/profiles/profile.ts'
import { printRule } from '../engine/rules/text/print.ts'
import { apiError } from './api-error.ts'
import { builder } from './builder.ts'
import type { SchemaContext } from './context.ts'
import { parseUuid } from './global-id.ts'
import { loadAccount } from './load.ts'
import { findProfileBy, type ProfileBy } from './profile-by.ts'
import { type AudienceRow, EventRef } from './refs.ts'

const DEFAULT_EVIDENCE = 10
const MOST_EVIDENCE = 250

export const RuleExplanation = builder.objectRef<Explanation>('RuleExplanation')
RuleExplanation.implement({
  description: 'One node of a rule, asked of one profile now. A leaf has a value; `changesAt` is when the answer would change by the clock alone.',
  fields: (t) => ({
    condition: t.string({ description: 'The condition in the text language.', resolve: ({ rule }) => printRule(rule) }),
    holds: t.exposeBoolean('holds', { description: 'Whether it holds.' }),
    value: t.expose('value', {
      type: 'JSON',
      nullable: true,
      description: 'What was tested: the value of a trait, what was measured of the events, the moments of the steps; null where there is none.',
    }),
    evidence: t.field({
      type: [EventRef],
      description: 'The newest events that made it so, newest first.',
      args: { first: t.arg.int({ description: 'At most so many: 1 to 250; default 10.' }) },
      resolve: ({ evidence }, { first }, { db, credential }) => readEventsAt(db.pool, credential.workspaceId, evidence.slice(0, atMost(first))),
    }),
    changesAt: t.expose('changesAt', { type: 'DateTime', nullable: true, description: 'When the answer changes if nothing happens; null: never.' }),
    parts: t.field({
      type: [RuleExplanation],
      description: 'The parts of it, in their order; of membership in another audience, the rule of that one.',
      resolve: ({ parts }) => [...parts],
    }),
  }),
})

function atMost(first: number | null | undefined): number {
  const count = first ?? DEFAULT_EVIDENCE
  if (count < 1 || count > MOST_EVIDENCE) throw apiError('BAD_USER_INPUT', `\`first\` is 1 to ${MOST_EVIDENCE}.`)
  return count
}

/** Throws NOT_FOUND when there is no such profile, or account. */
export async function explain(
  context: SchemaContext,
  { rule, entity }: Pick<AudienceRow, 'rule' | 'entity'>,
  by: typeof ProfileBy.$inferInput,
): Promise<Explanation> {
  const { db, credential } = context
  const found = entity === 'PROFILE' ? await findProfileBy(context, by) : await findAccount(context, by)
  if (!found) throw apiError('NOT_FOUND', `There is no such ${entity === 'PROFILE' ? 'profile' : 'account; name it by its id'}.`)
  const asked = await readRule(db, { workspaceId: credential.workspaceId, entity }, rule)
  return explainRule(db, asked, { ids: [found.id, ...found.losers], traits: found.traits })
}

async function findAccount(context: SchemaContext, { id }: typeof ProfileBy.$inferInput): Promise<Profile | null> {
  const uuid = id == null ? null : parseUuid('acct', id)
  return uuid === null ? null : loadAccount(context, uuid)
}

import type { Consumer } from '../engine/audiences/consumers.ts'
import { InUseError, KeyTakenError } from '../engine/audiences/manage.ts'
import { InvalidRuleError } from '../engine/rules/invalid-rule.ts'
import { builder } from './builder.ts'
import type { SchemaContext } from './context.ts'
import { printUuid } from './global-id.ts'
import { loadAudience, loadComputedTrait, loadDestination } from './load.ts'
import { MessageRefusedError } from './message-refused.ts'
import { Node, type NodeRow } from './node.ts'
import type { Problem } from './payload.ts'

const UserErrorCode = builder.enumType('UserErrorCode', {
  description: 'What kind of failure it is. New codes may appear: treat an unknown one as VALIDATION.',
  values: {
    VALIDATION: { description: 'A value is not acceptable.' },
    NOT_FOUND: { description: 'What the input refers to does not exist.' },
    KEY_TAKEN: { description: 'The key is in use already.' },
    RULE_INVALID: { description: 'The rule says nothing that can be computed.' },
    RULE_CYCLE: { description: 'The rule depends on itself.' },
    IN_USE: { description: 'Something else depends on it.' },
    LIMIT_REACHED: { description: 'There are as many as there may be, or it takes longer than it may.' },
    CONFLICT: { description: 'It has changed meanwhile.' },
    MESSAGE_REFUSED: { description: 'A message cannot be taken.' },
  },
})

export const UserError = builder.interfaceRef<Problem>('UserError').implement({
  description: 'An expected failure that the caller can act on; nothing was changed.',
  resolveType: ({ error }) => CONCRETE.find(([type]) => error instanceof type)?.[1] ?? 'ValidationError',
  fields: (t) => ({
    message: t.string({ description: 'What is wrong, and what would be right.', resolve: ({ error }) => error.message }),
    code: t.field({ type: UserErrorCode, description: 'What kind of failure it is.', resolve: ({ error }) => error.code }),
    path: t.stringList({
      nullable: true,
      description: 'Where in the input, outermost first; null: nowhere in particular.',
      resolve: ({ error }) => (error.path.length > 0 ? [...error.path] : null),
    }),
  }),
})

// By class of the engine; what has no fields of its own is a ValidationError.
const CONCRETE = [
  [InvalidRuleError, 'InvalidRuleError'],
  [KeyTakenError, 'KeyTakenError'],
  [InUseError, 'InUseError'],
  [MessageRefusedError, 'MessageRefusedError'],
] as const

builder.objectRef<Problem>('ValidationError').implement({
  description: 'A failure that needs no more than its message and code.',
  interfaces: [UserError],
})

builder.objectRef<Problem<InvalidRuleError>>('InvalidRuleError').implement({
  description: 'A rule that cannot be computed.',
  interfaces: [UserError],
  fields: (t) => ({
    line: t.int({
      nullable: true,
      description: 'Where in the text of the rule, from 1; null for a rule that is not text.',
      resolve: ({ error }) => error.position?.line ?? null,
    }),
    column: t.int({ nullable: true, description: 'Which character of that line, from 1.', resolve: ({ error }) => error.position?.column ?? null }),
  }),
})

builder.objectRef<Problem<KeyTakenError>>('KeyTakenError').implement({
  description: 'A key that is in use already.',
  interfaces: [UserError],
  fields: (t) => ({
    existingId: t.id({
      description: 'The id of what has the key.',
      resolve: ({ error }) => printUuid(error.of === 'audience' ? 'aud' : 'ctr', error.existingId),
    }),
  }),
})

builder.objectRef<Problem<InUseError>>('InUseError').implement({
  description: 'Something that cannot go because other things depend on it.',
  interfaces: [UserError],
  fields: (t) => ({
    by: t.field({
      type: [Node],
      description: 'What depends on it.',
      async resolve({ error }, _args, context) {
        const found = await Promise.all(error.by.map((one) => loadConsumer(context, one)))
        return found.flatMap((one) => one ?? [])
      },
    }),
  }),
})

async function loadConsumer(context: SchemaContext, { kind, id }: Consumer): Promise<NodeRow | null> {
  switch (kind) {
    case 'AUDIENCE': {
      const audience = await loadAudience(context, id)
      return audience && { ...audience, nodeType: 'Audience' }
    }
    case 'COMPUTED_TRAIT': {
      const trait = await loadComputedTrait(context, id)
      return trait && { ...trait, nodeType: 'ComputedTrait' }
    }
    case 'DESTINATION': {
      const destination = await loadDestination(context, id)
      return destination && { ...destination, nodeType: 'Destination' }
    }
  }
}

builder.objectRef<Problem<MessageRefusedError>>('MessageRefusedError').implement({
  description: 'A message of a batch that cannot be taken; it is listed in `refusals` too.',
  interfaces: [UserError],
  fields: (t) => ({
    index: t.int({ description: 'Which message of the batch.', resolve: ({ error }) => error.index }),
    refusalCode: t.string({ description: 'Why, as in `Refusal.code`.', resolve: ({ error }) => error.refusalCode }),
    messageId: t.string({ nullable: true, description: 'Its id, where it has one.', resolve: ({ error }) => error.messageId }),
  }),
})

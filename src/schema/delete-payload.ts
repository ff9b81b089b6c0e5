import { builder } from './builder.ts'
import type { Payload } from './payload.ts'
import { UserError } from './user-error.ts'

export const DeletePayload = builder.objectRef<Payload<{ deletedId: string | null }>>('DeletePayload').implement({
  description: 'What was deleted, or why nothing was.',
  fields: (t) => ({
    deletedId: t.exposeID('deletedId', { nullable: true, description: 'The id of what was deleted; null when nothing was.' }),
    userErrors: t.field({
      type: [UserError],
      description: 'Why nothing was deleted; empty when it was.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
})

export const DeleteInput = builder.inputType('DeleteInput', {
  description: 'What to delete.',
  fields: (t) => ({ id: t.id({ required: true, description: 'Its id.' }) }),
})

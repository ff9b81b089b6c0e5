import { type Overlap, readOverlap, type Shared } from '../engine/audiences/overlap.ts'
import { LimitReachedError, NotFoundError, ValidationError } from '../engine/errors.ts'
import { apiError } from './api-error.ts'
import { builder } from './builder.ts'
import { storable } from './storable.ts'

const AudienceShare = builder.objectRef<Shared>('AudienceShare').implement({
  description: 'How many members audiences have in common.',
  fields: (t) => ({
    keys: t.stringList({ description: 'The keys of the audiences.', resolve: ({ keys }) => [...keys] }),
    count: t.expose('count', { type: 'SafeInt', description: 'How many are in all of them.' }),
  }),
})

const AudienceOverlap = builder.objectRef<Overlap>('AudienceOverlap').implement({
  description: 'How audiences overlap at one moment; every number is exact.',
  fields: (t) => ({
    sizes: t.field({ type: [AudienceShare], description: 'Each by itself.', resolve: ({ sizes }) => [...sizes] }),
    pairs: t.field({ type: [AudienceShare], description: 'Each two of them.', resolve: ({ pairs }) => [...pairs] }),
    exactly: t.field({
      type: [AudienceShare],
      description: 'Who is in these and in none of the others. Added up they are `inAny`; where there is nobody, it is left out.',
      resolve: ({ exactly }) => [...exactly],
    }),
    inAll: t.expose('inAll', { type: 'SafeInt', description: 'How many are in every one of them.' }),
    inAny: t.expose('inAny', { type: 'SafeInt', description: 'How many are in at least one of them.' }),
  }),
})

builder.queryField('audienceOverlap', (t) =>
  t.field({
    type: AudienceOverlap,
    description: 'How 2 to 10 audiences overlap, as of now.',
    args: { keys: t.arg.stringList({ required: true, description: 'The keys of the audiences.' }) },
    resolve: (_root, { keys }, { db, credential }) => readOverlap(db, credential.workspaceId, keys.map(storable)).catch(told),
  }),
)

/** Arguments of a query: what is wrong with them is told as an error of the field. */
function told(error: unknown): never {
  if (error instanceof ValidationError) throw apiError('BAD_USER_INPUT', error.message)
  if (error instanceof NotFoundError) throw apiError('NOT_FOUND', error.message)
  if (error instanceof LimitReachedError) throw apiError('QUERY_TOO_COMPLEX', error.message)
  throw error
}

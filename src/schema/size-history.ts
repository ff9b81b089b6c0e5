import { readSizeHistory, type SizePoint } from '../engine/audiences/size-history.ts'
import { ValidationError } from '../engine/errors.ts'
import { parseDuration } from '../engine/rules/duration.ts'
import { apiError } from './api-error.ts'
import { builder } from './builder.ts'
import type { SchemaContext } from './context.ts'

export const AudienceSizePoint = builder.objectRef<SizePoint>('AudienceSizePoint').implement({
  description: 'The size of an audience at a moment.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'The moment.' }),
    size: t.expose('size', { type: 'SafeInt', description: 'How many members it had.' }),
    entered: t.expose('entered', { type: 'SafeInt', description: 'How often somebody entered since the point before, or since `from`.' }),
    exited: t.expose('exited', { type: 'SafeInt', description: 'How often somebody left since then.' }),
  }),
})

export async function sizeHistory(
  { db, credential }: SchemaContext,
  audienceId: string,
  { from, to, every }: { from: string; to?: string | null | undefined; every?: string | null | undefined },
): Promise<SizePoint[]> {
  const query = {
    ...{ workspaceId: credential.workspaceId, audienceId },
    ...{ from: Date.parse(from), to: to == null ? null : Date.parse(to), every: every == null ? null : millisOf(every) },
  }
  return [...(await readSizeHistory(db.pool, query).catch(badInput))]
}

/** Arguments of a query: what is wrong with them is told as an error of the field. */
function badInput(error: unknown): never {
  throw error instanceof ValidationError ? apiError('BAD_USER_INPUT', error.message) : error
}

function millisOf(duration: string): number {
  const length = parseDuration(duration)
  if (typeof length !== 'number') throw new Error('The scalar has read it before.')
  return length
}

import { z } from 'zod'
import { countIdentifiers, type HeldIdentifier, type IdentifierFilter, readIdentifiers } from '../engine/profiles/identifiers-of.ts'
import type { Profile } from '../engine/profiles/profile.ts'
import { listOf } from './connection.ts'
import { loadSource } from './load.ts'
import { loadedFor } from './loaded.ts'
import { IdentifierRef, SourceRef, type SourceRow } from './refs.ts'
import { storable } from './storable.ts'

IdentifierRef.implement({
  description: 'By which a person is known.',
  fields: (t) => ({
    type: t.exposeString('type', { description: 'Its type, such as `user_id`, `anonymous_id` or `email`.' }),
    value: t.exposeString('value', { description: 'Normalised, as it is matched.' }),
    raw: t.exposeString('raw', { description: 'As it was first sent.' }),
    firstSeenAt: t.expose('firstSeenAt', { type: 'DateTime', description: 'When it was first observed.' }),
    lastSeenAt: t.expose('lastSeenAt', { type: 'DateTime', description: 'When it was last observed.' }),
    source: t.field({
      type: SourceRef,
      nullable: true,
      description: 'Where it was first observed.',
      resolve: (row, _args, context, info) => loadedFor<SourceRow | null>(row, info) ?? loadSource(context, row.sourceId),
    }),
  }),
})

export interface IdentifierArgs {
  readonly types?: readonly string[] | null | undefined
}
export const identifierFilter = ({ types }: IdentifierArgs): IdentifierFilter => ({ types: types?.map(storable) ?? null })

export const identifierKey = z.object({ firstSeenAt: z.number(), hash: z.string().regex(/^-?\d{1,19}$/) })

export const listIdentifiers = listOf({
  name: 'identifiers',
  key: identifierKey,
  keyOf: ({ firstSeenAt, hash }: HeldIdentifier) => ({ firstSeenAt, hash }),
  read: ({ db, credential }, args: IdentifierArgs, parents: readonly Profile[], slice) =>
    readIdentifiers(db.pool, { workspaceId: credential.workspaceId, profileIds: parents.map(({ id }) => id), ...identifierFilter(args) }, slice),
  count: ({ db, credential }, args, parents) =>
    countIdentifiers(db.pool, { workspaceId: credential.workspaceId, profileIds: parents.map(({ id }) => id), ...identifierFilter(args) }),
})

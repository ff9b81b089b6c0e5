import { z } from 'zod'
import type { Profile } from '../engine/profiles/profile.ts'
import { countTraitHistory, readTraitHistory, type TraitValue } from '../engine/profiles/trait-history.ts'
import { builder } from './builder.ts'
import { connectionType, listOf } from './connection.ts'
import { storable } from './storable.ts'

const TraitValueRef = builder.objectRef<TraitValue>('TraitValue').implement({
  description: 'What a computed trait was from a moment on.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The name of the trait.' }),
    value: t.expose('value', { type: 'JSON', nullable: true, description: 'Its value from then on; null: there was none.' }),
    at: t.expose('at', { type: 'DateTime', description: 'The moment it became true.' }),
  }),
})

export const TraitValueConnection = connectionType('TraitValue', TraitValueRef)

interface HistoryArgs {
  readonly names?: readonly string[] | null | undefined
}

const filterOf = ({ names }: HistoryArgs) => ({ names: names?.map(storable) ?? null })

export const listTraitHistory = listOf({
  name: 'traitHistory',
  key: z.object({ at: z.number(), number: z.int() }),
  keyOf: ({ at, number }: TraitValue) => ({ at, number }),
  read: ({ db, credential }, args: HistoryArgs, parents: readonly Pick<Profile, 'id'>[], slice) =>
    readTraitHistory(db.pool, { workspaceId: credential.workspaceId, profileIds: parents.map(({ id }) => id), ...filterOf(args) }, slice),
  count: ({ db, credential }, args, parents) =>
    countTraitHistory(db.pool, { workspaceId: credential.workspaceId, profileIds: parents.map(({ id }) => id), ...filterOf(args) }),
})

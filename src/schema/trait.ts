import type { Profile } from '../engine/profiles/profile.ts'
import { type AskedTrait, type HeldTrait, readTraitAsOf, readTraits } from '../engine/profiles/trait-of.ts'
import { batched } from './batch.ts'
import { builder } from './builder.ts'
import type { SchemaContext } from './context.ts'
import { everyId, loadSource } from './load.ts'
import { loadedFor } from './loaded.ts'
import { SourceRef, type SourceRow } from './refs.ts'

const TraitKind = builder.enumType('TraitKind', {
  description: 'Who says what a trait is.',
  values: {
    CUSTOM: { description: 'A message of yours.' },
    COMPUTED: { description: 'A definition, from what is known.' },
  },
})

const TraitDecision = builder.enumType('TraitDecision', {
  description: 'Why a trait has the value that it has.',
  values: {
    LATEST: { description: 'It was said last.' },
    EARLIEST: { description: 'It was said first.' },
    SOURCE_PRIORITY: { description: 'Its source counts more than the others that said anything.' },
    MOST_FREQUENT: { description: 'It was said most often.' },
    LOCKED: { description: 'It was locked by hand.' },
  },
})

export const TraitRef = builder.objectRef<HeldTrait>('Trait').implement({
  description: 'A trait, and where it comes from.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name.' }),
    value: t.expose('value', { type: 'JSON', description: 'Its value.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'The timestamp of the message that its value is from; of a computed trait the moment since when it is true.',
    }),
    source: t.field({
      type: SourceRef,
      nullable: true,
      description: 'Where that message came from; null for a computed trait.',
      resolve: (row, _args, context, info) =>
        loadedFor<SourceRow | null>(row, info) ?? (row.sourceId === null ? null : loadSource(context, row.sourceId)),
    }),
    kind: t.expose('kind', { type: TraitKind, description: 'Who says what it is.' }),
    decision: t.expose('decision', {
      type: TraitDecision,
      nullable: true,
      description: 'Why it is this value and no other one that was said; null for a computed trait.',
    }),
    candidates: t.exposeInt('candidates', {
      nullable: true,
      description: 'How many different values were said of it; null where there is no rule for it, and simply the latest counts.',
    }),
  }),
})

/** A trait of a person, of whom every id is given; null: there is none. */
export const loadTrait = batched<AskedTrait, HeldTrait | null>(({ db, credential }, asked) => readTraits(db.pool, credential.workspaceId, asked))

/** A trait of a person as it was at a moment; null: there was none. */
export const readTraitAt = ({ db, credential }: SchemaContext, profile: Profile, { name, at }: { readonly name: string; readonly at: string }) =>
  readTraitAsOf(db.pool, credential.workspaceId, { ids: everyId(profile), name, at: new Date(at) })

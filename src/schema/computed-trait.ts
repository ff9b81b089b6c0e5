import { z } from 'zod'
import type { ComputedTrait } from '../db/generated/client.ts'
import { COUNT_CAP } from '../engine/profiles/slice.ts'
import { RuleEntity } from './audience.ts'
import { builder } from './builder.ts'
import { ComputationStatus } from './computation-status.ts'
import { listOf, ROOT, type Root } from './connection.ts'
import type { SchemaContext } from './context.ts'
import { parseUuid, printUuid } from './global-id.ts'
import { loadComputedTrait } from './load.ts'
import { Node, registerNode } from './node.ts'
import { pageArgs } from './page.ts'
import { byId } from './prisma-page.ts'
import { ComputedTraitConnection, ComputedTraitRef } from './refs.ts'
import { storable } from './storable.ts'

ComputedTraitRef.implement({
  description: 'A trait that is computed from events and other traits, and kept up to date with each commit.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ description: 'Its id.', resolve: ({ id }) => printUuid('ctr', id) }),
    key: t.exposeString('key', { description: 'The name of the trait.' }),
    name: t.exposeString('name', { description: 'Its name for people.' }),
    entity: t.expose('entity', { type: RuleEntity, description: 'Who has it.' }),
    definition: t.expose('definition', {
      type: 'JSON',
      description: 'How it is computed, as JSON: accepted as it is as a ComputedTraitDefinitionInput variable.',
    }),
    status: t.expose('status', { type: ComputationStatus, description: 'How far its computation is.' }),
    enabled: t.exposeBoolean('enabled', { description: 'Whether it is switched on.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it, not its values, was last changed.' }),
  }),
})

const ComputedTraitBy = builder.inputType('ComputedTraitBy', {
  description: 'One way to name a computed trait.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Its id.' }),
    key: t.string({ description: 'Its key.' }),
  }),
})

async function findBy(context: SchemaContext, { id, key }: typeof ComputedTraitBy.$inferInput): Promise<ComputedTrait | null> {
  if (id != null) {
    const uuid = parseUuid('ctr', id)
    return uuid ? loadComputedTrait(context, uuid) : null
  }
  if (key == null) return null
  return context.db.prisma.computedTrait.findFirst({ where: { workspaceId: context.credential.workspaceId, key: storable(key), deletedAt: null } })
}

registerNode('ctr', 'ComputedTrait', (context, id) => findBy(context, { id }))

const listComputedTraits = listOf({
  name: 'computedTraits',
  key: z.uuid(),
  keyOf: (trait: ComputedTrait) => trait.id,
  read: ({ db, credential }, _args: object, parents: readonly Root[], slice) =>
    Promise.all(
      parents.map(() =>
        byId(slice, 'asc', ({ id, orderBy, take }) =>
          db.prisma.computedTrait.findMany({ where: { workspaceId: credential.workspaceId, deletedAt: null, id }, orderBy, take }),
        ),
      ),
    ),
  count: ({ db, credential }, _args, parents) =>
    Promise.all(
      parents.map(() => db.prisma.computedTrait.count({ where: { workspaceId: credential.workspaceId, deletedAt: null }, take: COUNT_CAP + 1 })),
    ),
})

builder.queryFields((t) => ({
  computedTrait: t.field({
    type: ComputedTraitRef,
    nullable: true,
    description: 'A computed trait; null where there is none.',
    args: { by: t.arg({ type: ComputedTraitBy, required: true, description: 'How the trait is named.' }) },
    resolve: (_root, { by }, context) => findBy(context, by),
  }),
  computedTraits: t.field({
    type: ComputedTraitConnection,
    description: 'All computed traits, oldest first.',
    args: pageArgs,
    resolve: (_root, args, context, info) => listComputedTraits(context, ROOT, args, info),
  }),
}))

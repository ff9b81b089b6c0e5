import { z } from 'zod'
import { type Connector, settingsSchema } from '../engine/delivery/outbound.ts'
import { builder } from './builder.ts'
import { listOf, ROOT, type Root } from './connection.ts'
import type { SchemaContext } from './context.ts'
import { parseId, printId } from './global-id.ts'
import { Node, registerNode } from './node.ts'
import { pageArgs } from './page.ts'
import { ConnectorConnection, ConnectorRef } from './refs.ts'

const ConnectorKind = builder.enumType('ConnectorKind', {
  description: 'In which direction a connector carries data.',
  values: { DESTINATION: { description: 'It sends what happens here to another system.' } },
})

ConnectorRef.implement({
  description: 'A kind of system that Tributary knows how to speak to.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ description: 'Its id.', resolve: ({ slug }) => printId('con', Buffer.from(slug)) }),
    slug: t.exposeString('slug', { description: 'Its name in programs: never changed.' }),
    name: t.exposeString('name', { description: 'Its name for people.' }),
    description: t.exposeString('description', { nullable: true, description: 'What it does.' }),
    kind: t.field({ type: ConnectorKind, description: 'What it is for.', resolve: () => 'DESTINATION' as const }),
    settingsSchema: t.field({
      type: 'JSON',
      description: 'JSON Schema of the settings of its destinations. What is writeOnly is secret: it is never shown again.',
      resolve: settingsSchema,
    }),
  }),
})

registerNode('con', 'Connector', async ({ outbound }: SchemaContext, id) => {
  const bytes = parseId('con', id)
  return (bytes && outbound.connectors.get(Buffer.from(bytes).toString())) ?? null
})

interface ConnectorArgs {
  readonly search?: string | null | undefined
}

const found = ({ outbound }: SchemaContext, { search }: ConnectorArgs): Connector[] => {
  const wanted = (search ?? '').trim().toLowerCase()
  return [...outbound.connectors.values()]
    .filter(({ slug, name }) => slug.includes(wanted) || name.toLowerCase().includes(wanted))
    .sort((a, b) => (a.slug < b.slug ? -1 : 1))
}

const listConnectors = listOf({
  name: 'connectors',
  key: z.string(),
  keyOf: ({ slug }: Connector) => slug,
  async read(context, args: ConnectorArgs, parents: readonly Root[], { after, before, limit, reverse }) {
    const all = found(context, args).filter(({ slug }) => (after === null || slug > after) && (before === null || slug < before))
    return parents.map(() => (reverse ? all.slice(-limit) : all.slice(0, limit)))
  },
  count: async (context, args, parents) => parents.map(() => found(context, args).length),
})

builder.queryField('connectors', (t) =>
  t.field({
    type: ConnectorConnection,
    description: 'What destinations can be made of, by slug.',
    args: { ...pageArgs, search: t.arg.string({ description: 'Only those with this in their slug or name.' }) },
    resolve: (_root, args, context, info) => listConnectors(context, ROOT, args, info),
  }),
)

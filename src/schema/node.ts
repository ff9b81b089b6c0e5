import type { GraphQLResolveInfo } from 'graphql'
import { apiError } from './api-error.ts'
import { builder } from './builder.ts'
import type { SchemaContext } from './context.ts'
import type { IdPrefix } from './global-id.ts'

const MAX_IDS = 250

/** A row that knows which type it is of: what a field of type Node answers. */
export interface NodeRow {
  readonly nodeType: string
}

/** Finds what has an id; with what is asked of it, where one is asked for by itself. */
type Find<Row> = (context: SchemaContext, id: string, info?: GraphQLResolveInfo) => Promise<Row | null>
type Load = Find<NodeRow>
const loads = new Map<string, Load>()

/** Says how `node(id)` finds what has ids of a prefix. */
export function registerNode<Row extends object>(prefix: IdPrefix, nodeType: string, load: Find<Row>): void {
  loads.set(prefix, async (context, id, info) => {
    const row = await load(context, id, info)
    // Not a copy, which would lose what the row reads only when it is asked for.
    return row && Object.assign(row, { nodeType })
  })
}

export const Node = builder.interfaceRef<object>('Node').implement({
  description: 'Whatever can be fetched by its id.',
  resolveType: (row) => (row as NodeRow).nodeType,
  fields: (t) => ({ id: t.id({ description: 'Opaque: a prefix that tells the type, and what identifies it.' }) }),
})

async function loadNode(context: SchemaContext, id: string, info?: GraphQLResolveInfo): Promise<NodeRow | null> {
  const load = loads.get(id.slice(0, Math.max(0, id.indexOf('_'))))
  return load ? load(context, id, info) : null
}

builder.queryFields((t) => ({
  node: t.field({
    type: Node,
    nullable: true,
    description: 'What has this id; null where there is nothing, or nothing of this workspace.',
    args: { id: t.arg.id({ required: true, description: 'The id.' }) },
    resolve: (_root, { id }, context, info) => loadNode(context, id, info),
  }),
  nodes: t.field({
    type: [Node],
    nullable: { list: false, items: true },
    description: `The same for at most ${MAX_IDS} ids, in their order.`,
    args: { ids: t.arg.idList({ required: true, description: 'The ids.' }) },
    resolve: (_root, { ids }, context) => {
      if (ids.length > MAX_IDS) throw apiError('BAD_USER_INPUT', `At most ${MAX_IDS} ids; ${ids.length} were asked for.`)
      return Promise.all(ids.map((id) => loadNode(context, id)))
    },
  }),
}))

import type { ObjectRef } from '@pothos/core'
import type { GraphQLResolveInfo } from 'graphql'
import type { z } from 'zod'
import type { LoadedPage } from '../engine/profiles/plan.ts'
import { COUNT_CAP, type Slice } from '../engine/profiles/slice.ts'
import { batchedBy } from './batch.ts'
import { type BuilderTypes, builder } from './builder.ts'
import type { SchemaContext } from './context.ts'
import { loadedFor } from './loaded.ts'
import { type Cursors, cursorsOf, type PageArgs, toSlice } from './page.ts'

/** The parent of the lists at the root. */
export const ROOT = Object.freeze({})
export type Root = typeof ROOT

/** How a list is read, for many parents at once. */
export interface Listing<Parent, Args, Row, Key> {
  /** Marks its cursors. */
  readonly name: string
  readonly key: z.ZodType<Key>
  keyOf(row: Row): Key
  read(context: SchemaContext, args: Args, parents: readonly Parent[], slice: Slice<Key>): Promise<readonly (readonly Row[])[]>
  /** Counted exactly, or up to a little more than COUNT_CAP. */
  count(context: SchemaContext, args: Args, parents: readonly Parent[]): Promise<readonly number[]>
  /** The count is kept, not counted, so that it is exact however large. */
  readonly counted?: boolean
}

export interface Edge<Row> {
  readonly node: Row
  /** Made when it is asked for: most pages are read without. */
  cursor(): string
}
interface PageInfo {
  startCursor(): string | null
  endCursor(): string | null
  hasNextPage(): boolean | Promise<boolean>
  hasPreviousPage(): boolean | Promise<boolean>
}
interface Count {
  readonly count: number
  readonly precision: 'EXACT' | 'AT_LEAST'
}
export interface Connection<Row> {
  readonly nodes: readonly Row[]
  edges(): Edge<Row>[]
  readonly pageInfo: PageInfo
  totalCount(): Count | Promise<Count>
}

interface List<Parent, Args, Row, Key> {
  /** Uses the page that was loaded with the parent for this field, if one was. */
  (context: SchemaContext, parent: Parent, args: Args & PageArgs, info: GraphQLResolveInfo): Connection<Row> | Promise<Connection<Row>>
  /** What is read for a page: one row too many, to know whether there is more. Throws where there is no such page. */
  slice(args: PageArgs): Slice<Key>
}

/** A field's resolver from how its list is read. Whatever costs another query is only asked when it is selected. */
export function listOf<Parent extends object, Args, Row, Key>(listing: Listing<Parent, Args, Row, Key>): List<Parent, Args, Row, Key> {
  const cursors = cursorsOf(listing.name, listing.key)
  const read = batchedBy((context, { args, slice }: { args: Args; slice: Slice<Key> }, parents: readonly Parent[]) =>
    listing.read(context, args, parents, slice),
  )
  const count = batchedBy((context, args: Args, parents: readonly Parent[]) => listing.count(context, args, parents))
  const counted = (total: number): Count =>
    listing.counted || total <= COUNT_CAP ? { count: total, precision: 'EXACT' } : { count: COUNT_CAP, precision: 'AT_LEAST' }
  // What was loaded is answered at once.
  const resolve = (
    context: SchemaContext,
    parent: Parent,
    { first, after, last, before, ...rest }: Args & PageArgs,
    info: GraphQLResolveInfo,
  ): Connection<Row> | Promise<Connection<Row>> => {
    // TypeScript cannot tell what is left of a type parameter.
    const args = rest as unknown as Args
    const slice = toSlice({ first, after, last, before }, cursors)
    const loaded = loadedFor<LoadedPage<Row>>(parent, info)
    const any = async (asked: Partial<Slice<Key>>) => {
      const found = await read(context, { args, slice: { after: null, before: null, limit: 1, reverse: false, ...asked } }, parent)
      return found.length > 0
    }
    const connection = (rows: readonly Row[]): Connection<Row> => ({
      ...page(rows, { slice, cursors, keyOf: listing.keyOf, any }),
      totalCount: () => (loaded?.total === undefined ? count(context, args, parent).then(counted) : counted(loaded.total)),
    })
    return loaded ? connection(inOrder(loaded.rows, slice)) : read(context, { args, slice: oneMore(slice) }, parent).then(connection)
  }
  return Object.assign(resolve, { slice: (args: PageArgs) => oneMore(toSlice(args, cursors)) })
}

const oneMore = <Key>(slice: Slice<Key>): Slice<Key> => ({ ...slice, limit: slice.limit + 1 })

/** As they are listed; they come as they are read. */
const inOrder = <Row>(rows: readonly Row[], { reverse }: { readonly reverse: boolean }): readonly Row[] => (reverse ? rows.toReversed() : rows)

interface PageOf<Row, Key> {
  readonly slice: Slice<Key>
  readonly cursors: Cursors<Key>
  keyOf(row: Row): Key
  /** Whether the list has anything there. */
  any(slice: Partial<Slice<Key>>): Promise<boolean>
}

/** Cuts off the one row too many that was read to know whether there is more. */
function page<Row, Key>(
  read: readonly Row[],
  { slice, cursors, keyOf, any }: PageOf<Row, Key>,
): Pick<Connection<Row>, 'nodes' | 'edges' | 'pageInfo'> {
  const { limit, reverse, after, before } = slice
  const more = read.length > limit
  const rows = !more ? read : reverse ? read.slice(1) : read.slice(0, limit)
  const cursorOf = (row: Row) => cursors.print(keyOf(row))
  const [start, end] = [rows[0], rows.at(-1)]
  return {
    nodes: rows,
    edges: () => rows.map((node) => ({ node, cursor: () => cursorOf(node) })),
    pageInfo: {
      startCursor: () => (start === undefined ? null : cursorOf(start)),
      endCursor: () => (end === undefined ? null : cursorOf(end)),
      // Towards the end that was paged from there is only something when a cursor left it out.
      hasNextPage: () => (reverse ? before !== null && any({ after: end === undefined ? after : keyOf(end) }) : more),
      hasPreviousPage: () => (reverse ? more : after !== null && any({ before: start === undefined ? before : keyOf(start), reverse: true })),
    },
  }
}

const Precision = builder.enumType('CountPrecision', {
  description: 'How far a count can be trusted.',
  values: {
    EXACT: { description: 'There are exactly so many.' },
    AT_LEAST: { description: 'There are so many or more.' },
  },
})
const CountRef = builder.objectRef<Count>('Count').implement({
  description: `How many there are. EXACT up to ${COUNT_CAP}; AT_LEAST beyond it where counting would be expensive.`,
  fields: (t) => ({
    count: t.expose('count', { type: 'SafeInt', description: 'How many.' }),
    precision: t.expose('precision', { type: Precision, description: 'Whether it is exact.' }),
  }),
})
const PageInfoRef = builder.objectRef<PageInfo>('PageInfo').implement({
  description: 'Where a page lies in its list.',
  fields: (t) => ({
    hasNextPage: t.boolean({ description: 'Whether the list goes on after this page.', resolve: (info) => info.hasNextPage() }),
    hasPreviousPage: t.boolean({ description: 'Whether the list begins before this page.', resolve: (info) => info.hasPreviousPage() }),
    startCursor: t.string({
      nullable: true,
      description: 'The cursor of the first item; null on an empty page.',
      resolve: (info) => info.startCursor(),
    }),
    endCursor: t.string({ nullable: true, description: 'The cursor of the last item; null on an empty page.', resolve: (info) => info.endCursor() }),
  }),
})

/** The two types of a list: NameConnection and NameEdge. */
export function connectionType<Row extends object>(name: string, node: ObjectRef<BuilderTypes, Row>) {
  const EdgeRef = builder.objectRef<Edge<Row>>(`${name}Edge`).implement({
    description: `A place in a list of type ${name}.`,
    fields: (t) => ({
      // TypeScript cannot tell of a type parameter that it is no list.
      node: t.field({ type: node, description: 'What is at this place.', resolve: (edge) => edge.node as never }),
      cursor: t.string({ description: 'The place, for `after` and `before`.', resolve: (edge) => edge.cursor() }),
    }),
  })
  return builder.objectRef<Connection<Row>>(`${name}Connection`).implement({
    description: `A page of a list of type ${name}.`,
    fields: (t) => ({
      edges: t.field({ type: [EdgeRef], description: 'The items with their cursors.', resolve: (connection) => connection.edges() }),
      nodes: t.field({ type: [node], description: 'The items alone.', resolve: (connection) => [...connection.nodes] }),
      pageInfo: t.field({ type: PageInfoRef, description: 'Where this page lies in its list.', resolve: (connection) => connection.pageInfo }),
      totalCount: t.field({ type: CountRef, description: 'How many items the whole list has.', resolve: (connection) => connection.totalCount() }),
    }),
  })
}

export { CountRef, PageInfoRef }

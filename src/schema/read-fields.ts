import {
  defaultFieldResolver,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  getArgumentValues,
  getNamedType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql'
import type { SchemaContext } from './context.ts'
import { collectFields } from './look-ahead.ts'
import { TYPE_PLANS } from './type-plans.ts'

/** What every field of one query has in common. */
export type Query = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues' | 'operation' | 'rootValue'>

/** What is asked for is not there at once. */
export class NotAhead extends Error {}

export type Answer = { readonly [name: string]: unknown }
type Read = (value: unknown, context: SchemaContext) => unknown

/** A field that is asked for, ready to be answered of any row. */
export interface ReadField {
  readonly key: string
  /** Null: it is `__typename`. */
  readonly field: GraphQLField<unknown, unknown> | null
  readonly node: FieldNode
  readonly info: GraphQLResolveInfo
  /** The answer from what the resolver says. */
  readonly complete: Read
}

/** The fields of a type that are asked for, in the order in which they are answered. Throws NotAhead where one is never there at once. */
export function readFields(query: Query, type: GraphQLObjectType, sets: readonly SelectionSetNode[]): ReadField[] {
  const nodes = new Map<string, FieldNode[]>()
  for (const set of sets) collectFields(query, { type, set, nodes })
  return Array.from(nodes, ([key, fieldNodes]) => {
    const [node] = fieldNodes
    // As the name of a property of an object it is none.
    if (!node || key === '__proto__') throw new NotAhead()
    const info = { ...query, fieldName: node.name.value, fieldNodes, parentType: type, path: { prev: undefined, key, typename: type.name } }
    const field = type.getFields()[node.name.value]
    if (!field && node.name.value !== '__typename') throw new NotAhead()
    if (!field) return { key, field: null, node, info: { ...info, returnType: type }, complete: () => type.name }
    if (!isLeafType(getNamedType(field.type)) && TYPE_PLANS.get(type.name)?.fields[field.name]?.part === undefined && TYPE_PLANS.has(type.name))
      throw new NotAhead()
    return { key, field, node, info: { ...info, returnType: field.type }, complete: completion(query, field.type, fieldNodes) }
  })
}

export const resolverOf = ({ resolve = defaultFieldResolver }: GraphQLField<unknown, unknown>) => resolve

function completion(query: Query, type: GraphQLOutputType, fieldNodes: readonly FieldNode[]): Read {
  if (isNonNullType(type)) {
    const inner = completion(query, type.ofType, fieldNodes)
    return (value, context) => inner(value, context) ?? late(value)
  }
  if (isListType(type)) {
    const inner = completion(query, type.ofType, fieldNodes)
    return orNull((value, context) => (Array.isArray(value) ? value.map((one) => inner(one, context)) : late(value)))
  }
  if (isLeafType(type)) return orNull((value) => type.serialize(value) ?? late(value))
  // Of other types only the value knows what it is.
  if (!isObjectType(type) || type.isTypeOf) throw new NotAhead()
  return orNull(reader(query, type, fieldNodes))
}

function reader(query: Query, type: GraphQLObjectType, fieldNodes: readonly FieldNode[]): Read {
  const fields = readFields(
    query,
    type,
    fieldNodes.flatMap(({ selectionSet }) => selectionSet ?? []),
  ).map(({ key, field, node, info, complete }) => {
    if (!field) return { key, read: complete }
    const [resolve, args] = [resolverOf(field), getArgumentValues(field, node, query.variableValues)]
    return { key, read: (row: unknown, context: SchemaContext) => complete(resolve(row, args, context, info), context) }
  })
  return (row, context) => {
    const answer: { [name: string]: unknown } = {}
    for (const { key, read } of fields) answer[key] = read(row, context)
    return answer
  }
}

const orNull =
  (read: Read): Read =>
  (value, context) => {
    if (value == null) return null
    return value instanceof Error || isPromiseLike(value) ? late(value) : read(value, context)
  }

const isPromiseLike = (value: unknown): boolean => typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'

function late(value: unknown): never {
  // Nobody waits for it any more, so that nobody would hear of its failure either.
  if (value instanceof Promise) value.catch(() => {})
  throw new NotAhead()
}

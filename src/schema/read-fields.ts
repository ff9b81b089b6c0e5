import {
  defaultFieldResolver,
  type FieldNode,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  getArgumentValues,
  getNamedType,
  getNullableType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql'
import { jsonText } from '../engine/profiles/cells.ts'
import type { SchemaContext } from './context.ts'
import { collectFields } from './look-ahead.ts'
import { TYPE_PLANS } from './type-plans.ts'

/** What every field of one query has in common. */
export type Query = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues' | 'operation' | 'rootValue'>

/** What is asked for is not there at once. */
export class NotAhead extends Error {}

/** One time that a query is answered. */
export interface Run extends Pick<GraphQLResolveInfo, 'variableValues'> {
  readonly context: SchemaContext
}

/** The JSON of a value. */
type Print = (value: unknown, run: Run) => string

/** A field that is asked for, ready to be answered of any row, at any time: variables count for it only in its directives. */
export interface ReadField {
  readonly key: string
  /** Null: it is `__typename`. */
  readonly field: GraphQLField<unknown, unknown> | null
  readonly node: FieldNode
  readonly info: GraphQLResolveInfo
  /** The answer from what the resolver says. */
  readonly complete: Print
}

/** The fields of a type that are asked for, in the order in which they are answered. Throws NotAhead where one is never there at once. */
export function readFields(query: Query, type: GraphQLObjectType, sets: readonly SelectionSetNode[]): ReadField[] {
  const nodes = new Map<string, FieldNode[]>()
  for (const set of sets) collectFields(query, { type, set, nodes })
  return Array.from(nodes, ([key, fieldNodes]) => {
    const [node] = fieldNodes
    if (!node) throw new NotAhead()
    const info = { ...query, fieldName: node.name.value, fieldNodes, parentType: type, path: { prev: undefined, key, typename: type.name } }
    const field = type.getFields()[node.name.value]
    if (!field && node.name.value !== '__typename') throw new NotAhead()
    if (!field) return { key, field: null, node, info: { ...info, returnType: type }, complete: () => `"${type.name}"` }
    if (!isLeafType(getNamedType(field.type)) && TYPE_PLANS.get(type.name)?.fields[field.name]?.part === undefined && TYPE_PLANS.has(type.name))
      throw new NotAhead()
    return { key, field, node, info: { ...info, returnType: field.type }, complete: completion(query, field.type, fieldNodes) }
  })
}

export const resolverOf = ({ resolve = defaultFieldResolver }: GraphQLField<unknown, unknown>) => resolve

function completion(query: Query, type: GraphQLOutputType, fieldNodes: readonly FieldNode[]): Print {
  if (isNonNullType(type)) {
    const inner = completion(query, type.ofType, fieldNodes)
    return (value, run) => (value == null ? late(value) : inner(value, run))
  }
  if (isListType(type)) {
    const inner = completion(query, type.ofType, fieldNodes)
    return orNull((value, run) => (Array.isArray(value) ? `[${value.map((one) => inner(one, run)).join()}]` : late(value)))
  }
  if (isLeafType(type)) return orNull(leaf(type))
  // Of other types only the value knows what it is.
  if (!isObjectType(type) || type.isTypeOf) throw new NotAhead()
  return orNull(reader(query, type, fieldNodes))
}

/** What is printed of these is letters, digits and signs that JSON has no need to escape. */
const PLAIN: ReadonlySet<string> = new Set(['ID', 'DateTime'])

function leaf(type: GraphQLLeafType): Print {
  if (PLAIN.has(type.name) || isEnumType(type)) return (value) => `"${type.serialize(value) ?? late(value)}"`
  return (value) => JSON.stringify(type.serialize(value)) ?? late(value)
}

function reader(query: Query, type: GraphQLObjectType, fieldNodes: readonly FieldNode[]): Print {
  const fields = readFields(
    query,
    type,
    fieldNodes.flatMap(({ selectionSet }) => selectionSet ?? []),
  ).map((field, n) => ({ name: `${n === 0 ? '' : ','}"${field.key}":`, print: fieldPrinter(field) }))
  return (row, run) => {
    let text = '{'
    for (const { name, print } of fields) text += name + print(row, run)
    return `${text}}`
  }
}

/** The answer of a field, of a row. */
function fieldPrinter({ field, node, info, complete }: ReadField): Print {
  if (!field) return complete
  const [resolve, argsIn] = [resolverOf(field), argumentsOf(field, node)]
  const print: Print = (row, run) => complete(resolve(row, argsIn(run), run.context, info), run)
  // Of arguments none is given: the column is the answer.
  const passedOn = isJson(field.type) && (node.arguments ?? []).length === 0 && field.args.every(({ defaultValue }) => defaultValue === undefined)
  return passedOn ? (row, run) => jsonText(row, field.name) ?? print(row, run) : print
}

type Arguments = ReturnType<typeof getArgumentValues>
const NONE: Arguments = Object.freeze({})

/** What the arguments of a field are, found once for all its rows. */
function argumentsOf(field: GraphQLField<unknown, unknown>, node: FieldNode): (run: Run) => Arguments {
  if (field.args.length === 0) return () => NONE
  let latest: { readonly run: Run; readonly args: Arguments } | null = null
  return (run) => {
    if (latest?.run !== run) latest = { run, args: getArgumentValues(field, node, run.variableValues) }
    return latest.args
  }
}

const isJson = (type: GraphQLOutputType): boolean => getNamedType(type).name === 'JSONObject' && isLeafType(getNullableType(type))

const orNull =
  (print: Print): Print =>
  (value, run) => {
    if (value == null) return 'null'
    return value instanceof Error || isPromiseLike(value) ? late(value) : print(value, run)
  }

const isPromiseLike = (value: unknown): boolean => typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'

function late(value: unknown): never {
  // Nobody waits for it any more, so that nobody would hear of its failure either.
  if (value instanceof Promise) value.catch(() => {})
  throw new NotAhead()
}

import {
  type FieldNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

/** A field that is asked for, with all that is asked of it: fragments resolved, directives applied, what has the same name in the answer merged. */
export interface Selected {
  readonly name: string
  readonly args: { readonly [name: string]: unknown }
  /** By their names in the answer. */
  readonly fields: Selection
}
export type Selection = ReadonlyMap<string, Selected>

type Context = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>

/** What is asked of the field that is being resolved, where it answers an object of this type. Throws where an argument cannot be taken. */
export function selectionOf(info: GraphQLResolveInfo, type: string): Selection {
  const object = info.schema.getType(type)
  if (!isObjectType(object)) throw new Error(`${type} is no type of an object.`)
  return selectFields(
    info,
    object,
    info.fieldNodes.flatMap(({ selectionSet }) => selectionSet ?? []),
  )
}

function selectFields(context: Context, type: GraphQLObjectType, sets: readonly SelectionSetNode[]): Selection {
  const nodes = new Map<string, FieldNode[]>()
  for (const set of sets) collectFields(context, { type, set, nodes })
  const fields = new Map<string, Selected>()
  for (const [key, same] of nodes) {
    const [node] = same
    const field = node && type.getFields()[node.name.value]
    if (!node || !field) continue
    const inner = getNamedType(field.type)
    fields.set(key, {
      name: field.name,
      args: field.args.length > 0 ? getArgumentValues(field, node, context.variableValues) : NONE,
      fields: isObjectType(inner)
        ? selectFields(
            context,
            inner,
            same.flatMap(({ selectionSet }) => selectionSet ?? []),
          )
        : NO_FIELDS,
    })
  }
  return fields
}

const NONE = Object.freeze({})
const NO_FIELDS: Selection = new Map()

interface Collection {
  readonly type: GraphQLObjectType
  readonly set: SelectionSetNode
  /** Fields by their names in the answer. */
  readonly nodes: Map<string, FieldNode[]>
}

/** Fields of the type by their names in the answer, each with all places where it is asked for. */
export function collectFields(context: Context, { type, set, nodes }: Collection): void {
  for (const node of set.selections) {
    if (!isIncluded(context, node)) continue
    if (node.kind === Kind.FIELD) {
      const key = (node.alias ?? node.name).value
      const same = nodes.get(key)
      if (same) same.push(node)
      else nodes.set(key, [node])
      continue
    }
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : context.fragments[node.name.value]
    if (fragment && applies(context, type, fragment.typeCondition?.name.value)) collectFields(context, { type, set: fragment.selectionSet, nodes })
  }
}

function isIncluded({ variableValues }: Context, node: SelectionNode): boolean {
  if (!node.directives || node.directives.length === 0) return true
  if (getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.['if'] === true) return false
  return getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.['if'] !== false
}

function applies({ schema }: Context, type: GraphQLObjectType, condition: string | undefined): boolean {
  if (condition === undefined || condition === type.name) return true
  const other = schema.getType(condition)
  return isAbstractType(other) && schema.isSubType(other, type)
}

/** Two selections of the same row as one; null: they ask for different things under one name. */
export function mergeSelections(a: Selection, b: Selection): Selection | null {
  if (a.size === 0 || b.size === 0) return a.size === 0 ? b : a
  const merged = new Map(a)
  for (const [key, field] of b) {
    const other = merged.get(key)
    const fields = other ? mergeSelections(other.fields, field.fields) : field.fields
    if (!fields || (other && (other.name !== field.name || JSON.stringify(other.args) !== JSON.stringify(field.args)))) return null
    merged.set(key, { ...field, fields })
  }
  return merged
}

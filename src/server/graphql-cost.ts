import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql'
import { DEFAULT_SIZE, MAX_SIZE } from '../schema/page.ts'
import { refusal } from './graphql-access.ts'

/** How many objects the answer of one operation may have at most. */
export const MOST_COST = 10_000
/** Of a list that says nothing of its length. */
const USUAL_LENGTH = 10
/** Of a list in a tree, which has the same at each level. */
const USUAL_BRANCHES = 3

export interface Priced {
  readonly schema: GraphQLSchema
  readonly document: { readonly definitions: readonly { readonly kind: string }[] }
  readonly operation: OperationDefinitionNode
  readonly variables: Readonly<Record<string, unknown>>
}

/** Throws QUERY_TOO_COMPLEX when the answer could have more objects than MOST_COST. */
export function requireAffordable(priced: Priced): void {
  const cost = costOf(priced)
  if (cost <= MOST_COST) return
  const message = `The answer could have ${cost} objects; that of one operation has at most ${MOST_COST}. Ask for smaller pages (\`first\`), or for less within them.`
  throw refusal('QUERY_TOO_COMPLEX', message, 400)
}

/** How many objects the answer can have: each field of an object 1, times the length of the lists that it is in; a page is as long as was asked for. */
export function costOf(priced: Priced): number {
  const { schema, document, operation } = priced
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) if (isFragment(definition)) fragments.set(definition.name.value, definition)
  const root = schema.getRootType(operation.operation)
  return root ? ofSelections([operation.selectionSet], { type: root, page: 1 }) : 0

  function ofSelections(sets: readonly SelectionSetNode[], within: Within): number {
    const fields = new Map<string, Found>()
    for (const set of sets) collect(set, within.type, { fields, seen: new Set() })
    return [...fields.values()].reduce((sum, found) => sum + ofField(found, within.page), 0)
  }

  /** Fields of one name in the answer are one field: what is asked of it is put together. */
  function collect(set: SelectionSetNode, type: GraphQLCompositeType, into: { fields: Map<string, Found>; seen: Set<string> }): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const key = `${type.name}.${(selection.alias ?? selection.name).value}`
        const found = into.fields.get(key)
        if (found) found.nodes.push(selection)
        else into.fields.set(key, { type, nodes: [selection] })
        continue
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD && into.seen.has(selection.name.value)) continue
      if (selection.kind === Kind.FRAGMENT_SPREAD) into.seen.add(selection.name.value)
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
      const on = fragment?.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type
      if (fragment && isCompositeType(on)) collect(fragment.selectionSet, on, into)
    }
  }

  function ofField({ type, nodes }: Found, page: number): number {
    const [node] = nodes
    const field = node && !isUnionType(type) ? type.getFields()[node.name.value] : undefined
    const inner = field && getNamedType(field.type)
    if (!node || !field || !isCompositeType(inner)) return 0
    const paged = field.args.some(({ name }) => name === 'first')
    const each = ofSelections(
      nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
      { type: inner, page: paged ? pageSize(node, priced) : 1 },
    )
    const length = isListType(getNullableType(field.type)) ? (paged ? pageSize(node, priced) : listLength(node, { type, page, inner }, priced)) : 1
    return length * (each + (inner.name.endsWith('Edge') ? 0 : 1))
  }
}

interface Within {
  readonly type: GraphQLCompositeType
  /** Of a connection: how many items it has. */
  readonly page: number
}

interface Found {
  readonly type: GraphQLCompositeType
  readonly nodes: FieldNode[]
}

const isFragment = (definition: { readonly kind: string }): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION

function listLength(node: FieldNode, { type, page, inner }: Within & { readonly inner: GraphQLCompositeType }, priced: Priced): number {
  if (type.name.endsWith('Connection')) return page
  const ids = argument(node, 'ids', priced)
  if (Array.isArray(ids)) return ids.length
  return inner === type ? USUAL_BRANCHES : USUAL_LENGTH
}

/** Of a size out of range the field says what is wrong. */
function pageSize(node: FieldNode, priced: Priced): number {
  const size = argument(node, 'last', priced) ?? argument(node, 'first', priced) ?? DEFAULT_SIZE
  return typeof size === 'number' ? Math.min(Math.max(size, 1), MAX_SIZE) : DEFAULT_SIZE
}

/** What a page size or a list of ids is, as far as that matters here. */
function argument(node: FieldNode, name: string, { operation, variables }: Priced): unknown {
  const value = node.arguments?.find((one) => one.name.value === name)?.value
  if (value?.kind !== Kind.VARIABLE) return literal(value)
  const variable = value.name.value
  if (Object.hasOwn(variables, variable)) return variables[variable]
  return literal(operation.variableDefinitions?.find((one) => one.variable.name.value === variable)?.defaultValue)
}

function literal(value: ValueNode | undefined): unknown {
  if (value?.kind === Kind.INT) return Number(value.value)
  return value?.kind === Kind.LIST ? value.values : null
}

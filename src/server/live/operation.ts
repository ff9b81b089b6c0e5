import {
  type DocumentNode,
  type ExecutionArgs,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  specifiedRules,
  validate,
  visit,
} from 'graphql'
import type { Credential } from '../../engine/credentials.ts'
import { apiError } from '../../schema/api-error.ts'
import { allow } from '../graphql-access.ts'
import { requireAffordable } from '../graphql-cost.ts'
import { limits, PARSE_OPTIONS, VALIDATION_OPTIONS } from '../graphql-limits.ts'

/** An operation as a client sends it. */
export interface Asked {
  readonly query: string
  readonly operationName?: string | null | undefined
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined
}

/** One that may run. */
export interface Operation extends ExecutionArgs {
  readonly kind: OperationDefinitionNode['operation']
  readonly shared: Shared | null
}

/** Of a subscription that is the same for all who ask the same: by what they are told apart, and what this one knows already. */
export interface Shared {
  readonly key: string
  readonly since: number | null
}

/** What is wrong with an operation, or what to execute. */
export type Prepare = (asked: Asked, credential: Credential) => Operation | readonly GraphQLError[]

/** Parses, validates and authorises operations. */
export function createPreparer(schema: GraphQLSchema): Prepare {
  const read = remembering((query) => readDocument(schema, query))
  return ({ query, operationName, variables }, credential) => {
    try {
      const document = read(query)
      if (!('kind' in document)) return document
      const operation = getOperationAST(document, operationName)
      if (!operation) return [apiError('BAD_USER_INPUT', 'Say by `operationName` which operation to run.')]
      allow(operation, credential)
      const values = variables ?? {}
      requireAffordable({ schema, document, operation, variables: values })
      const shared = operation.operation === 'subscription' ? sharedBy({ schema, document, operation, values, query }, credential) : null
      return { schema, document, operationName: operationName ?? null, variableValues: values, kind: operation.operation, shared }
    } catch (error) {
      if (error instanceof GraphQLError) return [error]
      throw error
    }
  }
}

function readDocument(schema: GraphQLSchema, query: string): DocumentNode | readonly GraphQLError[] {
  const document = parse(query, PARSE_OPTIONS)
  const errors = validate(schema, document, [...specifiedRules, limits], VALIDATION_OPTIONS)
  return errors.length > 0 ? errors : document
}

const REMEMBERED = 500
const LONGEST_REMEMBERED = 8_000

/** Of the latest texts, so that a dashboard that comes back a thousand times is read once. */
function remembering<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const value = read(text)
    if (text.length <= LONGEST_REMEMBERED) known.set(text, value)
    const [oldest] = known.keys()
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest)
    return value
  }
}

interface Subscribing {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly values: Readonly<Record<string, unknown>>
  readonly query: string
}

/** What a client says it knows already: not part of what it asks for. */
const RESUME = 'sinceVersion'

function sharedBy({ schema, document, operation, values, query }: Subscribing, { workspaceId, kind, scopes }: Credential): Shared | null {
  const node = rootField(operation.selectionSet, document)
  const field = node && schema.getSubscriptionType()?.getFields()[node.name.value]
  if (!node || !field?.extensions['shared']) return null
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], values)
  // Executing says what is wrong with them.
  if (!coerced) return null
  const since: unknown = getArgumentValues(field, node, coerced)[RESUME]
  const variable = resumeVariable(node, document)
  const asked = Object.fromEntries(Object.entries(coerced).filter(([name]) => name !== variable))
  return {
    key: JSON.stringify([workspaceId, kind, scopes, operation.name?.value ?? null, asked, query]),
    since: typeof since === 'number' ? since : null,
  }
}

function rootField({ selections }: SelectionSetNode, document: DocumentNode): FieldNode | null {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) return selection
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragmentOf(document, selection.name.value)
    const found = inner && rootField(inner.selectionSet, document)
    if (found) return found
  }
  return null
}

const fragmentOf = (document: DocumentNode, name: string): FragmentDefinitionNode | undefined =>
  document.definitions.find(
    (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
  )

/** The variable that says it, if it says nothing else. */
function resumeVariable(node: FieldNode, document: DocumentNode): string | null {
  const value = node.arguments?.find(({ name }) => name.value === RESUME)?.value
  if (value?.kind !== Kind.VARIABLE) return null
  let uses = 0
  visit(document, {
    VariableDefinition: (definition) => (definition.variable.name.value === value.name.value ? false : undefined),
    Variable: ({ name }) => void (name.value === value.name.value && uses++),
  })
  return uses === 1 ? value.name.value : null
}

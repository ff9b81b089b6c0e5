import {
  BREAK,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getArgumentValues,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  visit,
} from 'graphql'
import type { SchemaContext } from './context.ts'
import { NotAhead, type ReadField, readFields, resolverOf } from './read-fields.ts'

export interface Asked {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly variables: { readonly [name: string]: unknown }
  readonly context: SchemaContext
}

/** The data of an answer, printed already. */
export class PrintedData {
  readonly [name: string]: unknown
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /** For whoever prints it with something else. */
  toJSON(): unknown {
    return JSON.parse(this.#text)
  }

  toString(): string {
    return this.#text
  }
}

/**
 * The data of a query that is answered by what its fields at the root load in one statement each; null: it is to be executed. graphql-js asks of
 * each value anew what it is and what is wanted of it, which for a page of a hundred takes longer than reading it. Here the same resolvers are
 * called, and what they say is printed by the same scalars, at once. Whatever is not there at once, or goes wrong, is left to graphql-js, and then all of it.
 */
export async function answerAhead({ schema, document, operation, variables, context }: Asked): Promise<PrintedData | null> {
  if (operation.operation !== 'query' || context.eachFieldAlone) return null
  const known = knownOf(document, operation)
  if (known.failed >= MOST_FAILED) return null
  try {
    const { coerced: variableValues } = getVariableValues(schema, operation.variableDefinitions ?? [], variables)
    if (!variableValues) return null
    const fields = known.fields ?? rootFields({ schema, operation, fragments: known.fragments, variableValues, rootValue: undefined })
    if (!known.varies) known.fields = fields
    const run = { variableValues, context }
    const answers = await Promise.all(
      // Each is async, so that where one throws none is left that nobody waits for.
      fields.map(async ({ key, field, node, info, complete }) => {
        const row =
          field && (await resolverOf(field)(undefined, getArgumentValues(field, node, variableValues), context, { ...info, variableValues }))
        return `"${key}":${complete(row, run)}`
      }),
    )
    known.failed = 0
    return new PrintedData(`{${answers.join()}}`)
  } catch (error) {
    // What failed for another reason fails again where it is said in its place.
    if (error instanceof NotAhead) known.failed++
    return null
  }
}

interface Known {
  readonly fragments: { readonly [name: string]: FragmentDefinitionNode }
  /** Whether which fields are asked for depends on variables. */
  readonly varies: boolean
  fields: readonly ReadField[] | null
  /** How often in a row something was not there. */
  failed: number
}

// A query of which something is late each time is not tried forever.
const MOST_FAILED = 3

const operations = new WeakMap<OperationDefinitionNode, Known>()

function knownOf(document: DocumentNode, operation: OperationDefinitionNode): Known {
  const found = operations.get(operation)
  if (found) return found
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
  const known = {
    fragments: Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment])),
    varies: [...operation.selectionSet.selections, ...fragments].some(varies),
    ...{ fields: null, failed: 0 },
  }
  operations.set(operation, known)
  return known
}

/** `@include` and `@skip` take a variable as it is. */
function varies(node: SelectionNode | FragmentDefinitionNode): boolean {
  let found = false
  visit(node, {
    Directive({ arguments: args = [] }) {
      if (args.some(({ value }) => value.kind === Kind.VARIABLE)) found = true
      return found ? BREAK : false
    },
  })
  return found
}

/** Fields that load ahead whatever is asked below them. */
const LOAD_AHEAD: ReadonlySet<string> = new Set(['profile', 'account', 'audience', 'profiles', 'accounts'])

function rootFields(query: Parameters<typeof readFields>[0]): ReadField[] {
  const type = query.schema.getQueryType()
  const fields = type ? readFields(query, type, [query.operation.selectionSet]) : []
  for (const { field, node } of fields) {
    // People whom a rule holds for are found first, and loaded one field after the other.
    if (field && (!LOAD_AHEAD.has(field.name) || node.arguments?.some(({ name }) => name.value === 'rule'))) throw new NotAhead()
  }
  return fields
}

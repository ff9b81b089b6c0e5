import { type DocumentNode, type FragmentDefinitionNode, type GraphQLError, Kind, type SelectionSetNode, type ValidationRule } from 'graphql'
import { apiError } from '../schema/api-error.ts'

/** What graphql-js itself refuses to go beyond. */
export const PARSE_OPTIONS = { maxTokens: 2000 } as const
export const VALIDATION_OPTIONS = { maxErrors: 5 } as const
export const EXECUTION_OPTIONS = { maxCoercionErrors: 5 } as const

const MOST = { depth: 15, rootFields: 20, aliases: 30, directives: 10 } as const

interface Size {
  readonly depth: number
  readonly rootFields: number
  readonly aliases: number
  readonly directives: number
}

const NOTHING: Size = { depth: 0, rootFields: 0, aliases: 0, directives: 0 }

/** Refuses an operation that is larger than anybody writes, fragments counted as often as they are used. */
export const limits: ValidationRule = (context) => ({
  Document: {
    enter(document) {
      for (const error of oversized(document)) context.reportError(error)
    },
  },
})

function* oversized(document: DocumentNode): Generator<GraphQLError> {
  const measure = measurer(document)
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    const size = measure(definition.selectionSet, definition.directives?.length ?? 0)
    for (const what of ['depth', 'rootFields', 'aliases', 'directives'] as const) {
      if (size[what] > MOST[what]) yield apiError('QUERY_TOO_COMPLEX', `${TOO_MUCH[what]} an operation has at most ${MOST[what]}.`)
    }
  }
}

const TOO_MUCH = {
  depth: 'The selection is nested too deeply, in levels:',
  rootFields: 'There are too many fields at the root:',
  aliases: 'There are too many aliases:',
  directives: 'There are too many directives:',
} as const

function measurer(document: DocumentNode) {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  // Each fragment is measured once, however often it is spread; one that spreads itself counts nothing, and another rule refuses it.
  const known = new Map<string, Size>()
  const ofFragment = (name: string): Size => {
    const size = known.get(name)
    const fragment = fragments.get(name)
    if (size || !fragment) return size ?? NOTHING
    known.set(name, NOTHING)
    const measured = measure(fragment.selectionSet, fragment.directives?.length ?? 0)
    known.set(name, measured)
    return measured
  }
  const measure = ({ selections }: SelectionSetNode, directives: number): Size => {
    let total = { ...NOTHING, directives }
    for (const selection of selections) {
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? ofFragment(selection.name.value)
          : selection.selectionSet
            ? measure(selection.selectionSet, 0)
            : NOTHING
      const field = selection.kind === Kind.FIELD
      total = {
        depth: Math.max(total.depth, inner.depth + (field ? 1 : 0)),
        rootFields: total.rootFields + (field ? 1 : inner.rootFields),
        aliases: total.aliases + inner.aliases + (field && selection.alias ? 1 : 0),
        directives: total.directives + inner.directives + (selection.directives?.length ?? 0),
      }
    }
    return total
  }
  return measure
}

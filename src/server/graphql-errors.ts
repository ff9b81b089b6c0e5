import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { API_ERROR_CODES, type ApiErrorCode } from '../schema/api-error.ts'

/** Apollo's own codes, as ours. */
const TRANSLATED: ReadonlyMap<unknown, ApiErrorCode> = new Map([
  ['GRAPHQL_PARSE_FAILED', 'BAD_USER_INPUT'],
  ['GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT'],
  ['BAD_REQUEST', 'BAD_USER_INPUT'],
  ['OPERATION_RESOLUTION_FAILURE', 'BAD_USER_INPUT'],
  ['PERSISTED_QUERY_NOT_SUPPORTED', 'PERSISTED_QUERY_NOT_FOUND'],
])

const CODES: ReadonlySet<unknown> = new Set(API_ERROR_CODES)

/** An error as clients see it: with a code of the closed list, and of a failure of ours no more than that there was one. */
export function presentError(error: unknown, report: (cause: unknown) => void): GraphQLFormattedError {
  const code = codeOf(error)
  if (error instanceof GraphQLError && code !== 'INTERNAL') {
    const { message, locations, path } = error.toJSON()
    return { message, ...(locations && { locations }), ...(path && { path }), extensions: { code } }
  }
  const { path = null } = error instanceof GraphQLError ? error : {}
  report(error instanceof GraphQLError ? (error.originalError ?? error) : error)
  return { message: 'The server failed.', ...(path && { path: [...path] }), extensions: { code: 'INTERNAL' } }
}

function codeOf(error: unknown): ApiErrorCode {
  if (!(error instanceof GraphQLError)) return 'INTERNAL'
  const { originalError, extensions } = error
  // What was thrown where it is known best; Apollo puts a code of its own on what a rule reports.
  const inner = originalError instanceof GraphQLError ? originalError.extensions['code'] : undefined
  for (const code of [inner, extensions['code']]) if (CODES.has(code)) return code as ApiErrorCode
  const translated = TRANSLATED.get(extensions['code'])
  if (translated) return translated
  // graphql-js says so of a document or of arguments that it cannot take; what a resolver throws is the original of its error.
  return originalError === undefined || originalError instanceof GraphQLError ? 'BAD_USER_INPUT' : 'INTERNAL'
}

/** The same with the id of the request, by which the two sides find each other. */
export const withRequestId = (error: GraphQLFormattedError, requestId: string): GraphQLFormattedError => ({
  ...error,
  extensions: { ...error.extensions, requestId },
})

import { GraphQLError } from 'graphql'

/** The closed list of `extensions.code`. */
export const API_ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'RATE_LIMITED',
  'QUERY_TOO_COMPLEX',
  'CONFLICT',
  'IDEMPOTENCY_KEY_PARAMETER_MISMATCH',
  'IDEMPOTENCY_CONCURRENT_REQUEST',
  'PERSISTED_QUERY_NOT_FOUND',
  'RESUME_GAP',
  'INTERNAL',
] as const
export type ApiErrorCode = (typeof API_ERROR_CODES)[number]

/** Ends a field, or the operation, with an error that the client is meant to see. */
export const apiError = (code: ApiErrorCode, message: string): GraphQLError => new GraphQLError(message, { extensions: { code } })

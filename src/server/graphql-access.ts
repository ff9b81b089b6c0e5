import { GraphQLError, Kind, type OperationDefinitionNode } from 'graphql'
import type { Credential } from '../engine/credentials.ts'
import type { Scope } from '../engine/keys.ts'
import type { ApiErrorCode } from '../schema/api-error.ts'

/** The key of `Authorization: Bearer KEY`; null: there is none. */
export function bearerKey(authorization: unknown): string | null {
  return typeof authorization === 'string' ? (/^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? null) : null
}

const NEEDED: Readonly<Record<OperationDefinitionNode['operation'], Scope>> = { query: 'read', subscription: 'read', mutation: 'write' }
/** What says nothing of anybody's data: every key may ask what it is. */
const OPEN = new Set(['viewer', '__typename', '__schema', '__type'])

/** Throws FORBIDDEN when the credential's scopes do not allow the operation. */
export function allow(operation: OperationDefinitionNode, { scopes }: Credential): void {
  const needed = NEEDED[operation.operation]
  if (scopes.includes(needed)) return
  const open = operation.selectionSet.selections.every((selection) => selection.kind === Kind.FIELD && OPEN.has(selection.name.value))
  if (operation.operation === 'query' && open) return
  throw refusal('FORBIDDEN', `This key may not do that: a ${operation.operation} needs the scope "${needed}".`, 403)
}

/** An error by which the whole operation is refused, with the status of its answer over HTTP. */
export const refusal = (code: ApiErrorCode, message: string, status: number): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status } } })

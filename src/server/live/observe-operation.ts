import type { GraphQLError } from 'graphql'
import { observe } from '../../engine/observe.ts'
import { presentError } from '../graphql-errors.ts'
import type { Operation } from './operation.ts'

/** Counts an operation that was answered, or a subscription that began. */
export function observeOperation({ kind }: Operation, { errors }: { readonly errors?: readonly GraphQLError[] | undefined }): void {
  const [error] = errors ?? []
  observe('operation', { type: kind, code: error ? String(presentError(error, () => {}).extensions?.['code']) : null, seconds: null })
}

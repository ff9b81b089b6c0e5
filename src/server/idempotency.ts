import { type ApolloServerPlugin, type GraphQLRequestContextResponseForOperation, type GraphQLResponse, HeaderMap } from '@apollo/server'
import { type ExecutionResult, execute, type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql'
import type { Atomic } from '../db/atomic.ts'
import { digestUuid } from '../engine/id.ts'
import { claimRequest, keepAnswer, type NamedRequest } from '../engine/idempotency.ts'
import type { LaneHints } from '../engine/ingest/lane-hints.ts'
import { canonicalJson } from '../engine/rules/leaf.ts'
import type { SchemaContext } from '../schema/context.ts'
import { refusal } from './graphql-access.ts'
import { EXECUTION_OPTIONS } from './graphql-limits.ts'

const MAX_KEY_LENGTH = 255

type Running = GraphQLRequestContextResponseForOperation<SchemaContext>

/** How an answer is given: what clients see of an error, and who hears of it. */
export type Present = (error: unknown, requestId: string | undefined) => GraphQLFormattedError

/**
 * Mutations with the header Idempotency-Key: what they change and what they answer are one commit, so that a request that comes again changes
 * nothing and gets the same answer. One that ends with errors has changed nothing, and is not remembered.
 */
export const idempotency = (atomic: Atomic, present: Present): ApolloServerPlugin<SchemaContext> => ({
  async requestDidStart() {
    return {
      async responseForOperation(running) {
        const headers = running.request.http?.headers
        const key = headers?.get('idempotency-key')
        if (key === undefined || running.operation.operation !== 'mutation') return null
        try {
          const { answer, repeated } = await answerOnce(atomic, running, key)
          return respond(JSON.parse(answer), { headers: repeated ? [['idempotent-replayed', 'true']] : [] })
        } catch (error) {
          const errors = error instanceof Failed ? error.errors : [error]
          return respond({ errors: errors.map((one) => present(one, headers?.get('x-request-id'))), data: null }, statusOf(errors))
        }
      },
    }
  },
})

/** Ends the transaction with what the operation failed of. */
class Failed extends Error {
  readonly errors: readonly GraphQLError[]

  constructor(errors: readonly GraphQLError[]) {
    super('The mutation failed; nothing is changed.')
    this.errors = errors
  }
}

async function answerOnce(atomic: Atomic, running: Running, key: string): Promise<{ readonly answer: string; readonly repeated: boolean }> {
  const named = nameOf(running, key)
  const { contextValue } = running
  const [hints, deliveryHints, exportHints] = [held(contextValue.hints), held(contextValue.deliveryHints), held(contextValue.exportHints)]
  const outcome = await atomic.run(async (db, client) => {
    const known = await claimRequest(client, named)
    if (known.kind !== 'new') return known
    const { data, errors } = await run(running, { ...contextValue, db, hints, deliveryHints, exportHints })
    if (errors) throw new Failed(errors)
    const answer = JSON.stringify({ data })
    await keepAnswer(client, named, answer)
    return { kind: 'done' as const, answer }
  })
  switch (outcome.kind) {
    case 'running':
      throw refusal('IDEMPOTENCY_CONCURRENT_REQUEST', 'A request with this Idempotency-Key is being answered; try again when it has been.', 409)
    case 'different':
      throw refusal('IDEMPOTENCY_KEY_PARAMETER_MISMATCH', 'This Idempotency-Key was used for another operation or other variables.', 422)
    case 'answered':
      return { answer: outcome.answer, repeated: true }
    case 'done':
      hints.release()
      deliveryHints.release()
      exportHints.release()
      return { answer: outcome.answer, repeated: false }
  }
}

/** Hints that are given after the commit: before it there is nothing to find. */
function held(hints: LaneHints): LaneHints & { release(): void } {
  const lanes = new Set<number>()
  return {
    wake(woken) {
      for (const lane of woken) lanes.add(lane)
    },
    release() {
      if (lanes.size > 0) hints.wake(lanes)
    },
  }
}

function nameOf({ source, request, contextValue }: Running, key: string): NamedRequest {
  if (!/^[\x20-\x7e]+$/.test(key) || key.length > MAX_KEY_LENGTH)
    throw refusal('BAD_USER_INPUT', `An Idempotency-Key has 1 to ${MAX_KEY_LENGTH} printable ASCII characters.`, 400)
  try {
    const { operationName = '', variables = {} } = request
    return { workspaceId: contextValue.credential.workspaceId, key, digest: digestUuid(source, operationName, canonicalJson(variables)) }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw refusal('BAD_USER_INPUT', 'The variables are nested too deeply for a request with an Idempotency-Key.', 400)
  }
}

async function run({ schema, document, request }: Running, contextValue: SchemaContext): Promise<ExecutionResult> {
  const { variables, operationName } = request
  return execute({ schema, document, contextValue, variableValues: variables, operationName, options: EXECUTION_OPTIONS })
}

function statusOf(errors: readonly unknown[]): { readonly status?: number } {
  for (const error of errors) {
    if (!(error instanceof GraphQLError)) return { status: 500 }
    const { status } = (error.extensions['http'] ?? {}) as { readonly status?: number }
    if (status !== undefined) return { status }
  }
  return {}
}

function respond(
  singleResult: FormattedExecutionResult,
  head: { readonly status?: number; readonly headers?: readonly [string, string][] },
): GraphQLResponse {
  const headers = new HeaderMap(head.headers)
  return { http: head.status === undefined ? { headers } : { headers, status: head.status }, body: { kind: 'single', singleResult } }
}

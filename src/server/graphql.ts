import type { IncomingMessage, ServerResponse } from 'node:http'
import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { FormattedExecutionResult, GraphQLFormattedError, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { type Atomic, createAtomic } from '../db/atomic.ts'
import type { Credentials } from '../engine/credentials.ts'
import { observe } from '../engine/observe.ts'
import { answerAhead, PrintedData } from '../schema/answer-ahead.ts'
import type { SchemaContext } from '../schema/context.ts'
import { graphiqlPage } from './graphiql.ts'
import { allow, bearerKey, refusal } from './graphql-access.ts'
import { requireAffordable } from './graphql-cost.ts'
import { presentError, withRequestId } from './graphql-errors.ts'
import { EXECUTION_OPTIONS, limits, PARSE_OPTIONS, VALIDATION_OPTIONS } from './graphql-limits.ts'
import { HttpError } from './http-error.ts'
import { idempotency } from './idempotency.ts'
import { readBody } from './read-body.ts'
import { requestIdOf } from './request-id.ts'
import { respondJson } from './respond.ts'
import type { Route } from './route.ts'

export const MAX_BODY = 100 * 1024

/** What operations of every credential share. */
export type Environment = Omit<SchemaContext, 'credential'>

export interface GraphqlOptions {
  readonly schema: GraphQLSchema
  readonly environment: Environment
  readonly credentials: Credentials
  /** Hears of failures of ours, with the id of the request if there is one. */
  readonly onError: (error: unknown, requestId?: string | null) => void
}

export interface GraphqlApi {
  readonly routes: readonly Route[]
  close(): Promise<void>
}

/** GraphQL over HTTP. */
export async function startGraphql(options: GraphqlOptions): Promise<GraphqlApi> {
  const atomic = createAtomic(options.environment.db)
  const apollo = createApollo(options, atomic)
  await apollo.start()
  const handle = (request: IncomingMessage, response: ServerResponse) => answer(request, response, { ...options, apollo })
  const route = { path: '/graphql', cors: ['authorization', 'content-type', 'x-request-id'], handle }
  return {
    routes: [
      { ...route, method: 'POST' },
      { ...route, method: 'GET' },
    ],
    async close() {
      await apollo.stop()
      await atomic.close()
    },
  }
}

function createApollo({ schema, onError }: GraphqlOptions, atomic: Atomic): ApolloServer<SchemaContext> {
  const requests = new WeakMap<object, string>()
  return new ApolloServer<SchemaContext>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    // Nothing is ever decided by a cookie, so there is nothing a foreign page could forge.
    csrfPrevention: false,
    stringifyResult: print,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    parseOptions: PARSE_OPTIONS,
    validationOptions: VALIDATION_OPTIONS,
    executionOptions: EXECUTION_OPTIONS,
    validationRules: [limits],
    formatError: (_formatted, error) => presentError(error, (cause) => onError(cause, requests.get(Object(error)))),
    plugins: [
      // Some of these start by themselves when certain variables are set.
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      access,
      watch(requests),
      ahead,
      idempotency(atomic, (error, requestId) => presentError(error, (cause) => onError(cause, requestId))),
    ],
  })
}

/** What was printed ahead is passed on, unless there is something beside it. */
const print = (result: FormattedExecutionResult): string => {
  const { data, errors, extensions } = result
  return `${data instanceof PrintedData && !errors && !extensions ? `{"data":${data}}` : JSON.stringify(result)}\n`
}

/** What is wrong with the operation, not with the request that carries it. */
const WELL_FORMED: ReadonlySet<unknown> = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'QUERY_TOO_COMPLEX'])

/** Counts operations, and remembers of each error which request it is of: Apollo presents errors without saying that. */
const watch = (requests: WeakMap<object, string>): ApolloServerPlugin<SchemaContext> => ({
  async requestDidStart({ request }) {
    const start = performance.now()
    return {
      async didEncounterErrors({ errors }) {
        const id = request.http?.headers.get('x-request-id')
        for (const error of errors) if (id) requests.set(error, id)
      },
      async willSendResponse({ operation, response: { body } }) {
        const [error] = (body.kind === 'single' && body.singleResult.errors) || []
        const code = error ? String(error.extensions?.['code']) : null
        observe('operation', { type: operation?.operation ?? 'none', code, seconds: (performance.now() - start) / 1000 })
      },
    }
  },
})

const access: ApolloServerPlugin<SchemaContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, document, operation, request, contextValue }) {
        // Without one, executing says what is wrong.
        if (!operation) return
        allow(operation, contextValue.credential)
        if (operation.operation === 'subscription')
          throw refusal(
            'BAD_USER_INPUT',
            'Subscriptions run over WebSocket, at this same address, and as server-sent events at /graphql/stream.',
            400,
          )
        requireAffordable({ schema, document, operation, variables: request.variables ?? {} })
      },
      async willSendResponse({ request, response, errors = [] }) {
        // Clients that know only application/json take another status for a failure of the transport.
        const modern = request.http?.headers.get('accept')?.includes('application/graphql-response+json')
        const wellFormed = errors.some(({ extensions }) => WELL_FORMED.has(extensions['code']))
        if (!modern && wellFormed && response.http.status === 400) response.http.status = 200
      },
    }
  },
}

/** Apollo's types forget that there may be none of the name. */
const named = (operation: OperationDefinitionNode | undefined): boolean => operation !== undefined

const ahead: ApolloServerPlugin<SchemaContext> = {
  async requestDidStart() {
    return {
      async responseForOperation({ schema, document, operation, request: { variables = {} }, contextValue: context }) {
        // Without one, executing says what is wrong.
        const data = named(operation) ? await answerAhead({ schema, document, operation, variables, context }) : null
        return data && { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: { data } } }
      },
    }
  },
}

interface Running extends GraphqlOptions {
  readonly apollo: ApolloServer<SchemaContext>
}

async function answer(request: IncomingMessage, response: ServerResponse, running: Running): Promise<void> {
  if (request.method === 'GET' && wantsPage(request)) return respondPage(response)
  const start = performance.now()
  const requestId = requestIdOf(request)
  response.setHeader('x-request-id', requestId)
  try {
    await execute(request, response, { ...running, requestId })
  } catch (error) {
    if (!(error instanceof HttpError)) running.onError(error, requestId)
    const { status, message } = error instanceof HttpError ? error : { status: 500, message: 'The server failed.' }
    observe('operation', { type: 'none', code: codeFor(status), seconds: (performance.now() - start) / 1000 })
    respondErrors(response, status, { message, extensions: { code: codeFor(status), requestId } })
  }
}

async function execute(request: IncomingMessage, response: ServerResponse, running: Running & { requestId: string }): Promise<void> {
  const { apollo, credentials, environment, requestId } = running
  const key = bearerKey(request.headers.authorization)
  const credential = key === null ? null : await credentials.find(key)
  // Read all the same, because a client that is cut off while it sends never sees the answer.
  const body = request.method === 'POST' ? await readBody(request, MAX_BODY) : null
  if (!credential) {
    const message = key === null ? 'Present a key: Authorization: Bearer KEY.' : 'There is no such key, or it was revoked.'
    throw new HttpError({ status: 401, code: 'UNAUTHENTICATED', message })
  }
  const answered = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method?.toUpperCase() ?? '',
      headers: headersOf(request).set('x-request-id', requestId),
      search: searchOf(request),
      body: body && parseJson(request, body),
    },
    context: async () => ({ ...environment, credential }),
  })
  for (const [name, value] of answered.headers) response.setHeader(name, value)
  if (answered.body.kind !== 'complete') throw new Error('Nothing here answers in parts.')
  const text = answered.body.string
  response.statusCode = answered.status ?? 200
  response.end(text.startsWith('{"errors":') ? stamp(text, requestId) : text)
}

/** Apollo also answers where no plugin hears of it, so the id of the request is put in at the end. */
function stamp(text: string, requestId: string): string {
  const { errors, ...rest } = JSON.parse(text) as { errors: GraphQLFormattedError[] }
  return JSON.stringify({ errors: errors.map((error) => withRequestId(error, requestId)), ...rest })
}

export function parseJson(request: IncomingMessage, body: Buffer): unknown {
  const [type] = (request.headers['content-type'] ?? '').split(';')
  if (type?.trim().toLowerCase() !== 'application/json') {
    throw new HttpError({ status: 415, code: 'BAD_USER_INPUT', message: 'The body is JSON, with Content-Type: application/json.' })
  }
  try {
    return JSON.parse(body.toString('utf8'))
  } catch (error) {
    throw new HttpError({ status: 400, code: 'BAD_USER_INPUT', message: 'The body is not JSON.' }, { cause: error })
  }
}

function headersOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(request.headers)) if (typeof value === 'string' && name !== 'cookie') headers.set(name, value)
  return headers
}

function searchOf({ url = '' }: IncomingMessage): string {
  const query = url.indexOf('?')
  return query < 0 ? '' : url.slice(query)
}

/** A browser's address bar asks for a page; a client asks for JSON, whatever else it takes. */
function wantsPage({ headers: { accept = '' } }: IncomingMessage): boolean {
  return accept.includes('text/html') && !accept.includes('application/json') && !accept.includes('application/graphql-response+json')
}

function respondPage(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
  response.end(graphiqlPage())
}

const codeFor = (status: number): string => (status === 401 ? 'UNAUTHENTICATED' : status < 500 ? 'BAD_USER_INPUT' : 'INTERNAL')

export function respondErrors(response: ServerResponse, status: number, error: GraphQLFormattedError): void {
  if (status === 401) response.setHeader('www-authenticate', 'Bearer')
  respondJson(response, status, JSON.stringify({ errors: [error] }))
}

import { type Client, createClient } from 'graphql-ws/client'
import { VIEWER } from './documents.ts'
import type { TypedDocumentString } from './generated/graphql.ts'

export type Connection = 'connecting' | 'live' | 'lost'

/** The API as one key sees it: queries over HTTP, subscriptions over one WebSocket that reconnects by itself. */
export interface Session {
  query<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables): Promise<Data>
  /** Answers how to end it. What is wrong with the operation itself ends it too, and is told. */
  subscribe<Data, Variables extends object>(document: TypedDocumentString<Data, Variables>, variables: Variables, watcher: Watcher<Data>): () => void
  close(): void
}

export interface Watcher<Data> {
  next(data: Data): void
  failed?(error: Error): void
}

export interface SessionOptions {
  readonly key: string
  readonly onConnection: (connection: Connection) => void
  /** The key is no longer good. */
  readonly onRefused: (error: KeyRefused) => void
}

/** The key opens nothing here; the message says why. */
export class KeyRefused extends Error {}

const FORBIDDEN = 4403
const LONGEST_PAUSE = 10_000

/** Throws KeyRefused unless the key may read. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const query: Session['query'] = (document, variables) => post(options.key, document, variables)
  const { viewer } = await query(VIEWER, {})
  if (!viewer.scopes.includes('read'))
    throw new KeyRefused('This is a write key: it may send events, but not read what became of them. Paste a read key.')
  const sockets = openSockets(options)
  return {
    query: (document, variables) =>
      query(document, variables).catch((error: unknown) => {
        if (error instanceof KeyRefused) options.onRefused(error)
        throw error
      }),
    subscribe: (document, variables, watcher) =>
      subscribe(sockets, { query: document.toString(), variables: Object.fromEntries(Object.entries(variables)) }, watcher),
    close: () => void sockets.dispose(),
  }
}

interface Answer<Data> {
  readonly data?: Data
  readonly errors?: readonly { readonly message: string }[]
}

async function post<Data, Variables>(key: string, document: TypedDocumentString<Data, Variables>, variables: Variables): Promise<Data> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', accept: 'application/graphql-response+json' }
  const response = await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query: document.toString(), variables }) })
  if (response.status === 401) throw new KeyRefused('There is no such key here, or it was revoked.')
  const { data, errors } = (await response.json()) as Answer<Data>
  if (errors?.[0]) throw new Error(errors[0].message)
  if (data === undefined) throw new Error(`The server answered ${response.status}.`)
  return data
}

function openSockets({ key, onConnection, onRefused }: SessionOptions): Client {
  return createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: { authorization: `Bearer ${key}` },
    // There is always somebody who watches, and a server that is being restarted comes back.
    lazy: false,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: (retries) => new Promise((resolve) => setTimeout(resolve, Math.min(LONGEST_PAUSE, 500 * 2 ** retries))),
    onNonLazyError: () => {},
    on: {
      connecting: (isRetry) => onConnection(isRetry ? 'lost' : 'connecting'),
      connected: () => onConnection('live'),
      closed: (event) => {
        onConnection('lost')
        if (event instanceof CloseEvent && event.code === FORBIDDEN) onRefused(new KeyRefused('The key was revoked.'))
      },
    },
  })
}

interface Operation {
  readonly query: string
  readonly variables: Record<string, unknown>
}

function subscribe<Data>(client: Client, operation: Operation, { next, failed }: Watcher<Data>): () => void {
  const fail = (message: string) => failed?.(new Error(message))
  return client.subscribe<Data>(operation, {
    next: ({ data, errors }) => (errors?.[0] ? fail(errors[0].message) : data && next(data)),
    error: (error) => fail(Array.isArray(error) ? String(error[0]?.message) : 'The connection was lost.'),
    complete: () => {},
  })
}

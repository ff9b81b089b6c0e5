import { lookup as resolve } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector } from 'undici'
import type { Answer, Fetch } from '../../connectors/contract.ts'
import { SECOND } from '../clock.ts'
import { type Exchanged, exchange } from './exchange.ts'
import { isPublic } from './public-address.ts'

const CONNECTIONS = 64
const CONNECT_TIMEOUT = 10 * SECOND

export interface GuardedFetch {
  readonly fetch: Fetch
  close(): Promise<void>
}

/**
 * A fetch for connectors. It connects to the very addresses that it has looked at, and unless private ones are allowed only to public ones, by
 * https; it follows no redirect, and cuts off an answer after 64 KB.
 */
export function createGuardedFetch({ allowPrivate }: { readonly allowPrivate: boolean }): GuardedFetch {
  const connect = buildConnector({ timeout: CONNECT_TIMEOUT, ...(!allowPrivate && { lookup: lookupPublic }) })
  const agent = new Agent({
    connections: CONNECTIONS,
    pipelining: 1,
    connect(options, callback) {
      // A literal address is not looked up.
      const host = options.hostname.replace(/^\[(.*)\]$/, '$1')
      if (!allowPrivate && isIP(host) !== 0 && !isPublic(host)) callback(notPublic(host), null)
      else connect(options, callback)
    },
  })
  const fetch: Fetch = async (input, init = {}) => {
    const { protocol, origin, pathname, search } = typeof input === 'string' ? new URL(input) : input
    if (protocol !== 'https:' && !(allowPrivate && protocol === 'http:')) throw new Error(`${protocol}// is not allowed, only https://`)
    const { body, headers } = await madeReady(init)
    const options = { origin, path: `${pathname}${search}`, method: (init.method ?? 'GET') as 'GET', headers, body }
    return toAnswer(await exchange(agent, options, init.signal ?? null))
  }
  return { fetch, close: () => agent.destroy() }
}

interface Ready {
  readonly body: string | Uint8Array | null
  readonly headers: Record<string, string>
}

/** What connectors send is small, so it is made ready before it is sent. */
async function madeReady({ body = null, headers = {} }: RequestInit): Promise<Ready> {
  // Most are an object already, and a detour would take as long as the request.
  const plain = headers instanceof Headers || Array.isArray(headers) ? Object.fromEntries(new Headers(headers)) : headers
  if (body === null || typeof body === 'string' || body instanceof Uint8Array) return { body, headers: plain }
  const made = new Response(body)
  const type = made.headers.get('content-type')
  return { body: new Uint8Array(await made.arrayBuffer()), headers: { ...(type !== null && { 'content-type': type }), ...plain } }
}

/** Of a Response, what is needed: to make one takes as long as to send. */
function toAnswer({ status, headers, body }: Exchanged): Answer {
  return {
    status,
    ok: status >= 200 && status < 300,
    headers: {
      get(name) {
        const value = headers[name.toLowerCase()]
        return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value
      },
    },
    text: async () => body.toString(),
    json: async (): Promise<unknown> => JSON.parse(body.toString()),
  }
}

/** As dns.lookup; fails when any of the addresses is not public, so that what is connected to is always what was looked at. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0)
    const hidden = addresses.find(({ address }) => !isPublic(address))
    const [first] = addresses
    if (hidden || !first) return callback(notPublic(hostname), '', 0)
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family)
  })
}

const notPublic = (host: string): Error => new Error(`${host} is not a public address; ALLOW_PRIVATE_DESTINATIONS=1 allows it`)

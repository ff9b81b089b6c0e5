import { lookup as resolve } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector, request } from 'undici'
import type { Fetch } from '../../connectors/contract.ts'
import { SECOND } from '../clock.ts'
import { isPublic } from './public-address.ts'

/** Of an answer nobody needs more. */
const MAX_BODY = 64 * 1024
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
    const url = new URL(input)
    if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) throw new Error(`${url.protocol}// is not allowed, only https://`)
    const { body, headers } = await bodyOf(init)
    const response = await request(url, { dispatcher: agent, method: (init.method ?? 'GET') as 'GET', headers, body, signal: init.signal ?? null })
    const text = await readCapped(response.body)
    const none = response.statusCode === 204 || response.statusCode === 205 || response.statusCode === 304
    return new Response(none ? null : text, { status: response.statusCode, headers: headerPairs(response.headers) })
  }
  return { fetch, close: () => agent.destroy() }
}

/** What connectors send is small, so it is made ready before it is sent. */
async function bodyOf(init: RequestInit): Promise<{ body: string | Uint8Array | null; headers: Record<string, string> }> {
  const headers = Object.fromEntries(new Headers(init.headers))
  if (init.body == null || typeof init.body === 'string' || init.body instanceof Uint8Array) return { body: init.body ?? null, headers }
  const made = new Response(init.body)
  const type = made.headers.get('content-type')
  return { body: new Uint8Array(await made.arrayBuffer()), headers: { ...(type !== null && { 'content-type': type }), ...headers } }
}

async function readCapped(body: AsyncIterable<Buffer>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    size += chunk.length
    // Leaving the loop ends the connection.
    if (size >= MAX_BODY) break
  }
  return new Uint8Array(Buffer.concat(chunks, Math.min(size, MAX_BODY)))
}

function headerPairs(headers: Readonly<Record<string, string | string[] | undefined>>): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, one]),
  )
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

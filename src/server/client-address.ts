import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/**
 * The address that a request comes from; null where it is none. Each trusted proxy in front of this server has added to X-Forwarded-For whom it
 * heard the request from; whatever is said there beyond that is the caller's own word.
 */
export function clientAddress(request: IncomingMessage, trustedProxies: number): string | null {
  const { remoteAddress = '' } = request.socket
  if (trustedProxies === 0) return addressIn(remoteAddress)
  const hops = [...valuesOf(request.headers['x-forwarded-for']), remoteAddress]
  return addressIn(hops.at(-1 - trustedProxies) ?? hops[0] ?? '')
}

/** The host that the caller has asked for; behind trusted proxies, the one that the first of them was asked for. */
export function hostOf({ headers }: IncomingMessage, trustedProxies: number): string {
  const [forwarded] = trustedProxies > 0 ? valuesOf(headers['x-forwarded-host']) : []
  return forwarded || headers.host || 'localhost'
}

const valuesOf = (header: string | string[] | undefined): string[] =>
  (header ?? '')
    .toString()
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '')

/** Without a port, and IPv4 as such where it was written as IPv6. */
function addressIn(text: string): string | null {
  const bare = /^\[(.*)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
  const address = bare.replace(/^::ffff:(?=[\d.]+$)/i, '')
  return isIP(address) ? address : null
}

import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** All that is given out to networks of the internet so far. */
const GLOBAL_V6 = ipaddr.parseCIDR('2000::/3')

/** Whether an IP address is one of the public internet: no private, local, reserved or multicast one, and none that hides another, as NAT64 and 6to4 do. */
export function isPublic(address: string): boolean {
  if (isIP(address) === 0) return false
  const parsed = ipaddr.process(address)
  return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(GLOBAL_V6))
}

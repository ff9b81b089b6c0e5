import ipaddr from 'ipaddr.js'

/** Whether an IP address is one of the public internet: no private, local, reserved or multicast one, and none that hides another, as NAT64 and 6to4 do. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  return ipaddr.process(address).range() === 'unicast'
}

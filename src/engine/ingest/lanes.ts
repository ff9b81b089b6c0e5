export const LANES = 8

/** The lane of a sender: lanes keep the calls of one sender in order, nothing more. FNV-1a, so that every process agrees. */
export function laneOf(senderKey: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < senderKey.length; i++) hash = Math.imul(hash ^ senderKey.charCodeAt(i), 0x01000193)
  // The low bits of FNV mix badly on their own.
  return ((hash ^ (hash >>> 15)) >>> 0) % LANES
}

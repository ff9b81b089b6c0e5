import { hash, randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(8192)
let used = pool.length

/** A UUIDv7 (RFC 9562): 48 bits of milliseconds, then randomness, so that ids sort by the moment they were made. */
export function uuidv7(at: number): string {
  if (used + 10 > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const random = pool.toString('hex', used, used + 10)
  used += 10
  const time = Math.max(0, at).toString(16).padStart(12, '0')
  const variant = ((Number.parseInt(random[3] ?? '0', 16) & 0x3) | 0x8).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`
}

/** 128 bits of SHA-256 over the parts, as a uuid. */
export function digestUuid(...parts: readonly string[]): string {
  const hex = hash('sha256', joined(parts), 'hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

/** The first 64 bits of SHA-256 over the parts, as the decimal text of a signed bigint. */
export function digestBigint(...parts: readonly string[]): string {
  return hash('sha256', joined(parts), 'buffer').readBigInt64BE(0).toString()
}

// Each part is preceded by its length, so that ('ab', 'c') and ('a', 'bc') differ.
const joined = (parts: readonly string[]): string => parts.map((part) => `${part.length}:${part}`).join('')

/** The order of hashes as the database sees them: everything that locks rows by hash locks them in this order. */
export function compareHashes(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

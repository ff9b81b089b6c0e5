/** What an id in the API begins with, by what it names. */
export type IdPrefix = 'prof' | 'acct' | 'evt' | 'aud' | 'src' | 'key' | 'ref' | 'mem' | 'ws' | 'con' | 'dst' | 'dlv'

const ALPHABET = '0123456789abcdefghijklmnopqrstuv'
const VALUES = new Map([...ALPHABET].map((letter, value) => [letter, value]))

/** An opaque id: the prefix, then the bytes in base32, which sorts as they do. */
export function printId(prefix: IdPrefix, bytes: Uint8Array): string {
  let text = `${prefix}_`
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET[(held >>> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31] : text
}

/** The bytes of an id of ours with this prefix; null for anything else, so that it is as absent as an id that never was. */
export function parseId(prefix: IdPrefix, id: string): Uint8Array | null {
  if (!id.startsWith(`${prefix}_`)) return null
  const bytes: number[] = []
  let held = 0
  let bits = 0
  for (const letter of id.slice(prefix.length + 1)) {
    const value = VALUES.get(letter)
    if (value === undefined) return null
    held = (held << 5) | value
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((held >>> bits) & 255)
    held &= (1 << bits) - 1
  }
  const parsed = Uint8Array.from(bytes)
  return printId(prefix, parsed) === id ? parsed : null
}

export const printUuid = (prefix: IdPrefix, uuid: string): string => printId(prefix, uuidBytes(uuid))

export function parseUuid(prefix: IdPrefix, id: string): string | null {
  const bytes = parseId(prefix, id)
  return bytes?.length === 16 ? uuidText(bytes) : null
}

export const uuidBytes = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex')

export function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

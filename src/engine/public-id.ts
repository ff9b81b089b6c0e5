/** What an id in the API begins with, by what it names. */
export type IdPrefix = 'prof' | 'acct' | 'evt' | 'aud' | 'ctr' | 'src' | 'key' | 'ref' | 'mem' | 'ws' | 'con' | 'dst' | 'dlv' | 'exp' | 'exr' | 'idr'

const ALPHABET = '0123456789abcdefghijklmnopqrstuv'
const VALUES = new Map([...ALPHABET].map((letter, value) => [letter, value]))

/** An opaque id: the prefix, then the bytes in base32, which sorts as they do. */
export const printId = (prefix: IdPrefix, bytes: Uint8Array): string => printHex(prefix, Buffer.from(bytes).toString('hex'))

/** The codes of the letters, and what each hexadecimal digit says, by its code. */
const LETTERS = Buffer.from(ALPHABET)
const DIGITS = Uint8Array.from({ length: 128 }, (_, code) => Number.parseInt(String.fromCharCode(code), 16) || 0)
const DASH = 45

/** Room for the letters of any id that we print. */
const ROOM = Buffer.alloc(128)

/** The same of bytes in hexadecimal, also with dashes. An answer has hundreds of ids. */
export function printHex(prefix: IdPrefix, hex: string): string {
  const letters = hex.length <= ROOM.length ? ROOM : Buffer.alloc(hex.length)
  let [length, bits, held] = [0, 0, 0]
  for (let at = 0; at < hex.length; at++) {
    const code = hex.charCodeAt(at)
    if (code === DASH) continue
    bits = ((bits << 4) | (DIGITS[code] ?? 0)) & 511
    held += 4
    if (held < 5) continue
    held -= 5
    letters[length++] = LETTERS[(bits >>> held) & 31] ?? 0
  }
  if (held > 0) letters[length++] = LETTERS[(bits << (5 - held)) & 31] ?? 0
  return `${prefix}_${letters.toString('latin1', 0, length)}`
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

export const printUuid = (prefix: IdPrefix, uuid: string): string => printHex(prefix, uuid)

export function parseUuid(prefix: IdPrefix, id: string): string | null {
  const bytes = parseId(prefix, id)
  return bytes?.length === 16 ? uuidText(bytes) : null
}

export function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

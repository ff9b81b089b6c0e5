/** What an id in the API begins with, by what it names. */
export type IdPrefix = 'prof' | 'acct' | 'evt' | 'aud' | 'ctr' | 'src' | 'key' | 'ref' | 'mem' | 'ws' | 'con' | 'dst' | 'dlv' | 'exp' | 'exr' | 'idr'

const ALPHABET = '0123456789abcdefghijklmnopqrstuv'
const VALUES = new Map([...ALPHABET].map((letter, value) => [letter, value]))

const PAIRS = Array.from({ length: 1024 }, (_, n) => `${ALPHABET[n >>> 5]}${ALPHABET[n & 31]}`)

/** An opaque id: the prefix, then the bytes in base32, which sorts as they do. */
export const printId = (prefix: IdPrefix, bytes: Uint8Array): string => printHex(prefix, Buffer.from(bytes).toString('hex'))

/** What each hexadecimal digit says, by its code. */
const DIGITS = Uint8Array.from({ length: 128 }, (_, code) => Number.parseInt(String.fromCharCode(code), 16) || 0)

/** The same of bytes in hexadecimal: five digits are four letters. An answer has hundreds of ids. */
export function printHex(prefix: IdPrefix, hex: string): string {
  let text = `${prefix}_`
  let at = 0
  for (; at + 5 <= hex.length; at += 5) {
    let bits = 0
    for (let i = at; i < at + 5; i++) bits = (bits << 4) | (DIGITS[hex.charCodeAt(i)] ?? 0)
    text += `${PAIRS[bits >>> 10]}${PAIRS[bits & 1023]}`
  }
  if (at === hex.length) return text
  const rest = hex.slice(at)
  const bits = Number.parseInt(rest.padEnd(5, '0'), 16)
  return text + `${PAIRS[bits >>> 10]}${PAIRS[bits & 1023]}`.slice(0, Math.ceil((rest.length * 4) / 5))
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

export const printUuid = (prefix: IdPrefix, uuid: string): string => printHex(prefix, uuidHex(uuid))

export function parseUuid(prefix: IdPrefix, id: string): string | null {
  const bytes = parseId(prefix, id)
  return bytes?.length === 16 ? uuidText(bytes) : null
}

export const uuidHex = (uuid: string): string => `${uuid.slice(0, 8)}${uuid.slice(9, 13)}${uuid.slice(14, 18)}${uuid.slice(19, 23)}${uuid.slice(24)}`

export function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

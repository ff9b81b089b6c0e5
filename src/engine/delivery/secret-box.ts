import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16

/** A secret as the database keeps it: an object, which no secret is before. */
export interface Sealed {
  /** The key it was sealed by. */
  readonly key: string
  /** In base64: initialisation vector, tag, and the encrypted text. */
  readonly sealed: string
}

/** Seals secrets before they are kept. `owner` names what a secret belongs to: moved elsewhere, it cannot be opened. */
export interface SecretBox {
  /** By the first key; where there is none, it stays as it is. */
  seal(secret: string, owner: string): Sealed | string
  /** What is not sealed is answered as it is. */
  open(kept: Sealed | string, owner: string): string
  /** Whether it is in clear, or sealed by an older key, while there is a newer one. */
  isStale(kept: Sealed | string): boolean
}

/** The first key seals, all of them open, so that one follows another without a moment in which nobody can read. */
export function createSecretBox(keys: readonly Buffer[]): SecretBox {
  const byName = new Map(keys.map((key) => [nameOf(key), key]))
  const [first] = byName
  return {
    seal(secret, owner) {
      if (!first) return secret
      const [name, key] = first
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(owner))
      const encrypted = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return { key: name, sealed: Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString('base64') }
    },
    open(kept, owner) {
      if (typeof kept === 'string') return kept
      const key = byName.get(kept.key)
      if (!key) throw new Error(`A secret was encrypted by the key ${kept.key}, which is not among ENCRYPTION_KEYS.`)
      const bytes = Buffer.from(kept.sealed, 'base64')
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
      decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
      return `${decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8')}${decipher.final('utf8')}`
    },
    isStale: (kept) => (typeof kept === 'string' ? first !== undefined : byName.has(kept.key) && kept.key !== first?.[0]),
  }
}

/** Says which key it is, and nothing of it. */
const nameOf = (key: Buffer): string => createHash('sha256').update('tributary key name').update(key).digest('hex').slice(0, 12)

import { isIP } from 'node:net'
import { z } from 'zod'
import { isPublic } from '../delivery/public-address.ts'
import type { SecretBox } from '../delivery/secret-box.ts'
import { ValidationError } from '../errors.ts'

const SEEN = /^[\x21-\x7e]+$/

/** An S3-compatible store, as it is given. */
export const ExportStore = z.object({
  /** Where it answers; by default AWS, in the region. */
  endpoint: z.url({ protocol: /^https?$/, error: '`endpoint` is an address that begins with https://.' }).nullable(),
  region: z.string().regex(/^[\w-]{1,64}$/, '`region` has letters, digits and hyphens.'),
  bucket: z.string().regex(/^[\w.-]{1,255}$/, '`bucket` is the name of a bucket.'),
  /** What the names of its objects begin with. */
  prefix: z.string().max(500),
  accessKeyId: z.string().max(256).regex(SEEN, '`accessKeyId` has no spaces and only ASCII.'),
  secretAccessKey: z.string().max(256).regex(SEEN, '`secretAccessKey` has no spaces and only ASCII.'),
})
export type ExportStore = Readonly<z.infer<typeof ExportStore>>

/** The same as it is kept with an export: its secret is sealed where there is a key to seal it by. */
export const KeptStore = ExportStore.extend({ secretAccessKey: z.union([z.string(), z.object({ key: z.string(), sealed: z.string() })]) })
export type KeptStore = Readonly<z.infer<typeof KeptStore>>

const ownerOf = (exportId: string): string => `${exportId}.secretAccessKey`

export const sealStore = (box: SecretBox, exportId: string, store: ExportStore): KeptStore => ({
  ...store,
  secretAccessKey: box.seal(store.secretAccessKey, ownerOf(exportId)),
})

export const openStore = (box: SecretBox, exportId: string, kept: KeptStore): ExportStore => ({
  ...kept,
  secretAccessKey: box.open(kept.secretAccessKey, ownerOf(exportId)),
})

/** A store that can be sent to, as far as that is certain beforehand; where a name leads is looked at each time it is connected to. */
export function parseStore(given: unknown, { allowPrivate }: { readonly allowPrivate: boolean }): ExportStore {
  const parsed = ExportStore.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new ValidationError(issue?.message ?? 'The store is incomplete.', ['store', ...(issue?.path ?? []).map(String)])
  }
  const { endpoint, prefix } = parsed.data
  if (prefix.split('/').some((part) => part === '.' || part === '..')) throw new ValidationError('`prefix` has no part . or ...', ['store', 'prefix'])
  if (endpoint !== null) requireEndpoint(new URL(endpoint), allowPrivate)
  return parsed.data
}

function requireEndpoint({ protocol, hostname, username, password, search, hash }: URL, allowPrivate: boolean): void {
  const refuse = (why: string) => new ValidationError(why, ['store', 'endpoint'])
  if (username !== '' || password !== '' || search !== '' || hash !== '') throw refuse('`endpoint` is an address and nothing more.')
  if (allowPrivate) return
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  if (protocol !== 'https:') throw refuse('The address begins with https://.')
  if ((isIP(host) !== 0 && !isPublic(host)) || host === 'localhost' || host.endsWith('.localhost')) throw refuse(`${host} is not a public address.`)
}

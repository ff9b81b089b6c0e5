import type { S3Client } from './s3-client.ts'
import { type Sink, type Target, TargetError } from './target.ts'

/** Of an upload in parts all but the last are of the same size, at least 5 MB; up to 10,000 parts. */
const PART = 8 * 2 ** 20

/** An upload in parts that was begun. Its parts are kept, and paid for, until it is completed or given up. */
export interface Upload {
  readonly key: string
  readonly id: string
}

export interface S3TargetOptions {
  readonly client: S3Client
  readonly prefix: string
  /** Keeps the upload that is under way; null: there is none. */
  readonly keep: (upload: Upload | null) => Promise<void>
  /** One that somebody who was killed has left. */
  readonly left: Upload | null
}

/** Objects in a bucket. What is larger than a part is uploaded in parts, so that no more than one is in memory. */
export async function s3Target({ client, prefix, keep, left }: S3TargetOptions): Promise<Target> {
  if (left) await giveUp(client, left)
  if (left) await keep(null)
  return {
    async open(name) {
      return new S3Sink({ client, keep, key: `${prefix}${name}` })
    },
  }
}

class S3Sink implements Sink {
  readonly #options: Pick<S3TargetOptions, 'client' | 'keep'> & { readonly key: string }
  #waiting: Buffer[] = []
  #size = 0
  #upload: Upload | null = null
  readonly #etags: string[] = []

  constructor(options: Pick<S3TargetOptions, 'client' | 'keep'> & { readonly key: string }) {
    this.#options = options
  }

  async write(bytes: Buffer): Promise<void> {
    this.#waiting.push(bytes)
    this.#size += bytes.length
    while (this.#size > PART) {
      const all = Buffer.concat(this.#waiting)
      this.#waiting = [all.subarray(PART)]
      this.#size = all.length - PART
      await this.#send(all.subarray(0, PART))
    }
  }

  async finish(): Promise<void> {
    const { client, keep, key } = this.#options
    const rest = Buffer.concat(this.#waiting)
    if (!this.#upload) return void (await client({ method: 'PUT', key, body: rest }))
    await this.#send(rest)
    const parts = this.#etags.map((etag, n) => `<Part><PartNumber>${n + 1}</PartNumber><ETag>${escaped(etag)}</ETag></Part>`).join('')
    const body = Buffer.from(`<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${parts}</CompleteMultipartUpload>`)
    await client({ method: 'POST', key, query: { uploadId: this.#upload.id }, body })
    await keep(null)
  }

  async discard(): Promise<void> {
    if (!this.#upload) return
    await giveUp(this.#options.client, this.#upload)
    await this.#options.keep(null)
  }

  async #send(body: Buffer): Promise<void> {
    const { client, keep, key } = this.#options
    if (!this.#upload) {
      const { body: answer } = await client({ method: 'POST', key, query: { uploads: '' } })
      const [, id] = /<UploadId>([^<]+)<\/UploadId>/.exec(answer) ?? []
      if (id === undefined) throw new TargetError('The store begins no upload in parts.', { permanent: true })
      this.#upload = { key, id: unescaped(id) }
      await keep(this.#upload)
    }
    const { headers } = await client({ method: 'PUT', key, query: { partNumber: String(this.#etags.length + 1), uploadId: this.#upload.id }, body })
    this.#etags.push(headers.get('etag') ?? '')
  }
}

/** One that is gone already is given up. */
async function giveUp(client: S3Client, { key, id }: Upload): Promise<void> {
  await client({ method: 'DELETE', key, query: { uploadId: id } }).catch((error: unknown) => {
    if (!(error instanceof TargetError && error.message.includes('404'))) throw error
  })
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const unescaped = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

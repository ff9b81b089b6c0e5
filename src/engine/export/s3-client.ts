import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'
import type { Answer, Fetch } from '../../connectors/contract.ts'
import { MINUTE } from '../clock.ts'
import type { ExportStore } from './store.ts'
import { TargetError } from './target.ts'

export interface S3Options {
  readonly store: ExportStore
  readonly fetch: Fetch
  readonly signal: AbortSignal
}

interface S3Request {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  readonly key: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: Buffer
}

export type S3Client = (request: S3Request) => Promise<Answer & { readonly body: string }>

// What lasts longer is tried again later, so that others have their turn.
const PAUSES = [200, 1000]
const PATIENCE = 5 * MINUTE

/** Signed requests to a bucket, each tried again where that may help. What it throws names no secret. */
export function s3Client(options: S3Options): S3Client {
  return async (request) => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await once(options, request)
      } catch (error) {
        options.signal.throwIfAborted()
        const pause = PAUSES[attempt]
        if (pause === undefined || (error instanceof TargetError && error.permanent)) throw error
        await sleep(pause, undefined, { signal: options.signal })
      }
    }
  }
}

async function once({ store, fetch, signal }: S3Options, { method, key, query = {}, body }: S3Request): ReturnType<S3Client> {
  const { region, bucket, accessKeyId, secretAccessKey } = store
  const url = new URL(
    `${store.endpoint?.replace(/\/+$/, '') ?? `https://s3.${region}.amazonaws.com`}/${bucket}/${key.split('/').map(encoded).join('/')}`,
  )
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  const headers = {
    'x-amz-content-sha256': createHash('sha256')
      .update(body ?? '')
      .digest('hex'),
  }
  const signed = await new AwsV4Signer({ method, url: url.href, headers, accessKeyId, secretAccessKey, region, service: 's3' }).sign()
  let answer: Answer
  try {
    const init = {
      method,
      headers: signed.headers,
      ...(body && { body: new Uint8Array(body) }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
    }
    answer = await fetch(signed.url, init)
  } catch (error) {
    // What has no code was refused by ourselves: an address that may not be connected to.
    const permanent = error instanceof Error && error.name === 'Error' && !('code' in error)
    throw new TargetError(`The store does not answer: ${reasonOf(error)}.`, { permanent, cause: error })
  }
  const text = await answer.text()
  // To complete an upload may fail after the status was sent.
  if (answer.ok && !/^\s*(<\?xml[^>]*>)?\s*<Error>/.test(text)) return Object.assign(answer, { body: text })
  const { status } = answer
  const permanent = status >= 300 && status < 500 && ![408, 409, 423, 425, 429].includes(status)
  throw new TargetError(`The store answers ${status}${explained(text)}.`, { permanent })
}

const encoded = (part: string): string =>
  encodeURIComponent(part).replaceAll(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)

/** What its code says; its message may repeat what was sent. */
function explained(body: string): string {
  const [, code] = /<Code>([\w.-]{1,100})<\/Code>/.exec(body) ?? []
  return code === undefined ? '' : `, ${code}`
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { code } = error as NodeJS.ErrnoException
  return code ?? error.message
}

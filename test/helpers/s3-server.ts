import { createHash, createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** Somebody else's store, as strict as Amazon's about signatures and uploads in parts. */
export interface S3Server {
  readonly url: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** What is there, by bucket and key. */
  readonly objects: Map<string, Buffer>
  /** Uploads in parts that were begun and neither completed nor given up. */
  readonly uploads: Map<string, Map<number, Buffer>>
  readonly requests: string[]
  /** Answers so instead, for as long as it answers something. */
  trouble: (request: IncomingMessage) => Promise<Reply | null> | Reply | null
  close(): Promise<void>
}

const MIN_PART = 5 * 2 ** 20
const BUCKET = 'files'

export async function startS3Server(): Promise<S3Server> {
  const accessKeyId = 'AKIATESTONLY'
  const secretAccessKey = 'secret/of+the+store'
  const store: Omit<S3Server, 'url' | 'close'> = {
    accessKeyId,
    secretAccessKey,
    objects: new Map(),
    uploads: new Map(),
    requests: [],
    trouble: () => null,
  }
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    store.requests.push(`${request.method} ${request.url}`)
    const wrong = wrongSignature(request, body, { accessKeyId, secretAccessKey })
    const reply: Reply = (await store.trouble(request)) ?? (wrong === null ? replyTo(store, request, body) : refusal(403, wrong))
    response.writeHead(reply.status ?? 200, reply.headers).end(reply.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(store, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}

interface Reply {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly body?: string
}

const refusal = (status: number, code: string): Reply => ({
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>no</Message></Error>`,
})

const etagOf = (body: Buffer): string => `"${createHash('md5').update(body).digest('hex')}"`

function replyTo({ objects, uploads }: Pick<S3Server, 'objects' | 'uploads'>, request: IncomingMessage, body: Buffer): Reply {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://s3')
  const name = decodeURIComponent(pathname.slice(1))
  if (!name.startsWith(`${BUCKET}/`)) return refusal(404, 'NoSuchBucket')
  const uploadId = searchParams.get('uploadId')
  if (uploadId !== null) {
    const parts = uploads.get(`${name} ${uploadId}`)
    if (!parts) return refusal(404, 'NoSuchUpload')
    if (request.method === 'PUT') {
      parts.set(Number(searchParams.get('partNumber')), body)
      return { headers: { etag: etagOf(body) } }
    }
    const whole = request.method === 'POST' ? completed(parts, body.toString()) : null
    if (whole && !Buffer.isBuffer(whole)) return whole
    if (whole) objects.set(name, whole)
    uploads.delete(`${name} ${uploadId}`)
    return { status: whole ? 200 : 204, body: whole ? '<?xml version="1.0"?><CompleteMultipartUploadResult/>' : '' }
  }
  if (searchParams.has('uploads')) {
    const id = randomUUID()
    uploads.set(`${name} ${id}`, new Map())
    return { body: `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>` }
  }
  if (request.method !== 'PUT') return refusal(405, 'MethodNotAllowed')
  objects.set(name, body)
  return { headers: { etag: etagOf(body) } }
}

/** The object that is made of the parts that are listed. What is wrong with them is said after the status, as Amazon's store may. */
function completed(parts: ReadonlyMap<number, Buffer>, list: string): Buffer | Reply {
  const listed = [...list.matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>([^<]+)<\/ETag>/g)]
  const found = listed.map(([, number, etag]) => ({ etag, bytes: parts.get(Number(number)) ?? Buffer.alloc(0) }))
  if (found.some(({ etag, bytes }) => etagOf(bytes) !== etag)) return refusal(200, 'InvalidPart')
  if (found.slice(0, -1).some(({ bytes }) => bytes.length < MIN_PART)) return refusal(400, 'EntityTooSmall')
  return Buffer.concat(found.map(({ bytes }) => bytes))
}

/** What is wrong with the signature of a request (AWS Signature Version 4), if anything is. */
function wrongSignature(
  request: IncomingMessage,
  body: Buffer,
  { accessKeyId, secretAccessKey }: Pick<S3Server, 'accessKeyId' | 'secretAccessKey'>,
): string | null {
  const { authorization = '' } = request.headers
  const [, credential = '', signedHeaders = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=(\S+), SignedHeaders=(\S+), Signature=([0-9a-f]{64})$/.exec(authorization) ?? []
  const [keyId, day = '', region = '', service = '', end] = credential.split('/')
  if (keyId !== accessKeyId) return 'InvalidAccessKeyId'
  const hash = request.headers['x-amz-content-sha256']
  if (hash !== createHash('sha256').update(body).digest('hex')) return 'XAmzContentSHA256Mismatch'
  const date = String(request.headers['x-amz-date'])
  if (service !== 's3' || end !== 'aws4_request' || !date.startsWith(day)) return 'AuthorizationHeaderMalformed'
  const names = signedHeaders.split(';')
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => names.includes(name))) return 'AccessDenied'
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://s3')
  const query = [...searchParams].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).sort()
  const canonical = [
    ...[request.method, pathname, query.join('&')],
    ...names.map((name) => `${name}:${String(request.headers[name]).trim()}`),
    ...['', signedHeaders, hash],
  ].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', date, scope, createHash('sha256').update(canonical).digest('hex')].join('\n')
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>((by, part) => hmac(by, part), `AWS4${secretAccessKey}`)
  return hmac(key, toSign).toString('hex') === signature ? null : 'SignatureDoesNotMatch'
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

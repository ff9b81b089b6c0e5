import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { HttpError } from './http-error.ts'

/** A body that is too large is still read up to here, because a client that is cut off while it sends never sees the answer. */
const PATIENCE_BYTES = 16_000_000

const DECODERS = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
])

/**
 * Reads a request's body, inflated if need be, also where a client packs it without saying so. Throws HttpError 400 when it has more than
 * `limit` bytes or is no such encoding.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const body = await readRaw(request, limit)
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() || (isGzip(body) ? 'gzip' : 'identity')
  if (encoding === 'identity') return body
  const decode = DECODERS.get(encoding)
  if (!decode) throw badBody(`The content encoding is not one of ${[...DECODERS.keys()].join(', ')}.`)
  try {
    return await decode(body, { maxOutputLength: limit })
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(limit)
    throw badBody(`The body is not ${encoding}.`, error)
  }
}

/** No text begins like this. */
const isGzip = (body: Buffer): boolean => body[0] === 0x1f && body[1] === 0x8b

function readRaw(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      else if (size > PATIENCE_BYTES) request.destroy()
      else chunks.length = 0
    })
    request.on('end', () => {
      if (size > limit) reject(tooLarge(limit))
      else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks))
    })
    // Nobody is left to answer; the rejection only ends the handler. Every request is closed once, also when all is well.
    const broken = () => {
      if (!request.complete) reject(badBody('The request ended before its body did.'))
    }
    request.on('close', broken)
    request.on('error', broken)
  })
}

const tooLarge = (limit: number) => badBody(`The body is larger than ${limit / 1024} KB.`)

const badBody = (message: string, cause?: unknown) => new HttpError({ status: 400, code: 'bad_request', message }, { cause })

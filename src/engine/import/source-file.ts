import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'

const CHUNK = 1024 * 1024

/** A file to import; its digest is that of its bytes as they are, so that it is recognised wherever it lies. */
export interface SourceFile {
  readonly path: string
  readonly bytes: number
  readonly digest: string
  readonly gzip: boolean
}

export interface FileContent {
  /** The content from an offset on, unpacked. */
  readonly chunks: AsyncIterable<Buffer>
  /** How many bytes of the file itself were read. */
  bytesRead(): number
}

/** Reads the file once to know it. */
export async function openSourceFile(path: string): Promise<SourceFile> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) hash.update(chunk)
  return { path, bytes: (await stat(path)).size, digest: hash.digest('hex'), gzip: await isGzip(path) }
}

export function readContent(file: SourceFile, offset: number): FileContent {
  if (!file.gzip) {
    const stream = createReadStream(file.path, { start: offset, highWaterMark: CHUNK })
    return { chunks: stream, bytesRead: () => offset + stream.bytesRead }
  }
  const stream = createReadStream(file.path, { highWaterMark: CHUNK })
  // An error of either ends the iteration, which is where it is seen.
  const unpacked = pipeline(stream, createGunzip({ chunkSize: CHUNK }), () => {})
  return { chunks: skip(unpacked, offset), bytesRead: () => stream.bytesRead }
}

/** There is no way into the middle of a packed file but through its beginning. */
export async function* skip(chunks: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes
  for await (const chunk of chunks) {
    if (left < chunk.length) yield chunk.subarray(left)
    left = Math.max(0, left - chunk.length)
  }
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}

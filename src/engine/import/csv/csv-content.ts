import { type FileContent, readContent, type SourceFile, skip } from '../source-file.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'windows-1252'

/** The content of a file in UTF-8, from an offset of that on. */
export function csvContent(file: SourceFile, offset: number, encoding: Encoding): FileContent {
  if (encoding === 'utf-8') return readContent(file, offset)
  // There is no way into the middle but through the beginning.
  const { chunks, bytesRead } = readContent(file, 0)
  return { chunks: skip(decoded(chunks, encoding), offset), bytesRead }
}

/** By the mark at the beginning; without one it is UTF-8. */
export async function detectEncoding(file: SourceFile): Promise<Encoding> {
  for await (const chunk of readContent(file, 0).chunks) return chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf-16le' : 'utf-8'
  return 'utf-8'
}

async function* decoded(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }))
  yield Buffer.from(decoder.decode())
}

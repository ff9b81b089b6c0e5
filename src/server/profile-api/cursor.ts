import type { z } from 'zod'
import { invalid } from './parameters.ts'

/** Where a page ends, and where the next one begins. */
export interface Cursor {
  readonly url: string
  readonly has_more: boolean
  /** To be sent as `next`; empty where there is no more. */
  readonly next: string
  readonly limit: number
}

/** The cursor of a page whose next one begins at `next`; null: it is the last. */
export function cursorOf(url: URL, limit: number, next: string | null): Cursor {
  const query = new URLSearchParams(url.searchParams)
  if (next === null) query.delete('next')
  else query.set('next', next)
  const text = query.toString()
  return { url: url.pathname + (text && `?${text}`), has_more: next !== null, next: next ?? '', limit }
}

export const printNext = (key: readonly unknown[]): string => Buffer.from(JSON.stringify(key)).toString('base64url')

/** What `printNext` has printed; null: the list is read from its front. */
export function nextIn<Key>(query: URLSearchParams, schema: z.ZodType<Key>): Key | null {
  const text = query.get('next') ?? ''
  if (text === '') return null
  const parsed = schema.safeParse(decode(text))
  if (!parsed.success) throw invalid('The parameter `next` is not a cursor of this list.')
  return parsed.data
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return null
  }
}

import type { z } from 'zod'
import type { Slice } from '../engine/profiles/slice.ts'
import { apiError } from './api-error.ts'
import { builder } from './builder.ts'

export const DEFAULT_SIZE = 50
export const MAX_SIZE = 250

export interface PageArgs {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
  readonly last?: number | null | undefined
  readonly before?: string | null | undefined
}

/** The four arguments of every list. */
export const pageArgs = builder.args((t) => ({
  first: t.int({ description: `This many from the front: 1 to ${MAX_SIZE}, by default ${DEFAULT_SIZE}. Not together with \`last\`.` }),
  after: t.string({ description: 'Only what comes after this cursor.' }),
  last: t.int({ description: `This many from the back: 1 to ${MAX_SIZE}. Not together with \`first\`.` }),
  before: t.string({ description: 'Only what comes before this cursor.' }),
}))

/** Which part of a list is asked for. Refuses sizes out of range and cursors of other lists. */
export function toSlice<Key>(args: PageArgs, cursors: Cursors<Key>): Slice<Key> {
  const { first, last } = args
  if (first != null && last != null) throw apiError('BAD_USER_INPUT', 'Ask for `first` or for `last`, not for both.')
  const limit = last ?? first ?? DEFAULT_SIZE
  if (limit < 1 || limit > MAX_SIZE) throw apiError('BAD_USER_INPUT', `A page has 1 to ${MAX_SIZE} items; ${limit} were asked for.`)
  return { after: cursors.parse(args.after), before: cursors.parse(args.before), limit, reverse: last != null }
}

export interface Cursors<Key> {
  print(key: Key): string
  parse(cursor: string | null | undefined): Key | null
}

/** Opaque cursors of one list: its name and the key of the place. */
export function cursorsOf<Key>(list: string, schema: z.ZodType<Key>): Cursors<Key> {
  return {
    print: (key) => Buffer.from(JSON.stringify([list, key])).toString('base64url'),
    parse(cursor) {
      if (cursor == null) return null
      const [name, key] = decode(cursor)
      const parsed = schema.safeParse(key)
      if (name !== list || !parsed.success) throw apiError('BAD_USER_INPUT', 'The cursor is not one of this list.')
      return parsed.data
    },
  }
}

function decode(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}

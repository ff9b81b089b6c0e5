import type { Json } from '../json.ts'

// A string of a member or an element: a key is followed by a colon, and a quote within a string by a backslash.
const INFINITE = /(?<=[:[,])"\\u0000"(?=[,\]}])/g

/**
 * JSON as parseBody reads it: a number beyond a double is read as infinite, of which JSON.stringify would make null. U+0000 stands for such a number
 * on the way; as a text of its own it is what parseBody makes of it.
 */
export function writeJson(value: Json): string {
  const text = JSON.stringify(value, (_key, part: unknown) => {
    if (part === '\0') return '\ufffd'
    return part === Number.POSITIVE_INFINITY || part === Number.NEGATIVE_INFINITY ? '\0' : part
  })
  return text.replace(INFINITE, '1e999')
}

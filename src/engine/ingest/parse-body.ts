import type { Json } from '../json.ts'

const SUSPICIOUS = /\\u(?:0000|d[89a-f])/i
// An escape of U+0000, a pair of surrogates, a lone surrogate, or any other escape, which is there so that `\\u0000` stays text.
const ESCAPES = /\\(?:u0000|(ud[89ab][\da-f]{2}\\ud[c-f][\da-f]{2})|ud[89a-f][\da-f]{2}|(.))/gi

/**
 * Reads a JSON body; throws SyntaxError when it is none. Afterwards every string and key is one that Postgres can hold: bad UTF-8, U+0000 and
 * lone surrogates have become U+FFFD.
 */
export function parseBody(body: Buffer): Json {
  const text = body.toString('utf8')
  // Within JSON neither can be written but as an escape: decoding has already replaced surrogates encoded as UTF-8.
  if (!text.includes('\\u') || !SUSPICIOUS.test(text)) return JSON.parse(text)
  return JSON.parse(text.replace(ESCAPES, (whole, pair, other) => (pair || other ? whole : '\\ufffd')))
}

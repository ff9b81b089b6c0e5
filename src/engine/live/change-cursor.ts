/** A place in an audience's changes: everything up to it, in commit order, is known. */
export interface ChangeCursor {
  readonly version: number
  readonly ordinal: number
}

const END_OF_VERSION = 2 ** 31 - 1

/** After all changes of a version. */
export const endOf = (version: number): ChangeCursor => ({ version, ordinal: END_OF_VERSION })

/** Opaque to clients. */
export const printCursor = ({ version, ordinal }: ChangeCursor): string => Buffer.from(`${version}.${ordinal}`).toString('base64url')

/** Null: not a cursor of ours. */
export function parseCursor(text: string): ChangeCursor | null {
  const [, version, ordinal] = /^(\d{1,15})\.(\d{1,10})$/.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? []
  const cursor = { version: Number(version), ordinal: Number(ordinal) }
  // Decoding forgives what is not base64url; only what we print is a cursor.
  return cursor.ordinal <= END_OF_VERSION && printCursor(cursor) === text ? cursor : null
}

import pg from 'pg'

/** An error as a log may hold it. */
export interface DescribedError {
  readonly type: string
  readonly code?: string
  /** Absent where it would quote what came from outside. */
  readonly message?: string
  /** The places in the code. */
  readonly stack?: string
  readonly cause?: DescribedError
}

const MAX_CAUSES = 5
const MAX_MESSAGE = 300

/** What can be said of an error without saying anything of a person: messages often quote the value that was wrong. */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const message = messageOf(error)
  const stack = error.stack
    ?.match(/^ {4}at .*$/gm)
    ?.map((frame) => frame.trim())
    .join('\n')
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause
  return {
    type: error.name,
    ...(code && { code }),
    ...(message && { message }),
    ...(stack && { stack }),
    ...(inner !== undefined && inner !== null && depth < MAX_CAUSES && { cause: describeError(inner, depth + 1) }),
  }
}

function messageOf(error: Error): string | null {
  // These quote the text that is no JSON, or the whole query with its values.
  if (error instanceof SyntaxError || error.name.startsWith('Prisma')) return null
  const [line = ''] = error.message.split('\n')
  // Postgres quotes values where data are wrong (class 22); elsewhere its quotes hold names of ours.
  return (error instanceof pg.DatabaseError && !error.code?.startsWith('22') ? line : masked(line)).slice(0, MAX_MESSAGE)
}

/** Without what stands in quotation marks, addresses, and anything long enough for a key or an id. */
const masked = (text: string): string => text.replace(/"[^"]*"?|'[^']*'?|`[^`]*`?|\S+@\S+|[^\s/:]{24,}/g, '…')

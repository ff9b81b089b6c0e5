/** Why the program cannot start, in one line that says what to do; shown without a stack. */
export class StartupError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StartupError'
  }
}

/** The innermost reason a connection failed: Node tries several addresses and reports them together. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}

export function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** Host and port of an address, and nothing else of it: it may hold a password. */
export function hostOf(url: string, defaultPort: number): string {
  const { hostname, port } = new URL(url)
  return `${hostname || 'localhost'}:${port || defaultPort}`
}

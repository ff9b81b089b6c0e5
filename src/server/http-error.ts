export interface HttpProblem {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Ends a request with this answer. */
export class HttpError extends Error implements HttpProblem {
  readonly status: number
  readonly code: string
  readonly headers: Readonly<Record<string, string>>

  constructor(problem: HttpProblem, options?: ErrorOptions) {
    super(problem.message, options)
    this.name = 'HttpError'
    this.status = problem.status
    this.code = problem.code
    this.headers = problem.headers ?? {}
  }
}

/** What a caller can act on; anything else that is thrown is a bug. Codes are those of UserErrorCode in the GraphQL schema. */
export abstract class DomainError extends Error {
  abstract readonly code:
    | 'VALIDATION'
    | 'NOT_FOUND'
    | 'KEY_TAKEN'
    | 'RULE_INVALID'
    | 'RULE_CYCLE'
    | 'IN_USE'
    | 'LIMIT_REACHED'
    | 'CONFLICT'
    | 'MESSAGE_REFUSED'
  /** Where in the input, outermost first. */
  readonly path: readonly string[]

  constructor(message: string, path: readonly string[] = []) {
    super(message)
    this.name = new.target.name
    this.path = path
  }
}

export class ValidationError extends DomainError {
  readonly code = 'VALIDATION'
}

export class NotFoundError extends DomainError {
  readonly code = 'NOT_FOUND'
}

export class LimitReachedError extends DomainError {
  readonly code = 'LIMIT_REACHED'
}

export class ConflictError extends DomainError {
  readonly code = 'CONFLICT'
}

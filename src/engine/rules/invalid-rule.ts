import { DomainError } from '../errors.ts'

/** A place in a text, both counted from 1; a column is one character. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** A rule that says nothing we can compute. `path` names the place in the input, outermost first; `position` the place in its text. */
export class InvalidRuleError extends DomainError {
  readonly code = 'RULE_INVALID'
  readonly position: Position | null

  constructor(message: string, path: readonly string[] = [], position: Position | null = null) {
    super(message, path)
    this.position = position
  }
}

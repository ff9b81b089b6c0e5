import { DomainError } from '../errors.ts'

/** A rule that says nothing we can compute. `path` names the place in the input, outermost first. */
export class InvalidRuleError extends DomainError {
  readonly code = 'RULE_INVALID'
}

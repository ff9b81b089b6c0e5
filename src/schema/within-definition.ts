import { InvalidRuleError } from '../engine/rules/invalid-rule.ts'

/** Says where in the whole input a mistake in the rule of its definition is. */
export async function withinDefinition<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof InvalidRuleError ? new InvalidRuleError(error.message, ['definition', 'rule', ...error.path]) : error
  }
}

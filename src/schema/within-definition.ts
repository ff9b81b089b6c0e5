import { InvalidRuleError } from '../engine/rules/invalid-rule.ts'
import { type RuleText, readText } from '../engine/rules/text/parse.ts'
import { toJson } from '../engine/rules/to-json.ts'
import type { AudienceDefinitionInput } from './rule-input.ts'

/** Hands the JSON form of a definition on, and says where in the whole input, and in its text, a mistake in it is. */
export async function withinDefinition<T>(
  { rule, query }: typeof AudienceDefinitionInput.$inferInput,
  work: (rule: unknown) => Promise<T>,
): Promise<T> {
  let text: RuleText | null = null
  try {
    text = query == null ? null : readText(query)
    return await work(text ? toJson(text.rule) : rule)
  } catch (error) {
    if (!(error instanceof InvalidRuleError)) throw error
    if (query == null) throw new InvalidRuleError(error.message, ['definition', 'rule', ...error.path])
    const { message, position } = text ? text.locate(error) : error
    throw new InvalidRuleError(message, ['definition', 'query'], position)
  }
}

import { isEnumType } from 'graphql'
import { expect, test } from 'vitest'
import { MOST_TRAIT_RULES } from '../../src/engine/manage-trait-rules.ts'
import { schema } from '../../src/schema/index.ts'
import { page } from './page.ts'

test('docs/trait-rules.md lists the kinds of rules, and the limit', () => {
  const { tables, text } = page('docs/trait-rules.md')
  const kinds = schema.getType('TraitRuleKind')
  const listed = tables[0]?.rows.map(([kind = '']) => kind.replaceAll('`', ''))
  expect(listed?.sort()).toEqual(isEnumType(kinds) ? kinds.getValues().map(({ name }) => name) : null)
  expect(text).toContain(`at most ${MOST_TRAIT_RULES} traits`)
})

import { coerceInputValue, type GraphQLInputObjectType, parse, validate } from 'graphql'
import { describe, expect, test } from 'vitest'
import { FUNCTIONS } from '../../src/engine/rules/formula/formula.ts'
import { parseTraitDefinition } from '../../src/engine/traits/parse-trait-definition.ts'
import { schema } from '../../src/schema/index.ts'
import { page, snippetsOf } from './page.ts'

const examples = snippetsOf('docs/traits.md', 'json').map((code) => ({ code, definition: JSON.parse(code) as object }))
const type = schema.getType('ComputedTraitDefinitionInput') as GraphQLInputObjectType
const { text } = page('docs/traits.md')

describe('docs/traits.md', () => {
  test('has definitions of every kind, that the engine and the API understand', () => {
    for (const { code, definition } of examples) {
      expect(() => parseTraitDefinition(definition), code).not.toThrow()
      expect(() => coerceInputValue(definition, type), code).not.toThrow()
    }
    expect(examples.flatMap(({ definition }) => Object.keys(definition)).sort()).toEqual(Object.keys(type.getFields()).sort())
  })

  test('has operations that fit the schema', () => {
    const operations = snippetsOf('docs/traits.md', 'graphql')
    expect(operations.length).toBe(2)
    for (const operation of operations) expect(validate(schema, parse(operation)), operation).toEqual([])
  })

  test('names every function', () => {
    for (const name of Object.keys(FUNCTIONS)) expect(text).toContain(`\`${name}(a`)
  })
})

import { coerceInputValue, GraphQLInputObjectType } from 'graphql'
import { describe, expect, test } from 'vitest'
import { rulesWithin } from '../../src/engine/rules/conditions.ts'
import { parseRule } from '../../src/engine/rules/parse-rule.ts'
import { schema } from '../../src/schema/index.ts'
import { page, snippetsOf } from './page.ts'

const examples = snippetsOf('docs/rules.md', 'json').map((code) => ({ code, rule: JSON.parse(code) as unknown }))
const { text, tables } = page('docs/rules.md')

function inputType(name: string): GraphQLInputObjectType {
  const type = schema.getType(name)
  if (type instanceof GraphQLInputObjectType) return type
  throw new Error(`${name} is no input type.`)
}

/** The names in code of the first column of the table with this head. */
const namesOf = (head: string): string[] =>
  tables
    .filter((table) => table.head[0] === head)
    .flatMap(({ rows }) => rows.flatMap(([cell = '']) => [...cell.matchAll(/`(?:\{ ")?(\w+)/g)].map(([, name = '']) => name)))

describe('docs/rules.md', () => {
  test('has rules that the engine and the API understand', () => {
    expect(examples.length).toBeGreaterThan(8)
    for (const { code, rule } of examples) {
      expect(() => parseRule(rule), code).not.toThrow()
      expect(() => coerceInputValue(rule, inputType('RuleInput')), code).not.toThrow()
    }
  })

  test('shows every node', () => {
    const kinds = new Set(examples.flatMap(({ rule }) => [...rulesWithin(parseRule(rule))].map(({ kind }) => kind)))
    expect([...kinds].sort()).toEqual(Object.keys(inputType('RuleInput').getFields()).sort())
  })

  test.for([
    ['node', 'RuleInput'],
    ['window', 'WindowInput'],
    ['measure', 'MeasureInput'],
    ['test', 'ValueTestInput'],
    ['field of a step', 'SequenceStepInput'],
  ])('lists each %s once', ([head = '', type = '']) => {
    expect([...new Set(namesOf(head))].sort()).toEqual(Object.keys(inputType(type).getFields()).sort())
  })

  test('names every type of call and every test of a number', () => {
    for (const name of Object.keys(inputType('NumberTestInput').getFields())) expect(text).toContain(`\`${name}`)
    for (const name of ['TRACK', 'IDENTIFY', 'PAGE', 'SCREEN', 'GROUP', 'ALIAS']) expect(text).toContain(`\`${name}\``)
  })
})

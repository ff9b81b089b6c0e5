import { getOperationAST, parse, validate } from 'graphql'
import { describe, expect, test } from 'vitest'
import { schema } from '../../src/schema/index.ts'
import { costOf, MOST_COST, requireAffordable } from '../../src/server/graphql-cost.ts'

function priced(text: string, variables: Record<string, unknown> = {}) {
  const document = parse(text)
  expect(validate(schema, document)).toEqual([])
  const operation = getOperationAST(document)
  if (!operation) throw new Error('There is no operation.')
  return { schema, document, operation, variables }
}
const cost = (text: string, variables?: Record<string, unknown>) => costOf(priced(text, variables))

describe('the cost of an operation', () => {
  test('is how many objects its answer can have', () => {
    expect(cost('{ __typename __schema { types { name } } }')).toBe(0)
    expect(cost('{ viewer { kind scopes } }')).toBe(1)
    expect(cost('{ profile(by: { userId: "x" }) { id traits createdAt } }')).toBe(1)
    expect(cost('{ audiences { nodes { id } } }')).toBe(51)
    expect(cost('{ audiences(first: 7) { edges { cursor node { id } } } }')).toBe(8)
    expect(cost('{ audiences(last: 7) { nodes { id } pageInfo { endCursor } totalCount { count } } }')).toBe(10)
    expect(cost('{ audiences(first: 10) { nodes { members(first: 20) { nodes { profile { id } } } } } }')).toBe(1 + 10 * (1 + 1 + 20 * 2))
    expect(cost('{ nodes(ids: ["a", "b", "c"]) { id ... on Profile { accounts(first: 2) { nodes { id } } } } }')).toBe(3 * (1 + 1 + 2))
    expect(cost('{ sources(first: 3) { nodes { writeKeys { id } } } }')).toBe(1 + 3 * 11)
  })

  test('knows the values of variables, and takes a size out of range for the next one in it', () => {
    const text = 'query($n: Int = 5, $ids: [ID!] = ["a", "b"]) { audiences(first: $n) { nodes { id } } nodes(ids: $ids) { id } }'
    expect(cost(text)).toBe(6 + 2)
    expect(cost(text, { n: 100, ids: ['x'] })).toBe(101 + 1)
    expect(cost(text, { n: null, ids: [] })).toBe(51)
    for (const [n, size] of [
      [2 ** 31, 250],
      [-5, 1],
      ['9', 50],
      [{}, 50],
    ] as const)
      expect(cost(text, { n, ids: [] })).toBe(1 + size)
  })

  test('counts what is written twice once, as the answer has it', () => {
    const fragments = 'fragment A on Query { audiences(first: 10) { nodes { id members(first: 1) { nodes { since } } } } }'
    const once = cost(`{ ...A } ${fragments}`)
    expect(once).toBe(1 + 10 * (1 + 1 + 1))
    expect(cost(`{ ...A ...A ... on Query { ...A } audiences(first: 10) { nodes { key } } } ${fragments}`)).toBe(once)
    expect(cost('{ a: audiences(first: 10) { nodes { key } } b: audiences(first: 10) { nodes { key } } }')).toBe(22)
  })

  test(`is at most ${MOST_COST}, and the error says the figures`, () => {
    const members = (n: number) => priced(`{ audiences(first: 40) { nodes { members(first: ${n}) { nodes { profile { id } } } } } }`)
    requireAffordable(members(100))
    expect(() => requireAffordable(members(250))).toThrow(
      'The answer could have 20081 objects; that of one operation has at most 10000. Ask for smaller pages (`first`), or for less within them.',
    )
    const deep = `audiences(first: 250) { nodes { members(first: 250) { nodes { profile {`.repeat(1)
    expect(cost(`{ ${deep} audiences(first: 250) { nodes { audience { members(first: 250) { nodes { since } } } } } } } } } } }`)).toBeGreaterThan(
      1e9,
    )
  })
})

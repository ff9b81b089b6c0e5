import { getNullableType, isInputObjectType, isNonNullType, isObjectType } from 'graphql'
import { expect } from 'vitest'
import { schema } from '../../src/schema/index.ts'
import { test } from '../helpers/graphql-server.ts'

test('each mutation takes one input, and answers a payload that lists what went wrong', () => {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {})
  expect(mutations.length).toBeGreaterThan(10)
  for (const { name, args, type } of mutations) {
    expect(
      args.map((arg) => arg.name),
      name,
    ).toEqual(['input'])
    expect(isNonNullType(args[0]?.type) && isInputObjectType(args[0].type.ofType), name).toBe(true)
    const payload = getNullableType(type)
    expect(isNonNullType(type) && isObjectType(payload) ? String(payload.getFields()['userErrors']?.type) : null, name).toBe('[UserError!]!')
  }
})

test('a value that is none of its enum, no number or too much is refused with its place', async ({ api }) => {
  const cases: [string, object, string][] = [
    ['query($kinds: [RefusalKind!]) { refusals(kinds: $kinds) { nodes { id } } }', { kinds: ['MESSAGE', 'NOPE'] }, '"NOPE" at "kinds[1]"'],
    [
      'mutation($input: CreateAudienceInput!) { createAudience(input: $input) { userErrors { code } } }',
      { input: { key: 'a', name: 'A', entity: 'DOG', definition: { rule: { all: [] } } } },
      '"DOG" at "input.entity"',
    ],
    [
      'mutation($input: CreateAudienceInput!) { createAudience(input: $input) { userErrors { code } } }',
      { input: { key: 'a', name: 'A', definition: { rule: { event: { name: 'E', window: { last: 'tomorrow' } } } } } },
      '"tomorrow" at "input.definition.rule.event.window.last"',
    ],
    ['query($n: Int) { audiences(first: $n) { nodes { id } } }', { n: 'ten' }, '"ten"'],
    ['mutation($input: DeleteInput!) { deleteAudience(input: $input) { deletedId } }', { input: { id: 'x', more: 1 } }, '"more"'],
  ]
  for (const [query, variables, part] of cases) {
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      body: JSON.stringify({ query, variables }),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${api.keys.secret}` },
    })
    expect(await response.json(), part).toMatchObject({
      errors: [{ message: expect.stringContaining(part), extensions: { code: 'BAD_USER_INPUT' } }],
    })
  }
  expect(api.errors).toEqual([])
})

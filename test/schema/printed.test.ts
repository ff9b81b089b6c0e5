import { readFileSync } from 'node:fs'
import { type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql'
import { describe, expect, test } from 'vitest'
import { schema } from '../../src/schema/index.ts'
import { printed } from '../../src/schema/print.ts'

describe('the schema', () => {
  test('is the one in schema.graphql', () => {
    expect(readFileSync('schema.graphql', 'utf8'), 'run: npm run check -- schema').toBe(printed())
  })

  test('describes every type, field, argument and value', () => {
    expect(undescribed(schema)).toEqual([])
  })

  test('has in every connection its edges, nodes, page and count', () => {
    const connections = Object.values(schema.getTypeMap()).filter((type) => type.name.endsWith('Connection'))
    expect(connections.length).toBeGreaterThan(5)
    for (const type of connections) expect(isObjectType(type) && Object.keys(type.getFields())).toEqual(['edges', 'nodes', 'pageInfo', 'totalCount'])
  })

  test('has in every mutation one input, and userErrors in its payload', () => {
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      expect(field.args.map((arg) => arg.name)).toEqual(['input'])
      expect(String(field.type)).toMatch(/^\w+Payload!$/)
    }
  })
})

function undescribed(of: GraphQLSchema): string[] {
  const found: string[] = []
  const look = (name: string, thing: { readonly description?: string | null | undefined }) => {
    if (!thing.description) found.push(name)
  }
  for (const type of Object.values(of.getTypeMap())) {
    if (type.name.startsWith('__') || ['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name)) continue
    look(type.name, type)
    if (isEnumType(type)) for (const value of type.getValues()) look(`${type.name}.${value.name}`, value)
    if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) look(`${type.name}.${field.name}`, field)
    if (!isObjectType(type) && !isInterfaceType(type)) continue
    for (const field of Object.values(type.getFields())) {
      look(`${type.name}.${field.name}`, field)
      for (const arg of field.args) look(`${type.name}.${field.name}(${arg.name})`, arg)
    }
  }
  return found
}

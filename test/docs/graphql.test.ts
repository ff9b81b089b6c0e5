import { readdirSync } from 'node:fs'
import { coerceInputValue, getNamedType, getOperationAST, isInputType, isInterfaceType, parse, validate } from 'graphql'
import { describe, expect, test } from 'vitest'
import { API_ERROR_CODES } from '../../src/schema/api-error.ts'
import { schema } from '../../src/schema/index.ts'
import { costOf, MOST_COST } from '../../src/server/graphql-cost.ts'
import { page, root, snippetsOf } from './page.ts'

const PAGES = ['README.md', ...readdirSync(`${root}/docs`).flatMap((file) => (file.endsWith('.md') ? [`docs/${file}`] : []))]

/** Documents on their own, and those within calls of curl and within programs. */
function documentsOf(path: string): string[] {
  const { snippets } = page(path)
  return snippets.flatMap(({ language, code }) => {
    switch (language) {
      case 'graphql':
        return [code]
      case 'sh':
        return [...code.matchAll(/\/graphql(?:\/stream)? .*?-d '([^']+)'/gs)].map(([, body = '']) => (JSON.parse(body) as { query: string }).query)
      case 'js':
        return [...code.matchAll(/query = '([^']+)'/g)].map(([, query = '']) => query)
      default:
        return []
    }
  })
}

describe('GraphQL in the guide', () => {
  test.for(PAGES)('is valid: %s', (path) => {
    for (const document of documentsOf(path)) expect(validate(schema, parse(document)), document).toEqual([])
  })

  test('is found where it is', () => {
    expect(documentsOf('README.md')).toHaveLength(3)
    expect(documentsOf('docs/graphql-api.md').length).toBeGreaterThan(8)
  })

  test('has variables that its mutation takes', () => {
    const [variables = ''] = snippetsOf('docs/graphql-api.md', 'json')
    const type = getNamedType(schema.getType('CreateAudienceInput'))
    const { input } = JSON.parse(variables) as { input: unknown }
    expect(type && isInputType(type) && coerceInputValue(input, type)).toMatchObject({ key: 'trial_ends_soon', entity: 'PROFILE' })
  })

  test('counts the cost of its example as the server does', () => {
    const [document = ''] = documentsOf('docs/graphql-api.md').filter((text) => text.includes('Costs10001'))
    const parsed = parse(document)
    const operation = getOperationAST(parsed)
    expect(operation && costOf({ schema, document: parsed, operation, variables: {} })).toBe(10_001)
    expect(page('docs/graphql-api.md').text).toContain(`may cost ${MOST_COST.toLocaleString('en')}`)
  })

  test('explains every code of an error', () => {
    const { text } = page('docs/graphql-api.md')
    for (const code of API_ERROR_CODES) expect(text).toContain(`\`${code}\``)
  })

  test('lists every prefix of an id that can be fetched', () => {
    const { tables } = page('docs/graphql-api.md')
    const types = tables.filter(({ head }) => head[0] === 'prefix').flatMap(({ rows }) => rows.map(([, type]) => type))
    const node = schema.getType('Node')
    const implementing = isInterfaceType(node) ? schema.getPossibleTypes(node) : []
    expect(types.sort()).toEqual(implementing.map(({ name }) => name).sort())
  })
})

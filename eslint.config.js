import { readFileSync } from 'node:fs'
import graphql from '@graphql-eslint/eslint-plugin'
import { buildSchema, isObjectType } from 'graphql'

// Lints the printed schema; TypeScript is Biome's.
const types = Object.values(buildSchema(readFileSync('schema.graphql', 'utf8')).getTypeMap()).filter(isObjectType)
const withoutId = types.filter((type) => !type.getInterfaces().some(({ name }) => name === 'Node')).map(({ name }) => name)

// A graph has edges and pages as well, and is no connection.
const connectionTypes = graphql.rules['relay-connection-types']
const butTheGraph = (context) => (problem) => problem.node.value !== 'IdentityGraph' && context.report(problem)
const connectionTypesButTheGraph = {
  ...connectionTypes,
  create: (context) => connectionTypes.create(Object.create(context, { report: { value: butTheGraph(context) } })),
}

export default [
  {
    files: ['schema.graphql'],
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: 'schema.graphql' } } },
    plugins: { '@graphql-eslint': { ...graphql, rules: { ...graphql.rules, 'relay-connection-types': connectionTypesButTheGraph } } },
    rules: {
      ...graphql.configs['flat/schema-recommended'].rules,
      ...graphql.configs['flat/schema-relay'].rules,
      // Only what implements Node has an id.
      '@graphql-eslint/strict-id-in-types': ['error', { exceptions: { types: withoutId } }],
      // `nodes` stands beside `edges`, for those who need no cursors, and identifiers have no id of their own.
      '@graphql-eslint/relay-edge-types': ['error', { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false }],
      // Count.count is what everybody calls it.
      '@graphql-eslint/no-typename-prefix': 'off',
    },
  },
]

import type { CodegenConfig } from '@graphql-codegen/cli'

const TYPES = {
  importExtension: '.ts',
  useTypeImports: true,
  enumsAsTypes: true,
  strictScalars: true,
  scalars: {
    DateTime: 'string',
    Duration: 'string',
    SafeInt: 'number',
    JSON: 'unknown',
    JSONObject: 'Record<string, unknown>',
    JSONScalar: 'string | number | boolean',
    OrderedValue: 'string | number',
  },
} as const

/** Typed documents for the tests, the examples and the page: `npx graphql-codegen`. */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  generates: {
    'test/generated/': {
      documents: ['test/**/*.ts', '!test/generated/**'],
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: TYPES,
    },
    'examples/generated/': {
      documents: ['examples/*.ts'],
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: TYPES,
    },
    'src/page/generated/': {
      documents: ['src/page/documents.ts'],
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      // A browser gets the text of each document, not its syntax tree.
      config: { ...TYPES, documentMode: 'string' },
    },
  },
}

export default config

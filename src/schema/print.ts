import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { schema } from './index.ts'

/** The schema as it is published. */
export const printed = (): string => `${printSchema(lexicographicSortSchema(schema))}\n`

// As a program: node --import ./bin/typescript.mjs src/schema/print.ts schema.graphql
const [, program, path] = process.argv
if (program === fileURLToPath(import.meta.url) && path) writeFileSync(path, printed())
